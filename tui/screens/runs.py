"""The Runs screen: the configurations, the chart of the cursor row's series, its details."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal

from analysis import select
from analysis.runs import Choice, Runs, runs
from analysis.select import ConditionError, SortKey
from tui import actions
from tui.details import detail_lines
from tui.opening import Opened
from tui.reports import overview
from tui.runs_table import runs_columns
from tui.screens.base import PlaceScreen, bindings
from tui.screens.diff import DiffScreen
from tui.series_chart import series_chart
from tui.table import Table
from tui.widgets.lines import Lines
from tui.widgets.prompt import Prompt
from tui.widgets.run_table import RunTable

LEAST_HEIGHT_FOR_DETAIL: Final = 32
FALL_FIRST: Final = ("value", "speedup", "efficiency", "spread", "karp_flatt", "failed", "n")
"""Columns whose first sort is descending; names and counts begin with the smallest."""


class RunsScreen(PlaceScreen):
    """The table of configurations and everything one can do with it."""

    PLACE: ClassVar[actions.Place] = "runs"
    BINDINGS = bindings("runs")

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self._opened = opened
        self._loaded = opened.loaded
        self._choice = opened.choice
        self._runs = opened.runs
        self._sort = opened.sort
        self._order = opened.order
        self._hidden: set[str] = set()
        self._wanted = ""
        self._detail: bool | None = None

    # Layout

    def compose(self) -> ComposeResult:
        """Heading, table, chart beside details, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.table_glyphs, id="table")
        with Horizontal(id="lower"):
            yield Lines(id="chart")
            yield Lines(id="details")
        yield Lines(id="status")
        yield Prompt(id="prompt")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        self._show_table(keep_cursor=False)
        self.call_after_refresh(self._show_rest)

    def on_resize(self) -> None:
        """Fold the lower panel away where the screen is low."""
        self._fold()
        self.call_after_refresh(self._show_rest)

    @property
    def table(self) -> RunTable:
        """The table."""
        return self.query_one("#table", RunTable)

    @property
    def row(self) -> dict[str, Any] | None:
        """The cursor's row of the table of runs."""
        at = self.table.cursor_row
        return None if at is None else self._runs.table.row(at, named=True)

    def _show_table(self, *, keep_cursor: bool = True) -> None:
        columns = runs_columns(self._runs, self.runcmp.glyphs)
        shown = tuple(column for column in columns if column.name not in self._hidden)
        self.table.set_table(
            Table(self._runs.table, shown), self._order, self._sort_marks(), keep_cursor=keep_cursor
        )

    def _sort_marks(self) -> list[tuple[str, bool]]:
        return [(key.column, key.descending) for key in self._sort]

    def _show_rest(self) -> None:
        self._head()
        self.say()
        self._show_row()

    def _head(self) -> None:
        shown = self.table.row_count
        at = f"{self.table.cursor_position + 1}/{shown}" if shown else "0"
        marked = f"{len(self.table.marks)} marked  " if self.table.marks else ""
        self.heading(
            f"{self._title()}   {overview(self._loaded, self._runs)}",
            f"{marked}{self._in_force()}{at} ",
        )

    def _title(self) -> str:
        paths = self._opened.paths
        return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"

    def _in_force(self) -> str:
        choice = self._choice
        parts = [f"where {choice.where}"] if choice.where else []
        parts += [f"metric {choice.metric}"] if choice.metric else []
        parts += [f"baseline {choice.baseline}"] if choice.baseline != "smallest" else []
        return "".join(f"{part}   " for part in parts)

    def _fold(self) -> None:
        tall = self.app.size.height >= LEAST_HEIGHT_FOR_DETAIL
        self.query_one("#lower").display = tall if self._detail is None else self._detail

    def _show_row(self) -> None:
        if not self.query_one("#lower").display:
            return
        chart, details = self.query_one("#chart", Lines), self.query_one("#details", Lines)
        row = self.row
        if row is None:
            chart.show([])
            details.show([])
            return
        glyphs = self.runcmp.glyphs
        chart.show(series_chart(self._runs, row, *chart.size, glyphs))
        details.show(detail_lines(row, self._runs, self._loaded.notes, details.size.width, glyphs))

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        self._head()
        self._show_row()

    def on_run_table_header_clicked(self, event: RunTable.HeaderClicked) -> None:
        """Sort by the heading."""
        self._sort_by(event.column)

    def on_run_table_activated(self) -> None:
        """Open or close the lower panel."""
        self.action_detail()

    # Choosing anew

    def _choose(self, choice: Choice) -> bool:
        """Compute the table for another choice; say what is wrong where it cannot be."""
        try:
            table = runs(self._loaded.records, choice)
        except ConditionError as error:
            self.say(str(error))
            return False
        self._take(choice, table)
        return True

    def _take(self, choice: Choice, table: Runs) -> None:
        self._choice, self._runs = choice, table
        self._sort = tuple(key for key in self._sort if key.column in table.table.columns)
        self._order = select.order(table.table, self._sort)
        self._show_table()
        self._show_rest()

    # Sort and columns

    def _sort_by(self, column: str | None, *, descending: bool | None = None) -> None:
        """Sort by one column; without a direction: descending first, reversed when repeated."""
        if column is None or column not in self._runs.table.columns:
            self.say(f"the column {column} has no order")
            return
        if descending is None:
            first = self._sort[0] if self._sort else None
            repeated = first is not None and first.column == column
            descending = not first.descending if first and repeated else column in FALL_FIRST
        self._sorted((SortKey(column, descending),))

    def _sorted(self, keys: tuple[SortKey, ...]) -> None:
        self._sort = keys
        self._order = select.order(self._runs.table, keys)
        self.table.set_order(self._order, self._sort_marks())
        self.table.top()
        self._show_rest()

    def action_sort(self) -> None:
        """Sort by the cursor's column; again: reverse."""
        self._sort_by(self.table.cursor_column)

    def action_sort_also(self) -> None:
        """Sort by the cursor's column within the order so far; again: reverse it."""
        column = self.table.cursor_column
        if column is None or column not in self._runs.table.columns:
            return
        others = tuple(key for key in self._sort if key.column != column)
        now = next((key for key in self._sort if key.column == column), None)
        falls = column in FALL_FIRST if now is None else not now.descending
        self._sorted((*others, SortKey(column, falls)))

    def action_sort_up(self) -> None:
        """Sort by the cursor's column, ascending."""
        self._sort_by(self.table.cursor_column, descending=False)

    def action_sort_down(self) -> None:
        """Sort by the cursor's column, descending."""
        self._sort_by(self.table.cursor_column, descending=True)

    def action_hide_column(self) -> None:
        """Hide the cursor's column."""
        column = self.table.cursor_column
        if column is not None and len(self.table.columns_in_sight) > 1:
            self._hidden.add(column)
            self._show_table()
            self.say(f"{column} hidden; + shows it again")

    def action_show_columns(self) -> None:
        """Show the hidden columns again."""
        self._hidden.clear()
        self._show_table()
        self.say()

    # Find and filter

    def _ask(self, label: str, then: Callable[[str], None], text: str = "") -> None:
        self.query_one("#prompt", Prompt).ask(label, then, text)

    def action_find(self) -> None:
        """Ask for a text and go to its next occurrence."""
        self._ask("/", self._find)

    def _find(self, text: str) -> None:
        self._wanted = text
        self._go_to_match(1)

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._go_to_match(1)

    def action_find_previous(self) -> None:
        """Go to the previous match."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        if not self._wanted:
            self.say("nothing to find yet; / asks for a text")
            return
        rows = select.matching(self._runs.table, self._wanted, self._order)
        if not rows:
            self.say(f"{self._wanted!r} is in no row")
            return
        here = self.table.cursor_position
        ahead = [at for at in rows if (at > here if step > 0 else at < here)]
        at = (ahead or rows)[0 if step > 0 else -1]
        self.table.go_to(int(self._order[at]))
        self.say(f"{self._wanted!r}: {rows.index(at) + 1} of {len(rows)}")

    def action_where(self) -> None:
        """Ask for an SQL condition."""
        self._ask("where ", self._filter, self._choice.where or "")

    def _filter(self, sql: str) -> None:
        self._choose(replace(self._choice, where=sql.strip() or None))

    def action_clear(self) -> None:
        """Forget the text and the condition."""
        self._wanted = ""
        if self._choice.where is not None:
            self._choose(replace(self._choice, where=None))
        self.say()

    # Mark and compare

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        self.table.toggle_mark()
        self.table.down()
        self._head()

    def action_unmark(self) -> None:
        """Unmark all rows."""
        self.table.clear_marks()
        self._head()

    def action_diff(self) -> None:
        """Compare two marked rows, or the marked one with the cursor's."""
        marks = list(self.table.marks)
        here = self.table.cursor_row
        if len(marks) == 1 and here is not None and here != marks[0]:
            marks.append(here)
        if len(marks) != 2:
            self.say(
                f"mark one row with space and stand on another, or mark two; {len(marks)} marked"
            )
            return
        base, new = (self._runs.table.row(at, named=True) for at in marks)
        records = self._loaded.records
        self.app.push_screen(DiffScreen(records, base, new, self._runs.by, self.runcmp.glyphs))

    # Show

    def action_baseline(self) -> None:
        """Make the row's device count the baseline of every series, or the smallest again."""
        row = self.row
        if self._choice.baseline != "smallest":
            self._choose(replace(self._choice, baseline="smallest"))
        elif row is not None and row["count"] is not None:
            self._choose(replace(self._choice, baseline=row["count"]))

    def action_metric(self) -> None:
        """Show the next metric: each run's foremost, each one of all, all at once."""
        names = self._loaded.records["metric"].unique(maintain_order=True).drop_nulls().to_list()
        cycle: list[str | None] = [None, *names, "all"] if len(names) > 1 else [None]
        if len(cycle) == 1:
            self.say(f"there is one metric: {', '.join(names)}")
            return
        at = cycle.index(self._choice.metric) if self._choice.metric in cycle else 0
        metric = cycle[(at + 1) % len(cycle)]
        if self._choose(replace(self._choice, metric=metric)):
            self.say(f"metric: {metric or 'the foremost of each run'}")

    def action_detail(self) -> None:
        """Show or hide the lower panel."""
        self._detail = not self.query_one("#lower").display
        self._fold()
        self.call_after_refresh(self._show_row)

    def action_source(self) -> None:
        """Open the row's source at its line."""
        row = self.row
        if row is not None:
            self.runcmp.show_source(row["source"], row["line"])

    def action_reload(self) -> None:
        """Read the files again."""
        loaded = self.runcmp.read_again(self._opened.paths)
        if loaded is None:
            self.say("nothing could be read; the table is as it was")
            return
        self._loaded = loaded
        if self._choose(self._choice):
            self.say("read again")

    def action_move(self, how: str) -> None:
        """Move the cursor: the name of a method of the table."""
        getattr(self.table, how)()
