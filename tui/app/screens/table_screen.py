"""What the screens with a table share: order and columns, finding, copying, the prompt."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import polars as pl

from analysis import select
from analysis.columns import falls_first
from analysis.select import SortKey
from analysis.usage import UsageError
from tui.app import actions
from tui.app import typed_commands as commands
from tui.app.screens.place_screen import PlaceScreen
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.formatting.numbers import pluralize
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
        self._sort: tuple[SortKey, ...] = ()
        self._order = pl.Series("row", [], dtype=pl.UInt32)
        self._hidden: set[str] = set()
        self._frozen: list[str] = []
        self._wanted = ""
        self._asked = ""
        self._condition = ""
        self._kept_in = f"{self.PLACE}.csv"

    # What a screen says of its table

    @property
    @abstractmethod
    def frame(self) -> pl.DataFrame:
        """The rows that there are, shown or not."""

    @abstractmethod
    def columns(self) -> Sequence[TableColumn]:
        """Return the columns that there are, hidden ones too."""

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
        shown = [column for column in self.columns() if column.name not in self._hidden]
        # The first column is what the rows are known by.
        kept = [c for at, c in enumerate(shown) if at == 0 or c.name in self._frozen]
        self.table.frozen = len(kept)
        self.table.nothing = self.nothing()
        self.table.set_table(
            TableView(self.frame, tuple(dict.fromkeys([*kept, *shown])), self.sign()),
            self._order,
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
        if column is None or not self._has_order(column):
            return
        if descending is None:
            first = self._sort[0] if self._sort else None
            repeated = first is not None and first.column == column
            falls = falls_first(column)
            descending = not first.descending if first and repeated else falls
        self.sort((SortKey(column, descending),))

    def sort(self, keys: tuple[SortKey, ...]) -> None:
        """Sort by ``keys`` and go to the first row."""
        self._sort = keys
        self._order = self.ordered()
        self.table.set_order(self._order, self._sort_marks())
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
        others = tuple(key for key in self._sort if key.column != column)
        now = next((key for key in self._sort if key.column == column), None)
        falls = falls_first(column) if now is None else not now.descending
        self.sort((*others, SortKey(column, falls)))
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
            self._hidden.add(column)
            self.show_table()
            self.say(f"{column} hidden; + unhides it")

    def action_show_columns(self) -> None:
        """Show the hidden columns again; where none is hidden, offer those that never were."""
        if self._hidden:
            self._hidden.clear()
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
        kept = column not in self._frozen
        if kept:
            self._frozen.append(column)
        else:
            self._frozen.remove(column)
        self.show_table()
        self.say(f"{column} {'frozen' if kept else 'unfrozen'}")

    # Find and filter

    def _ask(self, label: str, then: Callable[[str], None], text: str = "") -> None:
        self.query_one("#prompt", Prompt).ask(label, then, text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the prompt is open, the keys that open it are letters like all others."""
        asks = any(each.asks and each.name == action for each in actions.of(self.PLACE))
        if asks and self.query_one("#prompt", Prompt).display:
            return False
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Ask for a text and go to its next occurrence."""
        self._ask("/", self._find)

    def _find(self, text: str) -> None:
        self._wanted = text or self._wanted
        self._go_to_match(1)

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._go_to_match(1)

    def action_find_previous(self) -> None:
        """Go to the previous match."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        if not self._wanted:
            self.say("nothing to find; / starts a search")
            return
        rows = select.matching(self.frame, self._wanted, self._order)
        if not rows:
            self.say(f"{self._wanted!r} not found")
            return
        here = self.table.cursor_position
        ahead = [at for at in rows if (at > here if step > 0 else at < here)]
        at = (ahead or rows)[0 if step > 0 else -1]
        self.table.go_to(int(self._order[at]))
        self.say(f"{self._wanted!r}: {rows.index(at) + 1} of {len(rows)}")

    def action_where(self) -> None:
        """Ask for an SQL condition."""
        self._ask("where ", self._filtered, self._asked)

    def _filtered(self, sql: str) -> None:
        # A condition that cannot be read is offered again, to be mended.
        self._asked = sql.strip()
        try:
            self.filter(self._asked)
        except UsageError as error:
            self.say(str(error))
            return
        if not self.table.row_count:
            self.say("no rows match; Esc clears the filter")

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
        if not self._wanted and not self._condition:
            self.action_back()
            return
        self._wanted = self._asked = ""
        self.filter("")

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()

    def show_order(self) -> None:
        """Show the rows that are wanted now, in their order."""
        self._order = self.ordered()
        self.table.nothing = self.nothing()
        self.table.set_order(self._order, self._sort_marks())
        self.show_rest()

    # Copy

    def action_copy_cell(self) -> None:
        """Copy the cell's value with all its digits."""
        row, column = self.row_to_use, self.table.cursor_column
        if row is None or column is None:
            return
        if column not in row:
            self.say("charts cannot be copied")
        else:
            text = "" if row[column] is None else str(row[column])
            self._copy(text, f"{text!r}" if text else "an empty cell")

    def action_copy_row(self) -> None:
        """Copy the row: a line of column names, a line of values, with tabs."""
        row = self.row_to_use
        if row is None:
            return
        names = [name for name in self.copied() if row.get(name) is not None]
        lines = ["\t".join(names), "\t".join(str(row[name]) for name in names)]
        self._copy("\n".join(lines) + "\n", "the row with its headings")

    def _copy(self, text: str, what: str) -> None:
        if self.runcmp.copy(text):
            self.say(f"copied {what} (via OSC 52)")
        else:
            self.say("too large for OSC 52; use runcmp export")

    # Export

    @abstractmethod
    def report(self, rows: pl.Series) -> Report:
        """Return what a command would print of ``rows`` of the frame, in their order."""

    def action_export(self) -> None:
        """Ask for a file, and write the rows shown to it."""
        self._ask("write to ", self._export, self._kept_in)

    def _export(self, name: str) -> None:
        if not name.strip():
            return
        # Not needed until something is written.
        from tui.printed.new_file import NotWritten, keep

        self._kept_in = name.strip()
        try:
            path = keep(self.report(self._order), self._kept_in, self.runcmp.glyphs)
        except NotWritten as reason:
            self.say(str(reason))
        else:
            self.say(f"wrote {pluralize(len(self._order), 'row')} to {path}")

    # Command line

    def action_command(self) -> None:
        """Ask for a command."""
        self._ask(":", self._command)

    def _command(self, text: str) -> None:
        if not text.strip():
            return
        try:
            name, argument = commands.parse(text, self.PLACE)
            if argument or name in commands.WITH_ARGUMENT[self.PLACE]:
                self.with_argument(name, argument)
            else:
                self.call_later(self.run_action, name)
        except (commands.CommandError, UsageError) as error:
            self.say(str(error))

    def with_argument(self, name: str, text: str) -> None:
        """Do what the command says. Raises ``CommandError`` or ``UsageError``."""
        if name == "sort":
            self.sort(select.sort_keys(text, self.frame.columns))
        elif name == "where":
            self._filtered(text)
        elif name == "find":
            self._find(text)
        elif name == "export":
            if text:
                self._export(text)
            else:
                self.action_export()
        else:
            raise commands.CommandError(f"{name} takes no argument")
