"""Workbooks of spreadsheets: each sheet as the text that one saves of it."""
