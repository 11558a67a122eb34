"""Columns of few rows, worked through in Python: a frame costs more than they do."""
