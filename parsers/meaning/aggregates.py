"""Rows that are computed from others: averages, totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.short_series import repeated
from parsers.tables.cells import is_text, possible, spread

AGGREGATE: Final = (
    r"(?i)^(?:the )?(?:avg|average|mean|median|total|sum|overall|geo[ .-]?mean|geometric mean)"
    r"(?: of .*)?[.:]?$"
)
"""A cell that says its row is computed from others."""


def aggregate_rows(
    columns: Sequence[Column], set_off: pl.Series | None, rows: int
) -> tuple[tuple[Column, ...], pl.Series]:
    """Return the columns, and which rows are computed from others.

    These are ``set_off`` as a whole, or have a cell that says so, which is no value of its column.
    """
    summary = repeated(False, rows, pl.Boolean())
    if set_off is not None and not set_off.all():
        summary |= set_off
    left = list(columns)
    for place, column in enumerate(columns):
        words = column.cells if column.numbers is None else column.numbers.words
        if words is None or not is_text(words) or column.given:
            continue
        if not possible(words).str.contains(AGGREGATE).any():
            continue
        said = spread(words, lambda cells: cells.str.contains(AGGREGATE)).fill_null(False)
        if not said.all():
            summary |= said
            left[place] = column.without(said)
    return tuple(left), summary
