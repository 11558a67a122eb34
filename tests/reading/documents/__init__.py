"""The ways in which a table becomes the text of a file."""
