"""Rows of what is there before and after, which nobody measured: ``Cache | ❌ None | ✅ Redis``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.outcomes import MARKS, read_outcome_beside
from parsers.grammar.patterns import Pattern
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import is_text
from parsers.tables.compared_columns import is_change
from parsers.tables.table import Table

_MOST: Final = 200
_SEVERAL: Final = 2
_MARKED = Pattern(rf"[{MARKS}⚠]\W*[^\W\d]")
_GRADE = Pattern(r"[A-F][+-]?")
_NUMBER = Pattern(r"[^\w-]*-?\d")


def without_feature_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without rows of marks with words, or of grades, where others have numbers.

    The words are no outcome: what crashed is a run without a value, what has no cache is no run.
    """
    if not table.as_written or not 1 < table.height <= _MOST or len(table.cells) <= _SEVERAL:
        return table, []
    columns = [
        cells.cast(pl.String).to_list()
        for place, cells in enumerate(table.cells)
        if place and is_text(cells) and not is_change(table.headings, place)
    ]
    columns = [cells for cells in columns if any(map(_is_number, cells))]
    rows = list(zip(*columns, strict=True)) if len(columns) >= _SEVERAL else []
    features = [all(map(_is_feature, row)) for row in rows]
    if not any(features):
        return table, []
    first = features.index(True)
    text = f"row `{table.cells[0][first]}` has no numbers, and is no run"
    note = Note("info", text, source.name, table.line_of(first))
    return table.filter(pl.Series([not each for each in features])), [note]


def _is_number(cell: str | None) -> bool:
    return cell is not None and _NUMBER.match(cell) is not None


def _is_feature(cell: str | None) -> bool:
    if cell is None:
        return False
    named = _GRADE.fullmatch(cell) or _MARKED.search(cell)
    return named is not None and read_outcome_beside(cell) is None
