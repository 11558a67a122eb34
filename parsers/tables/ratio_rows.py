"""Rows that state a ratio below times: ``Speedup | 7.3`` after ``1 thread`` and ``8 threads``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import is_text
from parsers.tables.table import Table

_RATIO: Final = Pattern(
    r"(?i)\W*(?:(?:parallel|relative|max(?:imum)?) )?(?:speed[ -]?up|efficiency)\W*"
)
_MOST: Final = 10_000
"""Rows; nobody sums up a longer table in a row of its own."""


def without_ratio_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without rows whose first cell names a ratio where every result is a time.

    A row of seven times as fast is no run of seven seconds.
    """
    if not 1 < table.height <= _MOST or len(table.cells) < 2 or not is_text(table.cells[0]):
        return table, []
    said = [
        text is not None and _RATIO.fullmatch(text) is not None
        for text in table.cells[0].cast(pl.String).to_list()
    ]
    if not any(said) or all(said):
        return table, []
    measured = [each for each in read_headings(table.headings[1:]) if each.kind in MEASURED]
    if not measured or not all(each.is_time for each in measured):
        return table, []
    first = said.index(True)
    text = f"row `{table.cells[0][first]}` states a ratio, and is no run"
    note = Note("info", text, source.name, table.line_of(first))
    return table.filter(pl.Series([not each for each in said])), [note]
