"""What is typed in the prompt of a table: a text to find, a condition, a file, a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

import polars as pl

from analysis import select
from analysis.cell_conditions import joined, other, same
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.table_state import Search, SortKeys
from tui.app.widgets.prompt import Following, Prompt
from tui.app.widgets.run_table import RunTable
from tui.formatting.numbers import pluralize
from tui.options.own_names import OwnNames
from tui.views.report import Report

if TYPE_CHECKING:
    from tui.app.host import Host
    from tui.app.typed_completion import Completion


_MOST_LIVE: Final = 20_000
"""Rows up to which those that meet a condition are shown while it is being typed."""


class PromptedTable(Protocol):
    """A screen with a table, as its prompt knows it."""

    PLACE: ClassVar[actions.Place]
    order: pl.Series

    @property
    def runcmp(self) -> Host:
        """The app."""

    @property
    def table(self) -> RunTable:
        """The table."""

    @property
    def prompt(self) -> Prompt:
        """The line that asks."""

    @property
    def frame(self) -> pl.DataFrame:
        """The rows that there are, shown or not."""

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in ``frame``."""

    def say(self, message: str = "") -> None:
        """Show ``message`` in the status line, or the keys again."""

    def sort(self, keys: SortKeys) -> None:
        """Sort by ``keys`` and go to the first row."""

    def filter(self, sql: str) -> None:
        """Keep the rows that meet ``sql``, all where it is empty. Raises ``UsageError``."""

    def preview(self, sql: str) -> None:
        """Show the rows that meet ``sql`` for the time being. Raises ``UsageError``."""

    @property
    def completion(self) -> Completion:
        """What can be typed about the table."""

    def report(self, rows: pl.Series) -> Report:
        """Return what a command would print of ``rows`` of the frame, in their order."""

    def with_argument(self, name: str, text: str) -> None:
        """Do what a command with a text after it says. Raises ``UsageError``."""

    def run_action(self, action: str) -> Awaitable[Any]:
        """Do what an action is."""

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call when the messages before have been handled."""


class TablePrompt:
    """Asks over a screen with a table, and remembers what was typed."""

    def __init__(self, screen: PromptedTable) -> None:
        self._screen = screen
        self._search = Search()
        self._file = f"{screen.PLACE}.csv"
        self.condition = ""
        """The condition that was typed last, usable or not: it is offered again, to be mended."""
        self.in_force = ""
        """The condition that the rows shown meet, as it was typed."""
        self._live = ""

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self._screen.prompt.display

    @property
    def has_text(self) -> bool:
        """Whether a text was looked for."""
        return bool(self._search.text)

    def forget(self) -> None:
        """Forget the text and the condition."""
        self._search.text = self.condition = self.in_force = self._live = ""

    def begin(self, condition: str) -> None:
        """Take over a condition that is in force already."""
        self.condition = self.in_force = self._live = condition

    # Find

    def ask_text(self) -> None:
        """Ask for a text and go to its next occurrence."""
        self._screen.prompt.ask("/", self._find)

    def _find(self, text: str) -> None:
        self._search.text = text or self._search.text
        self.go_to_match(1)

    def go_to_match(self, step: int) -> None:
        """Go to the next match, to the one before where ``step`` is -1."""
        screen, text = self._screen, self._search.text
        if not text:
            screen.say("nothing to find; / starts a search")
            return
        row = screen.table.cursor_row
        at = 0 if row is None else screen.order.index_of(row) or 0
        match = self._search.match(screen.frame, screen.order, at, step)
        if match is None:
            screen.say(f"{text!r} not found")
            return
        screen.table.go_to(int(screen.order[match.position]))
        screen.say(f"{text!r}: {match.number} of {match.among}")

    # Filter

    def ask_condition(self) -> None:
        """Ask for an SQL condition, and show the rows that meet it."""
        screen = self._screen
        few = screen.completion.frame.height < _MOST_LIVE
        following = Following(
            screen.completion.condition,
            self._show_live if few else lambda _: None,
            lambda: self._show_live(self.in_force),
        )
        screen.prompt.ask("where ", self._filter_anew, self.condition, following)

    def _show_live(self, sql: str) -> None:
        """Show the rows that a condition leaves while it is being typed, as far as it is one."""
        if sql.strip() == self._live:
            return
        try:
            self._screen.preview(self._screen.names.condition(sql.strip()))
        except UsageError:
            return
        self._live = sql.strip()

    def _filter_anew(self, sql: str) -> None:
        """Filter from where the rows stood before the condition was typed, as undo wants it."""
        self._show_live(self.in_force)
        self._filter(sql)

    def _filter(self, sql: str) -> None:
        self.condition = sql.strip()
        self._screen.filter(self._screen.names.condition(self.condition))
        self.in_force = self._live = self.condition
        if not self._screen.table.row_count:
            self._screen.say("no rows match; Esc clears the filter")

    def filter_like(self, *, keep: bool) -> None:
        """Keep or leave out the rows like the cursor's cell, or like those of the marked rows.

        Beside the condition in force, as one that can be edited.
        """
        screen, name = self._screen, self._screen.table.cursor_column
        rows = [row for row in screen.table.marks or [screen.table.cursor_row] if row is not None]
        if not rows or name not in screen.frame.columns:
            screen.say("cannot filter by a chart" if rows else "no cell here")
            return
        column = screen.frame[name]
        self.filter_to(column.name, [column[row] for row in rows], keep=keep)

    def filter_to(self, name: str, values: Sequence[Any], *, keep: bool) -> None:
        """Keep, or leave out, the rows that have one of these values in a column."""
        screen = self._screen
        try:
            like = (same if keep else other)(screen.frame[name], values)
            self._filter(joined(self.in_force, like))
        except UsageError as error:
            screen.say(str(error))
            return
        if self.in_force.endswith(like) and screen.table.row_count:
            left = pluralize(screen.table.row_count, "row")
            screen.say(f"{left} where {self.in_force}; & edits, esc clears")

    # Export

    def ask_file(self) -> None:
        """Ask for a file, and write the rows shown to it."""
        self._screen.prompt.ask("write to ", self._export, self._file)

    def _export(self, name: str) -> None:
        if not name.strip():
            return
        # Not needed until something is written.
        from tui.app.screens.take_out import write_rows

        screen, self._file = self._screen, name.strip()
        report = screen.report(screen.order)
        screen.say(write_rows(screen.runcmp, report, screen.order, self._file))

    # Command line

    def ask_command(self) -> None:
        """Ask for a command."""
        following = Following(self._screen.completion.command)
        self._screen.prompt.ask(":", self._command, following=following)

    def _command(self, text: str) -> None:
        if not text.strip():
            return
        from tui.app.typed_commands import WITH_ARGUMENT, parse

        screen = self._screen
        name, argument = parse(text, screen.PLACE)
        if argument or name in WITH_ARGUMENT[screen.PLACE]:
            screen.with_argument(name, argument)
        else:
            screen.call_later(screen.run_action, name)

    def do(self, name: str, text: str) -> None:
        """Do what the commands of all tables say. Raises ``UsageError``."""
        if name == "sort":
            keys = self._screen.names.listed(text)
            self._screen.sort(select.sort_keys(keys, self._screen.frame.columns))
        elif name == "where":
            self._filter(text)
        elif name == "find":
            self._find(text)
        elif name == "export":
            if text:
                self._export(text)
            else:
                self.ask_file()
        else:
            raise UsageError(f"{name} takes no argument")
