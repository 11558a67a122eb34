"""The lower panel of the Runs screen: the chart of the cursor row's series, and its details."""

from __future__ import annotations

from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.app.shown_runs import ShownRuns
from tui.app.widgets.still_lines import Lines
from tui.formatting.glyphs import Glyphs

_LEAST_HEIGHT_OF_SCREEN: Final = 32
"""On a lower screen the panel is there only where it is asked for."""
_LEAST_HEIGHT: Final = 14
"""Lines of the panel, where as many are left above it for heading, keys and three rows."""
_BESIDE: Final = 7


class DetailPanel(Horizontal):
    """Chart and details side by side, where there is room for them or somebody asks."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="lower")
        self._glyphs = glyphs
        self._wanted: bool | None = None

    def compose(self) -> ComposeResult:
        """Chart beside details."""
        yield Lines(id="chart")
        yield Lines(id="details")

    def on_mount(self) -> None:
        """Take a border that the terminal can show."""
        if self._glyphs.ascii:
            self.styles.border_top = ("ascii", "ansi_bright_black")

    def toggle(self) -> None:
        """Open the panel, or close it."""
        self._wanted = not self.display
        self.fold()

    def fold(self) -> None:
        """Fold the panel away where the screen is low, unless it was opened."""
        height = self.app.size.height
        has_room = height >= _LEAST_HEIGHT_OF_SCREEN
        self.display = has_room if self._wanted is None else self._wanted
        self.styles.min_height = min(_LEAST_HEIGHT, max(height - _BESIDE, 0))

    def show(self, row: dict[str, Any] | None, shown: ShownRuns) -> None:
        """Show a row of the table of runs."""
        if not self.display:
            return
        chart, details = self.query_one("#chart", Lines), self.query_one("#details", Lines)
        if row is None:
            chart.show([])
            details.show([])
            return
        from tui.views.runs.details import detail_lines
        from tui.views.runs.row_chart import row_chart

        runs, glyphs = shown.runs, self._glyphs
        series = shown.sweep_of(row) or shown.series_of(row)
        chart.show(row_chart(series, row["row"], *chart.size, glyphs))
        notes = shown.loaded.notes
        details.show(detail_lines(row, runs, notes, *details.size, glyphs, shown.audited))
