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
from tui.formatting.shortening import in_lines
from tui.views.history.history_columns import history_columns, sparkline_of
from tui.views.history.history_report import history_report, overview
from tui.views.history.history_text import series_told
from tui.views.history.night_chart import night_chart
from tui.views.report import Report
from tui.views.runs.places import SourcePlace
from tui.views.table_view import TableColumn

HEADING_AND_KEYS: Final = 5
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
        """Return its share, and what few series leave of the screen, up to half of it."""
        left = height - HEADING_AND_KEYS - self.frame.height
        return max(super().panel_lines(height), min(height // 2, left))

    def in_full(self, width: int, height: int) -> Sequence[Text]:
        """Return all nights of the cursor's series as a chart, or in a line, and what happened."""
        at = self.table.cursor_row
        if at is None:
            return []
        series = self._found.series[at]
        told = series_told(series, self._loaded.wanted.limits) or ["no change points"]
        glyphs = self.runcmp.glyphs
        name, *told = map(to_ascii, (series.name, *told)) if glyphs.ascii else (series.name, *told)
        lines = [part for line in told for part in in_lines(line, width, "  ")]
        drawn = night_chart(series, self._found.by, width, height - len(lines) - 1, glyphs)
        drawn = drawn or [sparkline_of(series, width, glyphs)]
        return [Text(name, "bold"), *drawn, *map(Text, lines)]

    def action_source(self) -> None:
        """Open the source of the newest night."""
        at = self.table.cursor_row
        if at is None:
            self.say("no row here")
            return
        source, line = self._found.series[at].points.select("source", "line").row(-1)
        self.runcmp.show_source([SourcePlace(source, () if line is None else (line,))])
