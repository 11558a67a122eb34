"""The Runs screen: the configurations, the chart of the cursor row's series, its details."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

import polars as pl
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.geometry import Size

from analysis import select
from analysis.columns import SHOW
from analysis.runs import Choice, Runs, runs
from analysis.scaling.baselines import Baseline
from analysis.usage import UsageError
from parsers import Loaded, load
from parsers.records import empty
from tui.app import actions
from tui.app.opening import Opening, Outcome, Refused
from tui.app.screens.background_audit import AuditedScreen
from tui.app.screens.open_source import show_baseline, show_row
from tui.app.screens.place_screen import bindings
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.options.choices import columns
from tui.options.unknown_names import explaining_unknown_names
from tui.views.report import Report
from tui.views.runs.marked_rows import Marks, place_of
from tui.views.runs.runs_report import overview, runs_report
from tui.views.runs.runs_table import runs_columns, shared_by_all
from tui.views.runs.stated_marks import marked
from tui.views.table_view import TableColumn

LEAST_HEIGHT_FOR_DETAIL: Final = 32
LEAST_DETAIL: Final = 14
"""Lines of the lower panel, where as many are left above it for heading, keys and three rows."""
BESIDE_DETAIL: Final = 7
PATIENCE: Final = 0.5
"""Seconds that reading may take before the screen says that it goes on."""
SENDING: Final = 0.01
"""Seconds in which the table gets to the terminal: the thread that writes it waits for others."""
MANY_TO_DRAW: Final = 500
"""Rows whose series it takes a moment to draw."""
WHILE_READING: Final = ("leave", "interrupt", "help", "redraw", "suspend")
"""Actions that need no table."""


class RunsScreen(AuditedScreen):
    """The table of configurations and everything one can do with it.

    It is there while the files are still being read, so that only the table has to be drawn when
    they are, and shows nothing at first: to draw what is gone at once would only take time.
    """

    PLACE: ClassVar[actions.Place] = "runs"
    BINDINGS = bindings("runs")
    DRAWN_FROM: ClassVar = {
        "scaling_curve": "sort by efficiency",
        "progress": "sort by value",
    }

    def __init__(self, opening: Opening, paths: Sequence[str]) -> None:
        super().__init__()
        self._opening = opening
        self._paths = paths
        self._opened = self._told = False
        self._loaded = Loaded(empty(), (), ())
        self._choice = Choice()
        self._runs = Runs(empty(), (), pl.DataFrame(), pl.DataFrame(), ())
        self._marks = Marks()
        self._chosen: Sequence[str] = ()
        self._added: list[str] = []
        self._columns: Sequence[TableColumn] = ()
        self._detail: bool | None = None
        self._facts: list[str] = []
        self._laid_out = Size()
        self._laying_out = True

    # Layout

    def compose(self) -> ComposeResult:
        """Heading, table, chart beside details, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        with Horizontal(id="lower"):
            yield Lines(id="chart")
            yield Lines(id="details")
        yield Lines(id="status")
        yield Prompt(over="#status", id="prompt")

    def on_mount(self) -> None:
        """Fill the table as soon as what belongs in it is there."""
        self.table.focus()
        if self.runcmp.glyphs.ascii:
            self.query_one("#lower").styles.border_top = ("ascii", "ansi_bright_black")
        self._opening.when_done(self._arrived)
        if not self._opened:
            self.set_timer(PATIENCE, self._tell)

    def _arrived(self, outcome: Outcome) -> None:
        if threading.get_ident() == self.app._thread_id:
            self._open(outcome)
        else:
            self.app.call_from_thread(self._open, outcome)

    def _open(self, outcome: Outcome) -> None:
        """Fill the table, or leave where nothing could be read."""
        if isinstance(outcome, Refused):
            self.app.exit(return_code=2)
            return
        self._opened = True
        self._loaded, self._choice, self._runs = outcome.loaded, outcome.choice, outcome.runs
        self._sort, self._order = outcome.sort, outcome.order
        self._chosen = outcome.columns
        self._asked = outcome.choice.where or ""
        self._facts = overview(outcome.loaded, outcome.runs).split(" · ")
        laid_out, self._laying_out = not self._laying_out, True
        self.show_table(keep_cursor=False)
        if laid_out:
            self._head()
            self.say()
            self.runcmp.draw()
            # What is resized is drawn at once; a refresh waits for the next of Textual's frames.
            self.post_message(Resize(self.app.size, self.app.size))
            # The table first: chart and details take as long again.
            self.call_after_refresh(self.set_timer, SENDING, self.show_rest)
        self.call_after_refresh(self.audit_if_small)

    def _tell(self) -> None:
        """Say what is being read, where that takes long."""
        if not self._opened:
            self._told = True
            self.heading(self._title())
            self.say("reading ...   q quits")
            self.runcmp.draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a table there is nothing to do but to wait or to leave."""
        if not self._opened and action not in WHILE_READING:
            return False
        return super().check_action(action, parameters)

    def action_interrupt(self) -> None:
        """Say how to quit; while files are being read, quit."""
        if self._opened:
            super().action_interrupt()
        else:
            self.action_leave()

    def on_resize(self, event: Resize) -> None:
        """Fold the lower panel away where the screen is low; draw for the new size, once."""
        if event.size == self._laid_out:
            return
        self._laid_out, self._laying_out = event.size, True
        self._fold()
        self.call_after_refresh(self.show_rest)

    @property
    def frame(self) -> pl.DataFrame:
        """The table of runs."""
        return self._runs.table

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns of the table of runs."""
        if not self._columns:
            chosen, added = self._there(self._chosen), self._there(self._added)
            columns = runs_columns(self._runs, self.runcmp.glyphs, chosen, added)
            self._columns = marked(columns, self._runs, self._loaded.records)[0]
        return self._columns

    def copied(self) -> Sequence[str]:
        """Return what tells a configuration apart, and its numbers."""
        return (*self._runs.by, *SHOW)

    def report(self, rows: pl.Series) -> Report:
        """Return the table as ``show`` prints it."""
        chosen = self._there(self._chosen)
        return runs_report(self._loaded, self._runs, rows, chosen, self.runcmp.glyphs)

    def _there(self, names: Sequence[str]) -> list[str]:
        """Return those of ``names`` that the table has, which depend on the metric."""
        return [name for name in names if name in self.frame.columns]

    def nothing(self) -> str:
        """Say what left no row."""
        where = self._choice.where
        return f"no rows match {where}; Esc clears the filter" if where else "no row"

    def show_rest(self) -> None:
        """Show heading, keys, chart and details."""
        self._laying_out = False
        if self._opened:
            self._head()
            self.say()
            self._show_row()
            self.runcmp.draw()
        elif self._told:
            self._tell()

    def _head(self) -> None:
        marked = [f"{len(self._marks.rows)} marked"] if self._marks.rows else []
        self.heading(
            self._title(),
            [*self._facts, *self._shared()],
            [*self._in_force(), *self.audit_counts(), *marked, self.at],
        )

    def _shared(self) -> Sequence[str]:
        """What all rows have in common, which is why no column says it: the metric first."""
        if self._chosen or self.frame.is_empty():
            return ()
        return shared_by_all(self._runs, [column.name for column in self.columns()])

    def _title(self) -> str:
        others = f" and {len(self._paths) - 1} more" if len(self._paths) > 1 else ""
        return f"{self._paths[0]}{others}"

    def _in_force(self) -> list[str]:
        choice = self._choice
        parts = [f"where {choice.where}"] if choice.where else []
        parts += [f"metric {choice.metric}"] if choice.metric else []
        return [*parts, f"baseline {choice.baseline}"] if choice.baseline != "smallest" else parts

    def _fold(self) -> None:
        height, lower = self.app.size.height, self.query_one("#lower")
        lower.display = self._detail or (self._detail is None and height >= LEAST_HEIGHT_FOR_DETAIL)
        lower.styles.min_height = min(LEAST_DETAIL, max(height - BESIDE_DETAIL, 0))

    def _show_row(self) -> None:
        if not self.query_one("#lower").display:
            return
        chart, details = self.query_one("#chart", Lines), self.query_one("#details", Lines)
        row = self.row
        if row is None:
            chart.show([])
            details.show([])
            return
        from tui.views.runs.details import detail_lines
        from tui.views.scaling.row_chart import series_chart

        glyphs = self.runcmp.glyphs
        chart.show(series_chart(self._runs, row, *chart.size, glyphs))
        notes = self._loaded.notes
        details.show(detail_lines(row, self._runs, notes, *details.size, glyphs, self._audited))

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        if not self._laying_out:
            self._head()
            self._show_row()

    def on_run_table_activated(self) -> None:
        """Open or close the lower panel."""
        self.action_detail()

    # Choosing anew

    def _choose(self, choice: Choice) -> bool:
        """Compute the table for another choice; say what is wrong where it cannot be."""
        try:
            self._take(choice)
        except UsageError as error:
            self.say(str(error))
            return False
        return True

    def _take(self, choice: Choice) -> None:
        with explaining_unknown_names(self._loaded):
            table = runs(self._loaded.records, choice, self._audited)
        row = self.row
        self._choice, self._runs, self._columns = choice, table, ()
        self._facts = overview(self._loaded, table).split(" · ")
        self._sort = tuple(key for key in self._sort if key.column in table.table.columns)
        self._order = select.order(table.table, self._sort)
        self.show_table()
        self.table.set_marks(self._marks.meet(table.table, table.by))
        at = None if row is None else place_of(row, table.table, table.by)
        if at is not None:
            self.table.go_to(at)
        self.show_rest()

    def filter(self, sql: str) -> None:
        """Keep the configurations that meet ``sql``. Raises ``UsageError``."""
        self._take(replace(self._choice, where=sql or None))

    def action_clear(self) -> None:
        """Forget the text and the condition."""
        self._wanted = self._asked = ""
        if self._choice.where is not None:
            self._choose(replace(self._choice, where=None))
        self.say()

    # Mark

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        row, at = self.row_to_use, self.table.cursor_row
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

    def action_scaling(self) -> None:
        """Plot the series of the marked rows, or of all rows of the table."""
        wanted = self._runs.table[list(self.table.marks) or self._order]
        self.say_while("drawing ...", lambda: self._plot(wanted), wanted.height, MANY_TO_DRAW)

    def _plot(self, rows: pl.DataFrame) -> None:
        from analysis.series.series import series_of
        from tui.app.screens.scaling_screen import ScalingScreen

        here = self.row
        series = series_of(self._runs, rows["row"].to_list())
        if series:
            at = None if here is None else here["row"]
            self.app.push_screen(ScalingScreen(series, self._runs, at))
        else:
            self.say("nothing to plot: no row has a device, rank, thread or node count")

    # Columns

    def offer_columns(self) -> None:
        """Offer the columns that are not shown."""
        from tui.app.screens.add_column import ask_column

        ask_column(self, self._runs, [each.name for each in self.columns()], self._add_column)

    def _add_column(self, name: str) -> None:
        self._added.append(name)
        self._columns = ()
        self.show_table()
        row = self.table.cursor_row
        if row is not None:
            self.table.go_to(row, name)
        self.say(f"added {name}; - hides it")

    def _choose_columns(self, text: str) -> None:
        with explaining_unknown_names(self._loaded):
            self._chosen = columns(text, self.frame.columns)
        self._added, self._columns = [], ()
        self._hidden.clear()
        self.show_table()
        self.say()

    # Show

    def with_argument(self, name: str, text: str) -> None:
        """Do what the command says. Raises ``CommandError`` or ``UsageError``."""
        if name == "metric":
            self._choose(replace(self._choice, metric=text or None))
        elif name == "baseline":
            self._rebase(_baseline(text or "smallest"))
        elif name == "columns":
            self._choose_columns(text)
        else:
            with explaining_unknown_names(self._loaded):
                super().with_argument(name, text)

    def _rebase(self, baseline: Baseline) -> None:
        if self._choose(replace(self._choice, baseline=baseline)):
            used = self._runs.everything["baseline_devices"]
            if isinstance(baseline, int) and used.null_count() == len(used):
                self.say(f"no series has a run on {baseline}; b resets to the smallest")

    def action_baseline(self) -> None:
        """Make the row's device count the baseline of every series, or the smallest again."""
        if self._choice.baseline != "smallest":
            self._choose(replace(self._choice, baseline="smallest"))
            return
        row = self.row_to_use
        if row is not None and row["count"] is not None:
            self._choose(replace(self._choice, baseline=row["count"]))
        elif row is not None:
            self.say("no device, rank, thread or node count in this row")

    def action_metric(self) -> None:
        """Show the next metric: each run's foremost, each one of all, all at once."""
        names = select.metrics_of(self._loaded.records)
        cycle: list[str | None] = [None, *names, "all"] if len(names) > 1 else [None]
        if len(cycle) == 1:
            self.say(f"only one metric: {', '.join(names)}")
            return
        at = cycle.index(self._choice.metric) if self._choice.metric in cycle else 0
        metric = cycle[(at + 1) % len(cycle)]
        if self._choose(replace(self._choice, metric=metric)):
            self.say(f"metric: {metric or 'main metric of each run'}")

    def action_detail(self) -> None:
        """Show or hide the lower panel."""
        self._detail = not self.query_one("#lower").display
        self._fold()
        self.call_after_refresh(self._show_row)

    def action_source(self) -> None:
        """Open the row's source at the lines of its repeats."""
        row = self.row_to_use
        if row is not None:
            show_row(self, row, self._runs)

    def action_source_baseline(self) -> None:
        """Open the source of what the row's speedup refers to."""
        row = self.row_to_use
        if row is not None:
            show_baseline(self, row, self._runs)

    def action_reload(self) -> None:
        """Read the files again, in the background."""
        self.say("reloading ...")
        self.run_worker(self._read, thread=True, exclusive=True)

    def _read(self) -> None:
        loaded = load(self._paths)
        self.app.call_from_thread(self._read_anew, loaded)

    def _read_anew(self, loaded: Loaded) -> None:
        problems = [str(note) for note in loaded.notes if note.kind == "error"]
        if loaded.records.is_empty():
            self.say(f"table unchanged: {'; '.join(problems) or 'nothing could be read'}")
            return
        before, self._loaded, self._audited = (self._loaded, self._audited), loaded, None
        if not self._choose(self._choice):
            self._loaded, self._audited = before
            return
        self.audit_if_small()
        self.say("; ".join(problems) or "reloaded")


def _baseline(text: str) -> Baseline:
    if text in ("smallest", "stated"):
        return text  # type: ignore[return-value]
    if not text.isdecimal() or int(text) == 0:
        raise UsageError(f"no baseline {text!r}: give a device count, smallest or stated")
    return int(text)
