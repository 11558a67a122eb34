"""Statistics without SciPy; docs/statistics.md defines each."""
