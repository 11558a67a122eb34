"""What inputs say of each other, once each is read: counts, series, labels."""
