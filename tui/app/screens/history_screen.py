"""The History screen: a row a series in time, the changes of the cursor's one below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

import polars as pl
from rich.text import Text

from analysis.history.histories_of import Histories
from analysis.history.newest import Windows
from analysis.output_columns import NIGHTLY
from parsers import Loaded
from tui.app import actions
from tui.app.screens.panel_screen import PanelScreen
from tui.app.screens.place_screen import bindings
from tui.drawing.text_cells import to_ascii
from tui.views.history.history_columns import history_columns, sparkline_of
from tui.views.history.history_report import history_report, overview
from tui.views.history.history_text import newest_lines, series_told
from tui.views.history.night_chart import LEAST_HEIGHT, night_chart
from tui.views.report import Report
from tui.views.runs.places import SourcePlace
from tui.views.table_view import TableColumn

_HEADING_AND_KEYS: Final = 5
"""Lines beside rows and panel: heading, titles, units, border, keys."""


class HistoryScreen(PanelScreen):
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

    @property
    def frame(self) -> pl.DataFrame:
        """A row a series."""
        return self._found.table

    def made_columns(self) -> Sequence[TableColumn]:
        """Return the columns of the histories."""
        return history_columns(self._found, self.frame, self._found.series, self.runcmp.glyphs)

    def copied(self) -> Sequence[str]:
        """Return the columns that are exported too."""
        return (*self._found.by, *NIGHTLY)

    def report(self, rows: pl.Series) -> Report:
        """Return what ``history`` prints of the rows."""
        glyphs = self.runcmp.glyphs
        return history_report(self._loaded, self._found, rows, self._windows, glyphs)

    def facts(self) -> tuple[str, Sequence[str], Sequence[str]]:
        """Return how many nights of how many series there are."""
        return "history", overview(self._loaded, self._found).split(" · "), ()

    def panel_lines(self, height: int) -> int:
        """Return enough for a chart and a change in words, and all that few series leave."""
        return max(height * 2 // 5, height - _HEADING_AND_KEYS - self.frame.height)

    def in_full(self, width: int, height: int) -> Sequence[Text]:
        """Return all nights of the cursor's series as a chart, or in a line, and what happened."""
        at = self.table.cursor_row
        if at is None:
            return []
        series, glyphs = self._found.series[at], self.runcmp.glyphs
        told = series_told(series, self._loaded.wanted.limits) or ["no change points"]
        name, *told = map(to_ascii, (series.name, *told)) if glyphs.ascii else (series.name, *told)
        changes = len(series.events)
        lines = newest_lines(told, changes, width, height - LEAST_HEIGHT)
        drawn = night_chart(series, self._found.by, width, height - len(lines), glyphs)
        if not (lines and drawn):
            lines = newest_lines(told, changes, width, height - 2)
            drawn = [Text(name, "bold"), sparkline_of(series, width, glyphs)]
        return [*drawn, *map(Text, lines)]

    def action_source(self) -> None:
        """Open the source of the newest night."""
        at = self.table.cursor_row
        if at is None:
            self.say("no row here")
            return
        source, line = self._found.series[at].points.select("source", "line").row(-1)
        self.runcmp.show_source([SourcePlace(source, () if line is None else (line,))])
