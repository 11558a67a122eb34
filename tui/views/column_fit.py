"""Which columns of a table fit a narrow screen, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.views.table_view import TableColumn

GAP: Final = 2
"""Blank cells between two columns; a sort mark may take the first."""


class Placed(NamedTuple):
    """A column on screen: its left edge and its width, in cells."""

    column: TableColumn
    x: int
    width: int


class ColumnFit(NamedTuple):
    """The columns on screen, and how many are out of sight to the left and to the right."""

    placed: tuple[Placed, ...] = ()
    before: int = 0
    after: int = 0

    @property
    def columns(self) -> list[TableColumn]:
        """The columns on screen, from left to right."""
        return [placed.column for placed in self.placed]


def arrange(columns: Sequence[TableColumn], width: int, frozen: int) -> list[TableColumn]:
    """Return ``columns`` in the order to show them: those that fit ``width``, then the others.

    The first ``frozen`` fit by decree, the others by priority; both groups keep the table's order.
    """
    kept = set(range(min(frozen, len(columns))))
    left = width - sum(narrowest(columns[i]) + GAP for i in kept) + GAP
    for i in sorted(range(len(columns)), key=lambda i: columns[i].priority):
        needed = narrowest(columns[i]) + GAP
        if i not in kept and needed <= left:
            kept.add(i)
            left -= needed
    return [column for i, column in enumerate(columns) if i in kept] + [
        column for i, column in enumerate(columns) if i not in kept
    ]


def fit(columns: Sequence[TableColumn], width: int, frozen: int, start: int) -> ColumnFit:
    """Place the first ``frozen`` of ``columns`` and as many from number ``start`` on as fit.

    One column from ``start`` on is placed whether it fits or not, if need be without the frozen.
    """
    if not columns:
        return ColumnFit()
    start = max(start, frozen)
    shown = list(columns[:frozen])
    if start < len(columns) and _span([*shown, columns[start]]) > width:
        shown = []
    before = start - len(shown)
    end = start
    while end < len(columns) and (end == start or _span([*shown, columns[end]]) <= width):
        shown.append(columns[end])
        end += 1
    placed: list[Placed] = []
    x = 0
    for column, cells in zip(shown, _widths(shown, width), strict=True):
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return ColumnFit(tuple(placed), before, after=len(columns) - end)


def narrowest(column: TableColumn) -> int:
    """Return the fewest cells ``column`` can be shown in."""
    return widest(column) if column.min_width is None else min(column.min_width, widest(column))


def widest(column: TableColumn) -> int:
    """Return the cells ``column`` takes where there is room, its heading included."""
    return max(column.width, cell_len(column.title), cell_len(column.unit))


def _span(columns: Sequence[TableColumn]) -> int:
    return sum(narrowest(column) + GAP for column in columns) - GAP


def _widths(columns: Sequence[TableColumn], width: int) -> list[int]:
    """Return the columns' widths, those that may be narrow all cut to one common length."""
    spare = width - GAP * (len(columns) - 1)
    for limit in range(max(map(widest, columns)), 0, -1):
        widths = [max(narrowest(column), min(widest(column), limit)) for column in columns]
        if sum(widths) <= spare:
            return widths
    return [narrowest(column) for column in columns]
