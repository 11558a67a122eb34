"""What remains to be measured, as a table."""
