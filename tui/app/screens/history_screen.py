"""The History screen: a row a series in time, the changes of the cursor's one below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

import polars as pl
from rich.text import Text
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from analysis.columns import NIGHTLY
from analysis.history.histories_of import Histories
from analysis.history.newest import Windows
from parsers import Loaded
from tui.app import actions
from tui.app.screens.place_screen import bindings
from tui.app.screens.table_screen import TableScreen
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.formatting.shortening import in_lines
from tui.views.history.history_columns import history_columns, sparkline_of
from tui.views.history.history_report import history_report, overview
from tui.views.history.history_text import series_told
from tui.views.report import Report
from tui.views.runs.places import SourcePlace
from tui.views.table_view import TableColumn

LEAST_HEIGHT: Final = 14
SHARE: Final = 3
"""The lower panel takes one line in so many."""


class HistoryScreen(TableScreen):
    """The same benchmarks over time, as ``history`` prints them."""

    PLACE: ClassVar[actions.Place] = "history"
    BINDINGS = bindings("history")
    DRAWN_FROM: ClassVar = {"series": "sort by change"}

    def __init__(self, loaded: Loaded, found: Histories, windows: Windows) -> None:
        """Show what was found in ``loaded``."""
        super().__init__()
        self._loaded = loaded
        self._found = found
        self._windows = windows
        self._columns: Sequence[TableColumn] = ()
        self._laid_out = Size()

    def compose(self) -> ComposeResult:
        """Heading, table, the series in full, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield Lines(id="finding")
        yield Lines(id="status")
        yield Prompt(over="#status", id="prompt")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        if self.runcmp.glyphs.ascii:
            self.query_one("#finding").styles.border_top = ("ascii", "ansi_bright_black")
        self._columns = history_columns(
            self._found, self.frame, self._found.series, self.runcmp.glyphs
        )
        self.order = self.ordered()
        self.show_table(keep_cursor=False)

    def on_resize(self, event: Resize) -> None:
        """Give the series its share of the height, once a size."""
        if event.size == self._laid_out:
            return
        self._laid_out = event.size
        panel = self.query_one("#finding", Lines)
        panel.display = event.size.height >= LEAST_HEIGHT
        panel.styles.height = event.size.height // SHARE + 1
        self.call_after_refresh(self.show_rest)

    @property
    def frame(self) -> pl.DataFrame:
        """A row a series."""
        return self._found.table

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns of the histories."""
        return self._columns

    def copied(self) -> Sequence[str]:
        """Return the columns that are exported too."""
        return (*self._found.by, *NIGHTLY)

    def report(self, rows: pl.Series) -> Report:
        """Return what ``history`` prints of the rows."""
        glyphs = self.runcmp.glyphs
        return history_report(self._loaded, self._found, rows, self._windows, glyphs)

    def show_rest(self) -> None:
        """Show heading, keys and the series."""
        self._head()
        self.say()
        self._show_series()

    def _head(self) -> None:
        force = [f"where {self._condition}"] if self._condition else []
        facts = overview(self._loaded, self._found).split(" · ")
        self.heading("history", facts, [*force, self.at])

    def _show_series(self) -> None:
        """Show the series of the cursor's row: all its nights in a line, and what happened."""
        panel, at = self.query_one("#finding", Lines), self.table.cursor_row
        if not panel.display:
            return
        if at is None:
            panel.show([])
            return
        series = self._found.series[at]
        width = panel.size.width - 2
        told = series_told(series) or ["no change points"]
        lines = [part for line in told for part in in_lines(line, width, "  ")]
        drawn = sparkline_of(series, width, self.runcmp.glyphs)
        panel.show([Text(series.name, "bold"), drawn, *map(Text, lines)])

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        self._head()
        self._show_series()

    def on_run_table_activated(self) -> None:
        """Open the source."""
        self.action_source()

    def action_source(self) -> None:
        """Open the source of the newest night."""
        at = self.table.cursor_row
        if at is None:
            self.say("no row here")
            return
        source, line = self._found.series[at].points.select("source", "line").row(-1)
        self.runcmp.show_source([SourcePlace(source, () if line is None else (line,))])
