"""Histories as people see them: a row a series, its changes, and what changed with them."""
