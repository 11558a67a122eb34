"""An interpretation applied to the cells: run records."""
