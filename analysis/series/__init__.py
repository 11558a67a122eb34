"""Scaling series: their names, notes and fitted laws."""
