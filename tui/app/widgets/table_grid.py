"""Which columns of a table its widget shows and which rows it folds, without anything drawn."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from tui.app.widgets.column_view import ColumnView
from tui.app.widgets.row_folds import RowFolds
from tui.app.widgets.table_lines import gutter_of
from tui.views.column_fit import GAP
from tui.views.table_view import TableColumn, TableView
from tui.views.telling_columns import TellingColumns


class TableGrid:
    """Places the columns and the rows of ``table``; at first an empty one.

    Rows are named by their number in the table's frame, places among those shown by position,
    counted from 0. ``view`` holds the columns, ``frozen`` says how many of them always stay, and
    ``rows`` holds the rows that are shown.
    """

    def __init__(self, frozen: int) -> None:
        self.frozen = frozen
        self.view = ColumnView((), 0, frozen)
        self.rows = self._folds = RowFolds()
        self._order: pl.Series | None = None
        self._alike: int | None = None
        self.show(TableView(pl.DataFrame(), ()))

    def show(self, table: TableView) -> None:
        """Take ``table`` in place of the one before; ``reorder`` and ``arrange`` follow."""
        self.table = table
        self._telling = TellingColumns(table)

    def reorder(self, order: pl.Series | None) -> None:
        """Show the rows in ``order``, nothing folded; None: all, as they stand in the frame."""
        self._order = order
        self.rows = RowFolds(order)

    def arrange(self, width: int, column: TableColumn | None, kept: Collection[int]) -> None:
        """Choose and place columns in ``width`` cells, ``column`` in sight, and fold the rows.

        The rows that are ``kept`` stay.
        """
        self._alike = None
        self._folds = RowFolds(self._order)
        self.view = self._fitted(width)
        if groups := self._telling.same(self.view.beginning):
            self._folds = RowFolds(self._order, groups, kept)
            # How many a row stands for is written beside it, which leaves less room for columns.
            self.view = self._fitted(width)
            self._folds = RowFolds(self._order, self._telling.same(self.view.beginning), kept)
        self.view.bring(column)
        # Columns that are scrolled to are those that part the rows.
        self.rows = RowFolds(self._order) if self.view.is_scrolled else self._folds

    def _fitted(self, width: int) -> ColumnView:
        start = self.view.start
        return ColumnView(
            self.table.columns, width - self.gutter, self.frozen, start, self._telling
        )

    @property
    def gutter(self) -> int:
        """How many cells stand at the left of the columns."""
        return gutter_of(signed=self.table.sign is not None, most=self._folds.most)

    @property
    def heading_height(self) -> int:
        """How many lines the headings take: one, and one for units where there are any."""
        return 2 if any(column.unit for column in self.table.columns) else 1

    @property
    def row_count(self) -> int:
        """How many rows are shown, in sight or not."""
        order = self.rows.order
        return self.table.frame.height if order is None else len(order)

    @property
    def folds(self) -> bool:
        """Whether rows are folded before the columns are scrolled."""
        return self._folds.most > 1

    @property
    def alike(self) -> int:
        """How many rows look like another one, as the columns stand before they are scrolled."""
        if self._alike is None:
            groups = self._telling.alike(self.view.beginning)
            left = [sum(not self._folds.hides(row) for row in rows) for rows in groups]
            self._alike = sum(rows for rows in left if rows > 1)
        return self._alike

    def row_at(self, position: int) -> int:
        """Return the number of the row that is shown at ``position``."""
        order = self.rows.order
        return position if order is None else int(order[position])

    def position_of(self, row: int) -> int | None:
        """Return where ``row`` is shown, None where it is not."""
        order = self.rows.order
        if order is None:
            return row if 0 <= row < self.row_count else None
        return order.index_of(row)

    def column_at(self, x: int) -> TableColumn | None:
        """Return the column drawn ``x`` cells from the left edge, the gap after it included."""
        for placed in self.view.fit.placed:
            if placed.x <= x - self.gutter < placed.x + placed.width + GAP:
                return placed.column
        return None

    def column_like(self, was: TableColumn | None) -> TableColumn | None:
        """Return the column of the table that is most like ``was``, or the first."""
        columns = self.table.columns
        if was:
            alike = [column for column in columns if column.name == was.name]
            alike.sort(key=lambda column: column.title != was.title)
            columns = (*alike, *columns)
        return columns[0] if columns else None
