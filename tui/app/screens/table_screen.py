"""What the screens with a table share beside rows and columns: finding, copying, the prompt."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from analysis import select
from analysis.columns import UNLISTED, WITHOUT_STATISTICS
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.chosen_columns_screen import ChosenColumnsScreen
from tui.app.screens.table_prompt import TablePrompt
from tui.app.screens.undoing import History, TableState
from tui.app.widgets.prompt import Prompt
from tui.options.own_names import OwnNames
from tui.views.report import Report

if TYPE_CHECKING:
    from tui.app.typed_completion import Completion


class TableScreen(ChosenColumnsScreen):
    """A screen around one table, with a ``Prompt`` of the id ``prompt``."""

    def __init__(self) -> None:
        super().__init__()
        self._prompt = TablePrompt(self)
        self._history = History()

    # What a screen says of its table

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in the table, where it is one of runs."""
        return OwnNames()

    @abstractmethod
    def copied(self) -> Sequence[str]:
        """Return the names of the columns that a copied row has."""

    def action_move(self, how: str) -> None:
        """Move the cursor: the name of a method of the table."""
        getattr(self.table, how)()
        self.hush()

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
