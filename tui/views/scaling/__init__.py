"""Scaling series, as a table, as a chart and in words."""
