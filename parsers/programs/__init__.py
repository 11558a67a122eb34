"""The outputs of known programs, each a table of patterns."""
