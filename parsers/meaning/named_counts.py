"""Counts that say what they count in each cell: ``nodes=4``, ``n = 4``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading
from parsers.tables.recurring_texts import distinct

_NAMED_COUNT: Final = Pattern(r"\s*(?P<name>[A-Za-z][A-Za-z ]*?)\s*[=:]\s*\d+\s*")


def without_own_name(heading: Heading, text: pl.Series) -> pl.Series:
    """Return the numbers of ``nodes=4``, ``n = 4`` below ``nodes``: all cells say one name."""
    parts = [_NAMED_COUNT.fullmatch(cell) for cell in distinct(text).drop_nulls().unique()]
    names = {part["name"] if part else "" for part in parts}
    if len(names) != 1 or not (name := names.pop()):
        return text
    is_own = len(name) == 1 or read_heading(name).name == heading.name
    return text.cast(pl.String).str.extract(r"(\d+)\s*$") if is_own else text
