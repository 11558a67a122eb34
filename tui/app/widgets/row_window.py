"""The rows of a table that are in sight, formatted; the others are never touched."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tui.views.table_view import Cell, TableColumn, TableView

Row = tuple[int, Cell, list[Cell]]
"""A row's number in the frame, its sign, and its cells, one for each column."""


class RowWindow:
    """Formats rows of ``table`` as they come into sight, taken in ``order`` where there is one."""

    def __init__(
        self, table: TableView, order: pl.Series | None, columns: Sequence[TableColumn]
    ) -> None:
        """Show ``columns`` of the table, and its signs."""
        self._frame = table.frame
        self._sign = table.sign
        self._order = order
        self._columns = columns
        self._rows: dict[int, Row] = {}

    def row(self, position: int, sight: range) -> Row:
        """Return the row at ``position`` of the order, one of those in ``sight``.

        All rows in sight that are missing are formatted in one go; those out of sight are dropped.
        """
        if position not in self._rows:
            self._rows = {at: row for at, row in self._rows.items() if at in sight}
            missing = [at for at in sight if at not in self._rows]
            self._format(missing[0], missing[-1] - missing[0] + 1)
        return self._rows[position]

    def _format(self, first: int, count: int) -> None:
        numbers: Sequence[int]
        if self._order is None:
            numbers = range(first, first + count)
            rows = self._frame.slice(first, count)
        else:
            numbers = self._order.slice(first, count).to_list()
            rows = self._frame[numbers]
        signs = self._sign.cells(rows) if self._sign else [""] * count
        columns = [column.cells(rows) for column in self._columns]
        for at, number in enumerate(numbers):
            self._rows[first + at] = number, signs[at], [cells[at] for cells in columns]
