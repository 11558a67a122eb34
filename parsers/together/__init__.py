"""What the tables of one document are to each other: repeats, summaries, other cases."""
