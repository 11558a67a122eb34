"""What the screens with a table share beside its rows: columns, finding, copying, the prompt."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from analysis import select
from analysis.columns import UNLISTED, WITHOUT_STATISTICS
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.rows_screen import RowsScreen
from tui.app.screens.table_prompt import TablePrompt
from tui.app.screens.table_state import ColumnChoice
from tui.app.screens.undoing import History, TableState
from tui.app.widgets.prompt import Prompt
from tui.options.own_names import OwnNames
from tui.views.report import Report
from tui.views.table_view import TableColumn, TableView

if TYPE_CHECKING:
    from tui.app.typed_completion import Completion


class TableScreen(RowsScreen):
    """A screen around one table.

    It has a ``RunTable`` of the id ``table`` and a ``Prompt`` of the id ``prompt``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.column_choice = ColumnChoice()
        self._prompt = TablePrompt(self)
        self._history = History()

    # What a screen says of its table

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

    def measured(self) -> tuple[str, ...]:
        """Return the columns in which rows that look alike are the same to be shown as one."""
        return ()

    @abstractmethod
    def copied(self) -> Sequence[str]:
        """Return the names of the columns that a copied row has."""

    @property
    def at(self) -> str:
        """Where the cursor is among the rows shown, and the columns out of sight: ``3/20 +5▸``."""
        shown, hidden = self.table.row_count, self.table.hidden_after
        row = f"{self.table.cursor_position + 1}/{shown}" if shown else "0"
        return f"{row} +{hidden}{self.runcmp.glyphs.more_right}" if hidden else row

    @property
    def alike(self) -> list[str]:
        """That rows look alike at this width, and that some are folded for that."""
        rows, folded = self.table.alike, self.table.folded
        return [
            *([f"{rows} rows alike"] if rows else []),
            *([f"{folded} folded"] if folded else []),
        ]

    # The table

    def show_table(self, *, keep_cursor: bool = True) -> None:
        """Show the columns that are not hidden."""
        shown, self.table.frozen = self.column_choice.arranged(self.columns())
        self.table.nothing = self.nothing()
        self.table.set_table(
            TableView(self.frame, shown, self.sign(), self.measured()),
            self.order,
            self._sort_marks(),
            keep_cursor=keep_cursor,
        )

    def action_move(self, how: str) -> None:
        """Move the cursor: the name of a method of the table."""
        getattr(self.table, how)()
        self.hush()

    # Columns

    def action_hide_column(self) -> None:
        """Hide the cursor's column."""
        column = self.table.cursor_column
        if column is not None and len(self.table.columns_in_sight) > 1:
            self.remember()
            self.column_choice.hidden.add(column)
            self.show_table()
            self.say(f"{column} hidden; + unhides it")

    def action_show_columns(self) -> None:
        """Show the hidden columns again; where none is hidden, offer those that never were."""
        hidden = self.column_choice.hidden
        if hidden:
            self.remember()
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
        self.remember()
        kept = self.column_choice.toggle_frozen(column)
        self.show_table()
        self.say(f"{column} {'frozen' if kept else 'unfrozen'}")

    def action_widen(self) -> None:
        """Widen the cursor's column; again: as wide as there is room."""
        column = self.table.cursor_column
        if column is None:
            return
        self.remember()
        widened = self.column_choice.toggle_wide(column)
        self.show_table()
        self.show_rest()
        self.say(f"{column} {'widened' if widened else 'as wide as there is room'}")

    # What the columns hold

    def action_frequencies(self) -> None:
        """Show how often each value stands in the cursor's column."""
        self._look_into(self.table.cursor_column)

    def _look_into(self, name: str | None) -> None:
        if name not in self.frame.columns or self.frame.schema[name].is_nested():
            self.say("no values to count in this column")
            return
        from analysis.column_statistics import units_of

        rows = self.frame[self.order]
        self.runcmp.show_frequencies(rows[name], units_of(rows, name), self._keep_value)

    def _keep_value(self, name: str, value: object) -> None:
        """Come back, and keep the rows that have the value."""
        while self.app.screen is not self:
            self.app.pop_screen()
        self._prompt.filter_to(name, [value], keep=True)

    def action_statistics(self) -> None:
        """Show statistics of all columns that say anything, those shown first."""
        rows = self.frame[self.order]
        shown = [column.name for column in self.columns()]
        telling = [name for name in select.telling(rows) if name not in WITHOUT_STATISTICS]
        names = [
            name
            for name in dict.fromkeys([*shown, *telling])
            if name in rows.columns and name not in UNLISTED and not rows.schema[name].is_nested()
        ]
        self.runcmp.show_statistics(rows, names, self._look_into)

    # Undo

    def state(self) -> TableState:
        """Return what can be changed about the table, as it is now."""
        choice = self.column_choice
        return TableState(
            self._sort,
            self._prompt.in_force,
            frozenset(choice.hidden),
            choice.frozen,
            frozenset(choice.wide),
        )

    def remember(self) -> None:
        """Keep how the table is now, as it is about to be changed."""
        self._history.remember(self.state())

    def action_undo(self) -> None:
        """Take the last change back; again: the one before."""
        now = self.state()
        before = self._history.last_before(now)
        if before is None:
            self.say("nothing to undo")
            return
        try:
            self.restore(before)
        except UsageError as error:
            self.say(str(error))
        else:
            self.say(f"undone: {', '.join(before.changes(now))}")

    def restore(self, state: TableState) -> None:
        """Show the table as it was. Raises ``UsageError`` where it cannot be so any more."""
        self._sort = state.sort
        self.column_choice.restore(state.hidden, state.frozen, state.wide)
        self._prompt.begin(state.condition)
        self._condition = self.names.condition(state.condition)
        self.order = self.ordered()
        self.show_table()
        self.show_rest()

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

    def action_keep(self) -> None:
        """Keep the rows that have the same as the cursor's cell, or as those of marked rows."""
        self._prompt.filter_like(keep=True)

    def action_leave_out(self) -> None:
        """Leave out the rows that have the same."""
        self._prompt.filter_like(keep=False)

    def filter(self, sql: str) -> None:
        """Keep the rows that meet ``sql``, all where it is empty. Raises ``UsageError``."""
        self.remember()
        self.preview(sql)

    @property
    def completion(self) -> Completion:
        """What can be typed about the table."""
        from tui.app.typed_completion import Completion

        return Completion(self.PLACE, self.frame)

    def action_clear(self) -> None:
        """Forget the text and the condition; where there is none, go back."""
        if not self._prompt.has_text and not self._condition:
            self.action_back()
            return
        self.filter("")
        self._prompt.forget()

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()

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
