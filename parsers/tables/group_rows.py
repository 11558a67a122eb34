"""Rows that only name the ones below them: ``| **WRF** | |`` between the rows of two codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCHEMA
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.table import Table

_NAME: Final = "Name"
_LETTER = Pattern(r"[^\W_]")
_MOST: Final = 10_000
"""Rows; in a longer table nobody sets groups apart."""


def with_groups_named(table: Table) -> Table:
    """Return ``table`` with such names in a column of their own, and without their rows.

    They stand alone in their row and above all others; in the first column, or in a cell that
    spans several, where one names each of two groups or more. Below each are rows with a number in
    the first column, or the same few words below every name: ``strong``, ``weak``.
    """
    if not 2 < table.height <= _MOST or len(table.cells) < 2:
        return table
    heading = read_heading(table.headings[0])
    if heading.kind == "schema" and SCHEMA[heading.name] == pl.String and not heading.otherwise:
        return table
    # Above all others stands a name, alone in its row: most tables end here.
    top = [_stated(cells.head(1))[0] for cells in table.cells]
    if _name_in(top) is None or _NAME in table.headings:
        return table
    columns = [_stated(cells).to_list() for cells in table.cells]
    firsts = columns[0]
    numbers = read_numbers(series_of(firsts)).values.to_list()
    names: list[str | None] = []
    kept: list[bool] = []
    words_below: list[set[str | None]] = []
    for row, cells in enumerate(zip(*columns, strict=True)):
        name = _name_in(cells)
        names.append(name or names[-1])
        kept.append(name is None)
        if name is not None and row and not kept[row - 1]:
            return table
        if name is not None:
            words_below.append(set())
        elif numbers[row] is None:
            words_below[-1].add(firsts[row])
    if any(words_below) and (
        len(words_below) < 2 or any(words_below[0] ^ each for each in words_below)
    ):
        return table
    are_elsewhere = firsts[0] is None or top[1] is not None
    if not kept[-1] or (are_elsewhere and len({*names}) < 2):
        return table
    named = table._replace(
        cells=[series_of(names), *table.cells], headings=[_NAME, *table.headings]
    )
    return named.filter(pl.Series(kept))


def _name_in(cells: Sequence[object]) -> str | None:
    """The only text of a row: of one cell, or of all, as of a cell that spans them."""
    said = [cell for cell in cells if cell is not None]
    text = said[0] if said and (len(said) == 1 or len(said) == len(cells)) else None
    if not isinstance(text, str) or not all(
        isinstance(cell, str) and cell == text for cell in said
    ):
        return None
    is_name = parse_quantity(text) is None and read_outcome(text) is None
    return text if is_name and _LETTER.search(text) else None


def _stated(cells: pl.Series) -> pl.Series:
    return without_empty_cells(cells.cast(pl.String)) if is_text(cells) else cells
