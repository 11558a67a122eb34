"""What the screens with a table share: order and columns, finding, copying, the prompt."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import polars as pl

from analysis import select
from analysis.columns import falls_first
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.table_prompt import TablePrompt
from tui.app.screens.table_state import ColumnChoice, SortKeys, sorted_also_by, sorted_by
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.options.own_names import OwnNames
from tui.views.report import Report
from tui.views.table_view import TableColumn, TableView


class TableScreen(PlaceScreen[None]):
    """A screen around one table.

    It has a ``RunTable`` of the id ``table`` and a ``Prompt`` of the id ``prompt``.
    """

    DRAWN_FROM: ClassVar[Mapping[str, str]] = {}
    """What the columns show that nothing can be sorted by."""

    def __init__(self) -> None:
        super().__init__()
        self._sort: SortKeys = ()
        self.order = pl.Series("row", [], dtype=pl.UInt32)
        self.column_choice = ColumnChoice()
        self._condition = ""
        self._prompt = TablePrompt(self)

    # What a screen says of its table

    @property
    @abstractmethod
    def frame(self) -> pl.DataFrame:
        """The rows that there are, shown or not."""

    @abstractmethod
    def columns(self) -> Sequence[TableColumn]:
        """Return the columns that there are, hidden ones too."""

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in the table, where it is one of runs."""
        return OwnNames()

    def sign(self) -> TableColumn | None:
        """Return the column of what stands beside the marks of rows, if anything does."""
        return None

    @abstractmethod
    def copied(self) -> Sequence[str]:
        """Return the names of the columns that a copied row has."""

    @abstractmethod
    def show_rest(self) -> None:
        """Show what stands around the table."""

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

    @property
    def at(self) -> str:
        """Where the cursor is among the rows shown: ``3/20``."""
        shown = self.table.row_count
        return f"{self.table.cursor_position + 1}/{shown}" if shown else "0"

    def nothing(self) -> str:
        """Say why there is no row, for where there is none."""
        return f"no rows match {self._condition}; Esc clears the filter" if self._condition else ""

    # The table

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

    def show_table(self, *, keep_cursor: bool = True) -> None:
        """Show the columns that are not hidden."""
        shown, self.table.frozen = self.column_choice.arranged(self.columns())
        self.table.nothing = self.nothing()
        self.table.set_table(
            TableView(self.frame, shown, self.sign()),
            self.order,
            self._sort_marks(),
            keep_cursor=keep_cursor,
        )

    def action_move(self, how: str) -> None:
        """Move the cursor: the name of a method of the table."""
        getattr(self.table, how)()
        self.hush()

    # Order

    def on_run_table_header_clicked(self, event: RunTable.HeaderClicked) -> None:
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

    # Columns

    def action_hide_column(self) -> None:
        """Hide the cursor's column."""
        column = self.table.cursor_column
        if column is not None and len(self.table.columns_in_sight) > 1:
            self.column_choice.hidden.add(column)
            self.show_table()
            self.say(f"{column} hidden; + unhides it")

    def action_show_columns(self) -> None:
        """Show the hidden columns again; where none is hidden, offer those that never were."""
        hidden = self.column_choice.hidden
        if hidden:
            hidden.clear()
            self.show_table()
            self.say()
        else:
            self.offer_columns()

    def offer_columns(self) -> None:
        """Offer the columns that there are beside those shown."""
        self.say("no hidden columns")

    def action_freeze(self) -> None:
        """Keep the cursor's column in sight, or let it go again."""
        column = self.table.cursor_column
        if column is None:
            return
        kept = self.column_choice.toggle_frozen(column)
        self.show_table()
        self.say(f"{column} {'frozen' if kept else 'unfrozen'}")

    # Find and filter

    @property
    def prompt(self) -> Prompt:
        """The line that asks for a text."""
        return self.query_one("#prompt", Prompt)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the prompt is open, the keys that open it are letters like all others."""
        asks = any(each.asks and each.name == action for each in actions.of(self.PLACE))
        if asks and self._prompt.is_open:
            return False
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Ask for a text and go to its next occurrence."""
        self._prompt.ask_text()

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._prompt.go_to_match(1)

    def action_find_previous(self) -> None:
        """Go to the previous match."""
        self._prompt.go_to_match(-1)

    def action_where(self) -> None:
        """Ask for an SQL condition."""
        self._prompt.ask_condition()

    def filter(self, sql: str) -> None:
        """Keep the rows that meet ``sql``, all where it is empty. Raises ``UsageError``."""
        before, self._condition = self._condition, sql
        try:
            self.show_order()
        except UsageError:
            self._condition = before
            raise

    def action_clear(self) -> None:
        """Forget the text and the condition; where there is none, go back."""
        if not self._prompt.has_text and not self._condition:
            self.action_back()
            return
        self._prompt.forget()
        self.filter("")

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()

    def show_order(self) -> None:
        """Show the rows that are wanted now, in their order."""
        self.order = self.ordered()
        self.table.nothing = self.nothing()
        self.table.set_order(self.order, self._sort_marks())
        self.show_rest()

    # Copy

    def action_copy_cell(self) -> None:
        """Copy the cell's value with all its digits."""
        row, column = self.row_to_use, self.table.cursor_column
        if row is None or column is None:
            return
        from tui.app.screens.take_out import copy_cell

        has_value = column in row
        self.say(copy_cell(self.runcmp, row[column]) if has_value else "charts cannot be copied")

    def action_copy_row(self) -> None:
        """Copy the row: a line of column names, a line of values, with tabs."""
        row = self.row_to_use
        if row is not None:
            from tui.app.screens.take_out import copy_row

            self.say(copy_row(self.runcmp, row, self.copied()))

    # Export, and the command line

    @abstractmethod
    def report(self, rows: pl.Series) -> Report:
        """Return what a command would print of ``rows`` of the frame, in their order."""

    def action_export(self) -> None:
        """Ask for a file, and write the rows shown to it."""
        self._prompt.ask_file()

    def action_command(self) -> None:
        """Ask for a command."""
        self._prompt.ask_command()

    def with_argument(self, name: str, text: str) -> None:
        """Do what a command with a text after it says. Raises ``UsageError``."""
        self._prompt.do(name, text)
