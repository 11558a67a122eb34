"""Rewritings of a table that keep its meaning, and whether it is read alike afterwards."""
