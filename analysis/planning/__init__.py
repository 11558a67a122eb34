"""What remains to be measured: repeats, counts, and what they cost."""
