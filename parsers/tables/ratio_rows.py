"""Rows of what follows from times: ``Speedup | 7.3`` after ``1 thread``, ``Savings | 23 days``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.captions import measured_above
from parsers.tables.cells import is_text
from parsers.tables.table import Table

_RATIO: Final = Pattern(
    r"(?i)\W*(?:(?:parallel|relative|max(?:imum)?) )?"
    r"(?:speed[ -]?up|efficiency|savings?|improvement|difference|ratio)\W*"
)
_MOST: Final = 10_000
"""Rows; nobody sums up a longer table in a row of its own."""


def without_ratio_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without rows whose first cell names a ratio or a gain beside times.

    A row of seven times as fast is no run of seven seconds, nor are 23 days that were saved.
    """
    if not 1 < table.height <= _MOST or len(table.cells) < 2 or not is_text(table.cells[0]):
        return table, []
    said = [
        text is not None and _RATIO.fullmatch(text) is not None
        for text in table.cells[0].cast(pl.String).to_list()
    ]
    if not any(said) or all(said):
        return table, []
    measured = measured_above(table.above)
    headings = read_headings([*table.headings[1:], *([measured] if measured else [])])
    if not any(each.is_time and each.kind in MEASURED for each in headings):
        return table, []
    first = said.index(True)
    text = f"row `{table.cells[0][first]}` follows from others, and is no run"
    note = Note("info", text, source.name, table.line_of(first))
    return table.filter(pl.Series([not each for each in said])), [note]
