"""Two sides -> matched rows with changes and verdicts."""
