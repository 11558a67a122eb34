"""The Runs screen: the configurations, the chart of the cursor row's series, its details."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

import polars as pl
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from analysis import select
from analysis.columns import SHOW
from analysis.runs import AUDIT
from parsers import Loaded
from tui.app import actions
from tui.app.first_table import Opened, Outcome
from tui.app.screens.opening import Opening, Stage
from tui.app.screens.place_screen import bindings
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns
from tui.app.widgets.detail_panel import DetailPanel
from tui.app.widgets.doubt_lines import DoubtLines
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.options.own_names import OwnNames
from tui.options.settings import AppSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.views.audit.severities import sign_column
from tui.views.report import Report
from tui.views.runs.marked_rows import Marks, place_of
from tui.views.table_view import TableColumn

if TYPE_CHECKING:
    from tui.app.screens.background_audit import BackgroundAudit
    from tui.app.screens.choose_runs import ChooseRuns
    from tui.app.screens.choose_sides import ChooseSides

SENDING: Final = 0.01
"""Seconds in which the table gets to the terminal: the thread that writes it waits for others."""
WHILE_READING: Final = ("leave", "interrupt", "help", "redraw", "suspend")
"""Actions that need no table."""


class RunsScreen(TableScreen):
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

    def __init__(self, opening: Future[Outcome], settings: AppSettings) -> None:
        super().__init__()
        self._opening = Opening(self, opening, settings)
        self._shown = ShownRuns()
        self._marks = Marks()
        self._laid_out = Size()
        self._laying_out = True

    # What it holds, imported when it is needed

    @cached_property
    def _audit(self) -> BackgroundAudit:
        from tui.app.screens.background_audit import BackgroundAudit

        return BackgroundAudit(self, self._shown, self._show_signs)

    @cached_property
    def _choosing(self) -> ChooseRuns:
        from tui.app.screens.choose_runs import ChooseRuns

        return ChooseRuns(self, self._shown, self._show_anew)

    @cached_property
    def _sides(self) -> ChooseSides:
        from tui.app.screens.choose_sides import ChooseSides

        return ChooseSides(self, self._shown, self._marks)

    # Opening

    def compose(self) -> ComposeResult:
        """Heading, table, chart beside details, keys or prompt."""
        yield Lines(id="heading")
        yield DoubtLines(self.runcmp.glyphs)
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield DetailPanel(self.runcmp.glyphs)
        yield Lines(id="status")
        yield Prompt(over="#status", id="prompt")

    def on_mount(self) -> None:
        """Fill the table as soon as what belongs in it is there."""
        self.table.focus()
        self._opening.begin(self._open, self._tell)

    def _open(self, opened: Opened) -> None:
        """Fill the table."""
        self._shown.open(opened)
        self._sort, self.order = opened.sort, opened.order
        self._prompt.condition = opened.choice.where or ""
        laid_out, self._laying_out = not self._laying_out, True
        self._tell_doubts()
        self.show_table(keep_cursor=False)
        if laid_out:
            self._head()
            self.say()
            self.runcmp.draw()
            # What is resized is drawn at once; a refresh waits for the next of Textual's frames.
            self.post_message(Resize(self.app.size, self.app.size))
            # The table first: chart and details take as long again.
            self.call_after_refresh(self.set_timer, SENDING, self.show_rest)
        self.call_after_refresh(lambda: self._audit.begin_if_small())

    def _tell(self) -> None:
        """Say what is being read, which takes long."""
        self.heading(self._opening.title)
        self.say("reading ...   q quits")
        self.runcmp.draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a table there is nothing to do but to wait or to leave."""
        if self._opening.stage is not Stage.OPEN and action not in WHILE_READING:
            return False
        return super().check_action(action, parameters)

    def action_interrupt(self) -> None:
        """Say how to quit; while files are being read, quit."""
        if self._opening.stage is Stage.OPEN:
            super().action_interrupt()
        else:
            self.action_leave()

    # The table and what stands around it

    @property
    def frame(self) -> pl.DataFrame:
        """The table of runs."""
        return self._shown.runs.table

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in it."""
        return self._shown.names

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns of the table of runs."""
        return self._shown.columns(self.runcmp.glyphs)

    def sign(self) -> TableColumn | None:
        """Return the column of the signs of the findings."""
        return sign_column(AUDIT, self.runcmp.glyphs)

    def copied(self) -> Sequence[str]:
        """Return what tells a configuration apart, and its numbers."""
        return (*self._shown.runs.by, *SHOW)

    def report(self, rows: pl.Series) -> Report:
        """Return the table as ``show`` prints it."""
        return self._shown.report(rows, self.runcmp.glyphs)

    def nothing(self) -> str:
        """Say what left no row."""
        return self._shown.nothing()

    def on_resize(self, event: Resize) -> None:
        """Fold the lower panel away where the screen is low; draw for the new size, once."""
        if event.size == self._laid_out:
            return
        self._laid_out, self._laying_out = event.size, True
        self.query_one(DetailPanel).fold()
        self._tell_doubts()
        self.call_after_refresh(self.show_rest)

    def show_rest(self) -> None:
        """Show heading, keys, chart and details."""
        self._laying_out = False
        if self._opening.stage is Stage.OPEN:
            self._head()
            self.say()
            self._show_row()
            self.runcmp.draw()
        elif self._opening.stage is Stage.TELLING:
            self._tell()

    def _head(self) -> None:
        shown = self._shown
        marked = [f"{len(self._marks.rows)} marked"] if self._marks.rows else []
        self.heading(
            self._opening.title,
            [*shown.facts, *shown.shared(self.runcmp.glyphs)],
            [*shown.in_force(), *shown.audit_counts(), *marked, self.at],
        )

    def _tell_doubts(self) -> None:
        """Say above the table what looks wrong with its numbers."""
        self.query_one(DoubtLines).tell(self._shown.doubts, len(self.order))

    def _show_row(self) -> None:
        self.query_one(DetailPanel).show(self.row, self._shown)

    def _show_signs(self) -> None:
        """Show beside the rows what the audit found; everything else stays as it is."""
        marks = self.table.marks
        self.show_table()
        self.table.set_marks(marks)

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        if not self._laying_out:
            self._head()
            self._show_row()

    def on_run_table_activated(self) -> None:
        """Open or close the lower panel."""
        self.action_detail()

    def action_detail(self) -> None:
        """Show or hide the lower panel."""
        self.query_one(DetailPanel).toggle()
        self.call_after_refresh(self._show_row)

    # Choosing anew

    def _show_anew(self, row: dict[str, Any] | None) -> None:
        """Show another table, the cursor on the ``row`` of the one before if it has that."""
        table, by = self.frame, self._shown.runs.by
        self._sort = tuple(key for key in self._sort if key.column in table.columns)
        self.order = select.order(table, self._sort)
        self._tell_doubts()
        self.show_table()
        self.table.set_marks(self._marks.meet(table, by))
        at = None if row is None else place_of(row, table, by)
        if at is not None:
            self.table.go_to(at)
        self.show_rest()

    def filter(self, sql: str) -> None:
        """Keep the configurations that meet ``sql``. Raises ``UsageError``."""
        self._choosing.rows(sql)

    def action_clear(self) -> None:
        """Forget the text and the condition."""
        self._prompt.forget()
        self._choosing.all_rows()

    def action_metric(self) -> None:
        """Show the next metric: each run's foremost, each one of all, all at once."""
        self._choosing.next_metric()

    def action_baseline(self) -> None:
        """Make the row's device count the baseline of every series, or the smallest again."""
        self._choosing.toggle_baseline()

    def offer_columns(self) -> None:
        """Offer the columns that are not shown."""
        self._choosing.offer_columns()

    def with_argument(self, name: str, text: str) -> None:
        """Do what a command with a text after it says. Raises ``UsageError``."""
        if name == "metric":
            self._choosing.metric(self.names.metric(text) if text else None)
        elif name == "baseline":
            self._choosing.baseline(text)
        elif name == "columns":
            self._choosing.columns(self.names.listed(text))
        elif name == "by":
            self._choosing.by(self.names.identities(text))
        elif name == "scaling":
            self._choosing.scaling(text)
        else:
            with explaining_unknown_names(self._shown.loaded):
                if name == "diff":
                    self._sides.ask_values(self.names.sides(text.removeprefix("--on").strip()))
                else:
                    super().with_argument(name, text)

    # Mark, and what opens from here

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        row, at = self.row_to_use, self.table.cursor_row
        if row is None or at is None:
            return
        self._marks.toggle(row, self._shown.runs.by)
        self.table.toggle_mark(at)
        self.table.down()
        self._head()

    def action_unmark(self) -> None:
        """Unmark all rows."""
        self._marks.clear()
        self.table.clear_marks()
        self._head()

    def action_diff(self) -> None:
        """Compare the marked rows with the first of them; without marks ask what to compare."""
        self._sides.compare_marked()

    def action_audit(self) -> None:
        """Show what the audit found, as soon as it is done."""
        self._audit.open()

    def action_scaling(self) -> None:
        """Plot the series of the marked rows, or of all rows of the table."""
        from tui.app.screens.open_scaling import plot_rows

        plot_rows(self, self.frame[list(self.table.marks) or self.order], self._shown.runs)

    def action_source(self) -> None:
        """Open the row's source at the lines of its repeats."""
        self._open_source(baseline=False)

    def action_source_baseline(self) -> None:
        """Open the source of what the row's speedup refers to."""
        self._open_source(baseline=True)

    def _open_source(self, *, baseline: bool) -> None:
        from tui.app.screens.open_source import show_baseline, show_row

        row = self.row_to_use
        if row is not None:
            (show_baseline if baseline else show_row)(self, row, self._shown.runs)

    def action_explain(self) -> None:
        """Say how each file was read."""
        from tui.app.screens.explain_screen import ExplainScreen

        self.app.push_screen(ExplainScreen(self._shown.loaded, self._shown.runs))

    # Reading again

    def action_reload(self) -> None:
        """Read the files again, in the background."""
        self.say("reloading ...")
        self._opening.again(self._show_again, self.say)

    def _show_again(self, loaded: Loaded) -> None:
        if self._choosing.replace(loaded):
            self._audit.begin_if_small()
