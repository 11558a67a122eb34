"""The Audit screen: the findings as a table, the cursor's one in full below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

import polars as pl
from rich.text import Text

from analysis.audit.all_checks import Audit
from analysis.audit.kinds import GRAVE, SEVERITIES
from analysis.output_columns import AUDIT
from analysis.select import SortKey
from tui.app import actions
from tui.app.screens.panel_screen import PanelScreen
from tui.app.screens.place_screen import bindings
from tui.views.audit.audit_report import audit_report, overview
from tui.views.audit.audit_table import audit_columns
from tui.views.audit.finding import finding_lines
from tui.views.report import Report
from tui.views.runs.places import SourcePlace
from tui.views.source_text import SourceText, Unreadable, read
from tui.views.table_view import TableColumn

_LEAST_HEIGHT_FOR_SOURCE: Final = 32
_LOW: Final = 4
"""Lines of a finding where the screen is low: its sentence, and what is stated and recomputed."""
_SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "all but style": SEVERITIES[:-1],
    "all": SEVERITIES,
    "errors and suspects": GRAVE,
}
"""What is shown, in the order in which a key changes it."""


class AuditScreen(PanelScreen):
    """What documents state against what their own rows say."""

    PLACE: ClassVar[actions.Place] = "audit"
    BINDINGS = bindings("audit")

    def __init__(self, audit: Audit, show_run: Callable[[Sequence[str]], str]) -> None:
        """Show the findings; ``show_run`` goes to a run's row, or says why it cannot."""
        super().__init__()
        self._audit = audit
        self._show_run = show_run
        self._shown = next(iter(_SHOWN))
        self._sort = (SortKey("severity"), SortKey("kind"))
        self._sources: dict[str, SourceText | None] = {}

    def panel_lines(self, height: int) -> int:
        """Return a share of the height where there is room for lines of the source."""
        return super().panel_lines(height) if height >= _LEAST_HEIGHT_FOR_SOURCE else _LOW

    @property
    def frame(self) -> pl.DataFrame:
        """The findings."""
        return self._audit.findings

    def made_columns(self) -> Sequence[TableColumn]:
        """Return the columns of the findings."""
        return audit_columns(self.frame, self.runcmp.glyphs)

    def copied(self) -> Sequence[str]:
        """Return the columns that are printed too."""
        return tuple(AUDIT)

    def report(self, rows: pl.Series) -> Report:
        """Return the findings as ``audit --format md`` prints them."""
        return audit_report(Audit(self.frame[rows]), self._audit)

    def nothing(self) -> str:
        """Say what left no finding."""
        if self.frame.is_empty():
            return "no findings: all checks passed"
        return super().nothing() or f"no findings of this kind ({self._shown}); v changes it"

    def wanted(self) -> pl.Expr:
        """Return which findings are of the severities shown."""
        return pl.col("severity").is_in(list(_SHOWN[self._shown]))

    # Around the table

    def facts(self) -> tuple[str, Sequence[str], Sequence[str]]:
        """Return how many findings there are of those that are shown."""
        visible = self._audit.of(_SHOWN[self._shown])
        return "audit", overview(visible, self._audit).split(" · "), (self._shown,)

    def in_full(self, width: int, height: int) -> Sequence[Text]:
        """Return the cursor's finding, with the lines of its source."""
        row = self.row
        return (
            [] if row is None else finding_lines(row, self._read, width, height, self.runcmp.glyphs)
        )

    def _read(self, source: str, line: int) -> SourceText | None:
        """Return the text of a source, read once; None where it cannot be read there."""
        if source not in self._sources:
            try:
                self._sources[source] = read(source)
            except Unreadable:
                self._sources[source] = None
        text = self._sources[source]
        return text if text is not None and text[line] is not None else None

    # Which findings

    def action_severity(self) -> None:
        """Show the errors and suspects alone, all but the style, or all."""
        names = list(_SHOWN)
        self._shown = names[(names.index(self._shown) + 1) % len(names)]
        self.show_order()
        self.say(f"shown: {self._shown}; v changes it")

    # Where it is

    def action_source(self) -> None:
        """Open the source at the finding's lines."""
        row = self.row_to_use
        if row is not None:
            self.runcmp.show_source([SourcePlace(row["source"], tuple(row["lines"]))])

    def action_run_row(self) -> None:
        """Go back to the table of runs, to the row of the run."""
        row = self.row_to_use
        if row is None:
            return
        problem = self._show_run(row["runs"])
        if problem:
            self.say(problem)
        else:
            self.action_back()
