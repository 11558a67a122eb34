"""Rows that are computed from others: averages, totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.headings.heading import MEASURED
from parsers.meaning.column import Column
from parsers.short_columns.short_series import repeated
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

    These are ``set_off`` as a whole and have the settings of another row, or have a cell that says
    so, which is no value of its column.
    """
    summary = repeated(False, rows, pl.Boolean())
    if set_off is not None and set_off.any() and not set_off.all():
        summary |= set_off & _repeats_others(columns, set_off)
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


def _repeats_others(columns: Sequence[Column], set_off: pl.Series) -> pl.Series:
    """Which rows have all settings, but for the hosts, of a row that is not set off.

    A row in bold whose settings are its own is a result that the author is proud of.
    """
    settings = [
        cells
        for column in columns
        if column.heading.kind not in (*MEASURED, "remark") and column.heading.name != "hosts"
        for cells in _settings(column)
    ]
    plain = [cells for cells in settings if not cells.dtype.is_nested()]
    if not plain:
        return repeated(False, len(set_off), pl.Boolean())
    rows = pl.DataFrame({str(place): cells for place, cells in enumerate(plain)})
    others = rows.filter(~set_off).unique().with_columns(found=True)
    found = rows.join(others, on=rows.columns, how="left", nulls_equal=True, maintain_order="left")
    return found["found"].is_not_null()


def _settings(column: Column) -> list[pl.Series]:
    """What a column sets: its numbers, and the words beside them, as of ``1 CPU node (AMD)``."""
    if column.numbers is None:
        return [column.cells]
    if not is_text(column.cells):
        return [column.numbers.values]
    beside = column.cells.cast(pl.String).str.replace_all(r"\(.*|[\W\d_]", "")
    return [column.numbers.values, beside]
