"""The Runs screen: the configurations, the chart of the cursor row's series, its details."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.geometry import Size

from analysis import select
from analysis.runs import Choice, Runs, runs
from analysis.scaling import Baseline
from analysis.select import ConditionError, SortKey
from parsers import Loaded, load
from tui import actions, commands
from tui.details import detail_lines
from tui.marking import Marks, place_of
from tui.opening import Opened
from tui.reports import RUN_DATA, overview
from tui.runs_table import runs_columns
from tui.screens.base import PlaceScreen, bindings
from tui.series_chart import series_chart
from tui.stated_marks import marked
from tui.table import Table
from tui.widgets.lines import Lines
from tui.widgets.prompt import Prompt
from tui.widgets.run_table import RunTable

DRAWN_FROM: Final = {
    "scaling_curve": "it draws the efficiency along the series",
    "progress": "it draws the value along the run",
}
"""What the columns show that nothing can be sorted by."""
LEAST_HEIGHT_FOR_DETAIL: Final = 32
FALL_FIRST: Final = ("value", "speedup", "efficiency", "spread", "karp_flatt", "failed", "n")
"""Columns whose first sort is descending; names and counts begin with the smallest."""


class RunsScreen(PlaceScreen[None]):
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
        self._frozen: list[str] = []
        self._marks = Marks()
        self._wanted = ""
        self._condition = opened.choice.where or ""
        self._detail: bool | None = None
        self._facts = overview(opened.loaded, opened.runs).split(" · ")
        self._laid_out = Size()
        self._laying_out = True

    # Layout

    def compose(self) -> ComposeResult:
        """Heading, table, chart beside details, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.table_glyphs, id="table")
        with Horizontal(id="lower"):
            yield Lines(id="chart")
            yield Lines(id="details")
        yield Lines(id="status")
        yield Prompt(over="#status", id="prompt")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        if self.runcmp.glyphs.ascii:
            self.query_one("#lower").styles.border_top = ("ascii", "ansi_bright_black")
        self._show_table(keep_cursor=False)

    def on_resize(self, event: Resize) -> None:
        """Fold the lower panel away where the screen is low; draw for the new size, once."""
        if event.size == self._laid_out:
            return
        self._laid_out, self._laying_out = event.size, True
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
        columns, _ = marked(columns, self._runs, self._loaded.records)
        shown = [column for column in columns if column.name not in self._hidden]
        # The first column is what the rows are known by.
        kept = [c for at, c in enumerate(shown) if at == 0 or c.name in self._frozen]
        self.table.frozen = len(kept)
        self.table.set_table(
            Table(self._runs.table, tuple(dict.fromkeys([*kept, *shown]))),
            self._order,
            self._sort_marks(),
            keep_cursor=keep_cursor,
        )

    def _sort_marks(self) -> list[tuple[str, bool]]:
        return [(key.column, key.descending) for key in self._sort]

    def _show_rest(self) -> None:
        self._laying_out = False
        self._head()
        self.say()
        self._show_row()

    def _head(self) -> None:
        shown = self.table.row_count
        at = f"{self.table.cursor_position + 1}/{shown}" if shown else "0"
        marked = [f"{len(self._marks.rows)} marked"] if self._marks.rows else []
        self.heading(
            self._title(),
            self._facts,
            [*self._in_force(), *marked, at],
        )

    def _title(self) -> str:
        paths = self._opened.paths
        return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"

    def _in_force(self) -> list[str]:
        choice = self._choice
        parts = [f"where {choice.where}"] if choice.where else []
        parts += [f"metric {choice.metric}"] if choice.metric else []
        return [*parts, f"baseline {choice.baseline}"] if choice.baseline != "smallest" else parts

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
        details.show(
            detail_lines(row, self._runs, self._loaded.notes, *details.size, glyphs=glyphs)
        )

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        if not self._laying_out:
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
        row = self.row
        self._choice, self._runs = choice, table
        self._facts = overview(self._loaded, table).split(" · ")
        self._sort = tuple(key for key in self._sort if key.column in table.table.columns)
        self._order = select.order(table.table, self._sort)
        self._show_table()
        self.table.set_marks(self._marks.meet(table.table, table.by))
        at = None if row is None else place_of(row, table.table, table.by)
        if at is not None:
            self.table.go_to(at)
        self._show_rest()

    # Sort and columns

    def _sort_by(self, column: str | None, *, descending: bool | None = None) -> None:
        """Sort by one column; without a direction: descending first, reversed when repeated."""
        if column is None or not self._has_order(column):
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
        if column is None or not self._has_order(column):
            return
        others = tuple(key for key in self._sort if key.column != column)
        now = next((key for key in self._sort if key.column == column), None)
        falls = column in FALL_FIRST if now is None else not now.descending
        self._sorted((*others, SortKey(column, falls)))
        keys = (f"{'-' if key.descending else ''}{key.column}" for key in self._sort)
        self.say(f"sorted by {', '.join(keys)}")

    def _has_order(self, column: str) -> bool:
        if column in self._runs.table.columns:
            return True
        self.say(f"pictures have no order: {DRAWN_FROM.get(column, 'sort by a number')}")
        return False

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
        self._show_table()
        self.say(f"{column} {'stays in sight; f again lets it go' if kept else 'moves again'}")

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
        self._ask("where", self._filter, self._condition)

    def _filter(self, sql: str) -> None:
        self._condition = sql.strip()
        done = self._choose(replace(self._choice, where=self._condition or None))
        if done and not self.table.row_count:
            self.say("no row meets this; esc shows all again")

    def action_clear(self) -> None:
        """Forget the text and the condition."""
        self._wanted = self._condition = ""
        if self._choice.where is not None:
            self._choose(replace(self._choice, where=None))
        self.say()

    # Mark and compare

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        row, at = self.row, self.table.cursor_row
        if row is None or at is None:
            return
        self._marks.toggle(row, self._runs.by)
        self.table.toggle_mark(at)
        self.table.down()
        self._head()

    def action_unmark(self) -> None:
        """Unmark all rows."""
        self._marks.clear()
        self.table.clear_marks()
        self._head()

    def action_diff(self) -> None:
        """Compare two marked rows, or the marked one with the cursor's."""
        sides = list(self._marks.rows)
        here = self.row
        if len(sides) == 1 and here is not None and self.table.cursor_row not in self.table.marks:
            sides.append(here)
        if len(sides) != 2:
            self.say(
                f"d compares two: mark two rows, or one and stand on another; {len(sides)} marked"
            )
            return
        from tui.screens.diff import DiffScreen

        screen = DiffScreen(self._loaded.records, sides[0], sides[1], self._runs.by)
        self.app.push_screen(screen)

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

    def action_copy_cell(self) -> None:
        """Copy the cell's value with all its digits."""
        row, column = self.row, self.table.cursor_column
        if row is None or column is None:
            return
        if column not in row:
            self.say("a picture cannot be copied")
        else:
            text = "" if row[column] is None else str(row[column])
            self._copy(text, f"{text!r}" if text else "an empty cell")

    def action_copy_row(self) -> None:
        """Copy the row: a line of column names, a line of values, with tabs."""
        row = self.row
        if row is None:
            return
        names = [name for name in (*self._runs.by, *RUN_DATA) if row.get(name) is not None]
        lines = ["\t".join(names), "\t".join(str(row[name]) for name in names)]
        self._copy("\n".join(lines) + "\n", "the row with its headings")

    def _copy(self, text: str, what: str) -> None:
        if self.runcmp.copy(text):
            self.say(f"copied {what}, if the terminal takes OSC 52")
        else:
            self.say("that is more than terminals copy; runcmp export writes it to a file")

    # Command line

    def action_command(self) -> None:
        """Ask for a command."""
        self._ask(":", self._command)

    def _command(self, text: str) -> None:
        if not text.strip():
            return
        try:
            name, argument = commands.parse(text)
            if argument or name in commands.WITH_ARGUMENT:
                self._with_argument(name, argument)
            else:
                self.call_later(self.run_action, name)
        except (commands.CommandError, ConditionError) as error:
            self.say(str(error))

    def _with_argument(self, name: str, text: str) -> None:
        """Do what the command says. Raises ``ConditionError``."""
        if name == "sort":
            self._sorted(select.sort_keys(text, self._runs.table.columns))
        elif name == "where":
            self._filter(text)
        elif name == "metric":
            self._choose(replace(self._choice, metric=text or None))
        elif name == "baseline":
            self._choose(replace(self._choice, baseline=_baseline(text or "smallest")))
        elif name == "find":
            self._find(text)
        else:
            raise commands.CommandError(f"{name} takes nothing after it")

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
        """Read the files again, in the background."""
        self.say("reading again ...")
        self.run_worker(self._read, thread=True, exclusive=True)

    def _read(self) -> None:
        loaded = load(self._opened.paths)
        self.app.call_from_thread(self._read_anew, loaded)

    def _read_anew(self, loaded: Loaded) -> None:
        problems = [str(note) for note in loaded.notes if note.kind == "error"]
        if loaded.records.is_empty():
            self.say(f"the table is as it was: {'; '.join(problems) or 'nothing could be read'}")
            return
        before, self._loaded = self._loaded, loaded
        if not self._choose(self._choice):
            self._loaded = before
        else:
            self.say("; ".join(problems) or "read again")

    def action_move(self, how: str) -> None:
        """Move the cursor: the name of a method of the table."""
        getattr(self.table, how)()


def _baseline(text: str) -> Baseline:
    if text in ("smallest", "stated"):
        return text  # type: ignore[return-value]
    if not text.isdecimal() or int(text) == 0:
        raise ConditionError(f"no baseline {text!r}: say a device count, smallest or stated")
    return int(text)
