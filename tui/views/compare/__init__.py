"""A comparison, as a table, as a report and pair by pair."""
