"""Sweeps over a size or a parameter, as a table, as a chart and in words."""
