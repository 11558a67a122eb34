"""Marks beside numbers that are probably a misreading, and the lines above the table about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
from rich.cells import cell_len
from rich.text import Text

from analysis.plausibility import Doubt
from analysis.runs import DOUBT, Runs
from tui.formatting.shortening import truncate_end
from tui.views.table_view import Cell, TableColumn

SIGN: Final = "?"
_LEAST_TEXT: Final = 24
"""Cells that what looks wrong keeps beside what puts it right."""
_DOUBTED_IN: Final = {
    "value": frozenset({"mixed repeats", "far apart"}),
    "speedup": frozenset({"too efficient", "mixed repeats", "far apart", "flat times"}),
    "efficiency": frozenset({"too efficient", "mixed repeats", "far apart", "flat times"}),
}
"""The columns that are marked, and the kinds of doubt that are about their numbers."""


def doubts_shown(runs: Runs) -> tuple[Doubt, ...]:
    """Return what looks wrong with the rows shown."""
    if not runs.doubts:
        return ()
    shown = set(runs.table["row"].to_list())
    return tuple(doubt for doubt in runs.doubts if not shown.isdisjoint(doubt.rows))


def doubt_lines(runs: Runs) -> tuple[str, ...]:
    """Return a line for each thing that looks wrong with the rows shown, for above the table."""
    return tuple(f"{SIGN} {doubt}" for doubt in doubts_shown(runs))


def fitted(doubt: Doubt, width: int, ellipsis: str) -> str:
    """Return the line of a doubt in ``width`` cells, what it says cut before what puts it right."""
    command = truncate_end(f": {doubt.command}", width - _LEAST_TEXT, ellipsis)
    text = truncate_end(doubt.text, width - len(SIGN) - 1 - cell_len(command), ellipsis)
    return f"{SIGN} {text}{command}"


def with_doubts(columns: Sequence[TableColumn], runs: Runs) -> tuple[TableColumn, ...]:
    """Return ``columns`` with a sign behind each number that is in doubt."""
    if not runs.doubts:
        return tuple(columns)
    return tuple(
        _signed(column, _DOUBTED_IN[column.name])
        if column.name in _DOUBTED_IN
        and not column.picture
        and runs.table[DOUBT].is_in(_DOUBTED_IN[column.name]).any()
        else column
        for column in columns
    )


def _signed(column: TableColumn, kinds: frozenset[str]) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            _with_sign(cell, is_doubted=doubt in kinds)
            for cell, doubt in zip(column.cells(rows), rows[DOUBT], strict=True)
        ]

    return column._replace(width=column.width + len(SIGN), cells=cells)


def _with_sign(cell: Cell, *, is_doubted: bool) -> Cell:
    text = cell.copy() if isinstance(cell, Text) else Text(cell)
    is_marked = is_doubted and bool(text.plain.strip())
    text.append(SIGN if is_marked else " ", style="yellow")
    return text if is_marked or isinstance(cell, Text) else text.plain
