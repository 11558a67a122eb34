"""How the program without parallel parts is called, beside or instead of a count of 1."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import word_set

SERIAL_WORDS: Final = word_set("serial sequential seq")
SERIAL_PROGRAM: Final = (
    r"(?:serial|sequential|seq)(?:[ _-](?:code|version|run|execution|program|time))?"
)
"""Matches all of a text that names it and says nothing else, as regular expressions have it."""
