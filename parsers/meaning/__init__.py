"""What the columns of a table mean together, decided by how they vary with each other."""
