"""Which rows of its table a screen shows, and in what order."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import polars as pl

from analysis import select
from analysis.columns import falls_first
from analysis.usage import UsageError
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.table_state import SortKeys, sorted_also_by, sorted_by
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.table_messages import HeaderClicked


class RowsScreen(PlaceScreen[None]):
    """A screen with a ``RunTable`` of the id ``table``, whose rows are filtered and sorted."""

    DRAWN_FROM: ClassVar[Mapping[str, str]] = {}
    """What the columns show that nothing can be sorted by."""

    def __init__(self) -> None:
        super().__init__()
        self._sort: SortKeys = ()
        self._condition = ""
        self.order = pl.Series("row", [], dtype=pl.UInt32)

    @property
    @abstractmethod
    def frame(self) -> pl.DataFrame:
        """The rows that there are, shown or not."""

    @abstractmethod
    def show_rest(self) -> None:
        """Show what stands around the table."""

    @abstractmethod
    def remember(self) -> None:
        """Keep how the table is now, as it is about to be changed."""

    def wanted(self) -> pl.Expr | None:
        """Return which rows to show beside what the condition says, None where all."""
        return None

    def ordered(self) -> pl.Series:
        """Return the row numbers to show, in the order of the sort keys.

        Raises ``UsageError`` where the condition cannot be used.
        """
        rows, wanted = select.order(self.frame, self._sort), self.wanted()
        if wanted is None and not self._condition:
            return rows
        kept = self.frame.with_row_index("row")
        if self._condition:
            kept = select.where(kept, self._condition)
        if wanted is not None:
            kept = kept.filter(wanted)
        return rows.filter(rows.is_in(kept["row"].implode()))

    def nothing(self) -> str:
        """Say why there is no row, for where there is none."""
        return f"no rows match {self._condition}; Esc clears the filter" if self._condition else ""

    @property
    def table(self) -> RunTable:
        """The table."""
        return self.query_one("#table", RunTable)

    @property
    def row(self) -> dict[str, Any] | None:
        """The cursor's row."""
        at = self.table.cursor_row
        return None if at is None else self.frame.row(at, named=True)

    @property
    def row_to_use(self) -> dict[str, Any] | None:
        """The cursor's row, for a key that needs one: says so where there is none."""
        row = self.row
        if row is None:
            self.say("no row here")
        return row

    def show_order(self) -> None:
        """Show the rows that are wanted now, in their order."""
        self.order = self.ordered()
        self.table.nothing = self.nothing()
        self.table.set_order(self.order, self._sort_marks())
        self.show_rest()

    def preview(self, sql: str) -> None:
        """Keep the rows that meet ``sql`` for the time being. Raises ``UsageError``."""
        before, self._condition = self._condition, sql
        try:
            self.show_order()
        except UsageError:
            self._condition = before
            raise

    # Order

    def on_run_table_header_clicked(self, event: HeaderClicked) -> None:
        """Sort by the heading."""
        self._sort_by(event.column)

    def _sort_marks(self) -> list[tuple[str, bool]]:
        return [(key.column, key.descending) for key in self._sort]

    def _sort_by(self, column: str | None, *, descending: bool | None = None) -> None:
        """Sort by one column; without a direction: descending first, reversed when repeated."""
        if column is not None and self._has_order(column):
            falls = falls_first(column)
            self.sort(sorted_by(self._sort, column, falls=falls, descending=descending))

    def sort(self, keys: SortKeys) -> None:
        """Sort by ``keys`` and go to the first row."""
        self.remember()
        self._sort = keys
        self.order = self.ordered()
        self.table.set_order(self.order, self._sort_marks())
        self.table.top()
        self.show_rest()

    def _has_order(self, column: str) -> bool:
        if column in self.frame.columns:
            return True
        self.say(f"cannot sort by a chart; {self.DRAWN_FROM.get(column, 'sort by a number')}")
        return False

    def action_sort(self) -> None:
        """Sort by the cursor's column; again: reverse."""
        self._sort_by(self.table.cursor_column)

    def action_sort_also(self) -> None:
        """Sort by the cursor's column within the order so far; again: reverse it."""
        column = self.table.cursor_column
        if column is None or not self._has_order(column):
            return
        self.sort(sorted_also_by(self._sort, column, falls=falls_first(column)))
        keys = (f"{'-' if key.descending else ''}{key.column}" for key in self._sort)
        self.say(f"sorted by {', '.join(keys)}")

    def action_sort_up(self) -> None:
        """Sort by the cursor's column, ascending."""
        self._sort_by(self.table.cursor_column, descending=False)

    def action_sort_down(self) -> None:
        """Sort by the cursor's column, descending."""
        self._sort_by(self.table.cursor_column, descending=True)
