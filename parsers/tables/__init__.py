"""What stands in the tables of a file: cells and what is around them, before any meaning."""
