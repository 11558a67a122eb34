"""The Runs screen: the configurations, the chart of the cursor row's series, its details."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from parsers import Loaded
from tui.app import actions
from tui.app.first_table import FirstTable, Opened
from tui.app.screens.chosen_runs_screen import ChosenRunsScreen
from tui.app.screens.opening import Stage
from tui.app.screens.place_screen import NAME, bindings
from tui.app.widgets.detail_panel import DetailPanel
from tui.app.widgets.doubt_lines import DoubtLines
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.app.widgets.table_facts import TableFacts
from tui.options.settings import AppSettings
from tui.options.unknown_names import explaining_unknown_names

if TYPE_CHECKING:
    from tui.app.screens.background_audit import BackgroundAudit
    from tui.app.screens.choose_sides import ChooseSides

_SPARE: Final = 20
"""Cells of the heading for the findings of the audit, or the number of marked rows."""
_FRAME: Final = 1 / 60
"""Seconds until Textual draws what has changed, at most."""
_SENDING: Final = 0.01
"""Seconds in which the table gets to the terminal: the thread that writes it waits for others."""


class RunsScreen(ChosenRunsScreen):
    """The table of configurations and everything one can do with it."""

    PLACE: ClassVar[actions.Place] = "runs"
    BINDINGS = bindings("runs")

    def __init__(self, first: FirstTable, settings: AppSettings) -> None:
        super().__init__(first, settings)
        self._laid_out = Size()
        self._laying_out = True
        self._shares_heading = False
        self._is_amiss = False
        self.is_behind = False
        """Whether chart and details are still those of another row than the cursor's."""

    # What it holds, imported when it is needed

    @cached_property
    def _audit(self) -> BackgroundAudit:
        from tui.app.screens.background_audit import BackgroundAudit

        return BackgroundAudit(self, self._shown, self._show_signs)

    @cached_property
    def _sides(self) -> ChooseSides:
        from tui.app.screens.choose_sides import ChooseSides

        return ChooseSides(self, self._shown, self._marks)

    # Opening

    def compose(self) -> ComposeResult:
        """Heading, table, chart beside details, keys or prompt."""
        yield Lines(id="heading")
        yield TableFacts(self.runcmp.glyphs)
        yield DoubtLines(self.runcmp.glyphs)
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield DetailPanel(self.runcmp.glyphs)
        yield Prompt(over="#status", id="prompt")
        yield Lines(id="status")

    def open(self, opened: Opened) -> None:
        """Fill the table."""
        self._shown.open(opened)
        self._sort, self.order = opened.sort, opened.order
        self._prompt.begin(opened.choice.where or "")
        layout = opened.layout
        self.column_choice.restore(layout.hidden, layout.frozen, layout.wide)
        laid_out, self._laying_out = not self._laying_out, True
        self.tell_doubts()
        self.show_table(keep_cursor=False)
        if laid_out:
            self.show_heading()
            self.say()
            self.runcmp.draw()
            # What is resized is drawn at once; a refresh waits for the next of Textual's frames.
            self.post_message(Resize(self.app.size, self.app.size))
            # The table first: chart and details take as long again.
            self.call_after_refresh(self.set_timer, _SENDING, self.show_rest)
        self.call_after_refresh(lambda: self._audit.begin_if_small())

    # What stands around the table

    def on_resize(self, event: Resize) -> None:
        """Fold the lower panel away where the screen is low; draw for the new size, once."""
        if event.size == self._laid_out:
            return
        self._laid_out, self._laying_out = event.size, True
        self.query_one(DetailPanel).fold()
        self.tell_doubts()
        self.call_after_refresh(self.show_rest)

    def show_rest(self) -> None:
        """Show heading, keys, chart and details."""
        self._laying_out = False
        if self.opening.stage is Stage.OPEN:
            self.show_heading()
            self.say()
            self._show_row()
            self.runcmp.draw()
        elif self.opening.stage is Stage.TELLING:
            self.tell()

    def show_heading(self) -> None:
        """Show what is open and chosen, and where the cursor is."""
        shown = self._shown
        shared = shown.shared(self.runcmp.glyphs) if self._shares_heading else ()
        marked = [f"{len(self._marks.rows)} marked"] if self._marks.rows else []
        watched = ["watching"] if self.is_watching else []
        force = [*filter(None, [self.opening.share]), *shown.in_force()]
        self.heading(
            self.opening.title,
            [*shown.facts, *shared],
            [*force, *watched, *marked, *self.alike, *shown.audit_counts(), self.at],
        )

    def tell_doubts(self) -> None:
        """Say above the table which metrics there are, what its rows share, what looks wrong."""
        shown = self._shown
        shared = shown.shared(self.runcmp.glyphs)
        self._shares_heading = not shown.tabs and self._has_room(shared)
        self.query_one(TableFacts).tell(shown.tabs, () if self._shares_heading else shared)
        self.query_one(DoubtLines).tell(shown.doubts, len(self.order), shown.missing)

    def _has_room(self, shared: Sequence[str]) -> bool:
        """Whether the heading has room for what all rows share, whatever comes to stand in it."""
        shown, rows = self._shown, len(self.order)
        told = " · ".join([*shown.facts, *shared])
        force = "   ".join([*shown.in_force(), f"{rows}/{rows} +99>"])
        return (
            cell_len(f"{NAME}{self.opening.title}   {told}   {force}") + _SPARE
            <= self.app.size.width
        )

    def on_table_facts_tab_clicked(self, event: TableFacts.TabClicked) -> None:
        """Show the metric that was clicked."""
        self._choosing.metric(event.metric)

    def _show_row(self) -> None:
        self.query_one(DetailPanel).show(self.row, self._shown)

    def _show_signs(self) -> None:
        """Show beside the rows what the audit found; everything else stays as it is."""
        marks = self.table.marks
        self.show_table()
        self.table.set_marks(marks)

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor, first in the table: chart and details take ten times as long."""
        if not self._laying_out:
            self.show_heading()
            if not self.is_behind:
                self.is_behind = True
                self.set_timer(_FRAME + _SENDING, self._follow)

    def _follow(self) -> None:
        self.is_behind = False
        self._show_row()

    def on_run_table_activated(self) -> None:
        """Open or close the lower panel."""
        self.action_detail()

    def action_detail(self) -> None:
        """Show or hide the lower panel."""
        self.query_one(DetailPanel).toggle()
        self.call_after_refresh(self._show_row)

    # What opens from here

    def with_argument(self, name: str, text: str) -> None:
        """Do what a command with a text after it says. Raises ``UsageError``."""
        if name == "pivot":
            self._pivot(self.names.identity(text))
            return
        if name != "diff":
            super().with_argument(name, text)
            return
        with explaining_unknown_names(self._shown.loaded):
            self._sides.ask_values(self.names.sides(text.removeprefix("--on").strip()))

    def action_diff(self) -> None:
        """Compare the marked rows with the first of them; without marks ask what to compare."""
        self._sides.compare_marked()

    def action_audit(self) -> None:
        """Show what the audit found, as soon as it is done."""
        self._audit.open()

    def action_history(self) -> None:
        """Follow the benchmarks over time, where their runs have dates."""
        from tui.app.screens.open_history import show_histories

        show_histories(self, self._shown)

    def action_scaling(self) -> None:
        """Plot the series of the marked rows, or of all rows of the table."""
        from tui.app.screens.open_scaling import plot_rows

        rows = self.frame[list(self.table.marks) or self.order]
        plot_rows(self, rows, self._shown, self._choosing.over)

    def action_pivot(self) -> None:
        """Show the values of the cursor's column across."""
        self._pivot("")

    def _pivot(self, column: str) -> None:
        from tui.app.screens.pivot_screen import show_pivot

        show_pivot(self, self._shown, column or self.table.cursor_column or "")

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

    def action_edit(self) -> None:
        """Open the row's source in the user's editor at the first of its lines."""
        from tui.app.screens.open_editor import edit
        from tui.views.runs.places import begin_at, row_records

        row = self.row_to_use
        if row is not None:
            place = begin_at(row_records(row, self._shown.runs))[0]
            self.say(edit(self.app, place.source, next(iter(place.lines), 1)))

    def action_explain(self) -> None:
        """Say how each file was read."""
        from tui.app.screens.explain_screen import ExplainScreen

        self.app.push_screen(ExplainScreen(self._shown.loaded, self._shown.runs))

    def show_again(self, loaded: Loaded) -> None:
        """Show what the files hold now."""
        if self._choosing.replace(loaded):
            self._audit.begin_if_small()

    def show_changes(self, loaded: Loaded, told: str) -> None:
        """Show what the files hold now where that is anything else than before.

        Where it is the same, only what was wrong is no longer said.
        """
        before = self._shown.loaded
        if loaded.records.equals(before.records) and loaded.notes == before.notes:
            if self._is_amiss:
                self.say()
            self._is_amiss = False
            return
        told = f"{datetime.now():%H:%M:%S} {told or 'reloaded'}"
        self._is_amiss = not self._choosing.replace(loaded, told)
        if not self._is_amiss:
            self._audit.begin_if_small()
