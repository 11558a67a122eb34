"""Printed output: text, Markdown, CSV, JSON."""
