"""CSV and its kin: dialect, chunks, cells."""
