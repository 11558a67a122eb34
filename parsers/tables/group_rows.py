"""Rows that only name the ones below them: ``| **WRF** | |`` between the rows of two codes."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCHEMA
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text, read_numbers, stated
from parsers.tables.table import Table

_NAME: Final = "Name"
_MOST: Final = 10_000
"""Rows; in a longer table nobody sets groups apart."""


def with_groups_named(table: Table) -> Table:
    """Return ``table`` with such names in a column of their own, and without their rows.

    They stand in the first column, alone in their row and above all others; below each are rows
    with a number there, or the same few words below every name: ``strong``, ``weak``.
    """
    if not 2 < table.height <= _MOST or len(table.cells) < 2 or not is_text(table.cells[0]):
        return table
    heading = read_heading(table.headings[0])
    if heading.kind == "schema" and SCHEMA[heading.name] == pl.String and not heading.otherwise:
        return table
    # Above all others stands a name, alone in its row: most tables end here.
    if any(_stated(cells.head(1))[0] is not None for cells in table.cells[1:]):
        return table
    others = [_stated(cells) for cells in table.cells[1:]]
    firsts = stated(table.cells[0].cast(pl.String))
    numbers = read_numbers(firsts).values.to_list()
    names: list[str | None] = []
    kept: list[bool] = []
    words_below: list[set[str | None]] = []
    for row, (first, number) in enumerate(zip(firsts.to_list(), numbers, strict=True)):
        is_name = first is not None and number is None and all(each[row] is None for each in others)
        if not is_name and not names:
            return table
        names.append(first if is_name else names[-1])
        kept.append(not is_name)
        if is_name and row and not kept[row - 1]:
            return table
        if is_name:
            words_below.append(set())
        elif number is None:
            words_below[-1].add(first)
    if any(words_below) and (
        len(words_below) < 2 or any(words_below[0] ^ each for each in words_below)
    ):
        return table
    if all(kept) or not kept[-1] or _NAME in table.headings:
        return table
    named = table._replace(
        cells=[series_of(names), *table.cells], headings=[_NAME, *table.headings]
    )
    return named.filter(pl.Series(kept))


def _stated(cells: pl.Series) -> pl.Series:
    return stated(cells.cast(pl.String)) if is_text(cells) else cells
