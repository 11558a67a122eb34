"""The table of runs, and the details of a row."""
