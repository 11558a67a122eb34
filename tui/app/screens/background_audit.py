"""What the audit found about a table of runs: looked for in the background, marked beside rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from analysis.audit.by_row import Audited, rows_of
from parsers.guard import DEFECTS
from parsers.run_records.records import RUN
from tui.app.background import in_background
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns
from tui.terminal.streams import own_error

UNASKED: Final = 200_000
"""Records that are audited without being asked to: more take seconds, and memory."""
_GROUP: Final = "audit"
"""The worker that audits."""


class BackgroundAudit:
    """Audits what a screen shows, and opens the findings when they are asked for."""

    def __init__(self, screen: TableScreen, shown: ShownRuns, mark: Callable[[], None]) -> None:
        """Audit ``shown`` on behalf of ``screen``; ``mark`` marks the rows that are touched."""
        self._screen = screen
        self._shown = shown
        self._mark = mark
        self._opens = False

    def begin_if_small(self) -> None:
        """Audit what was loaded where that is soon done; else when it is asked for."""
        self._shown.audited = None
        self._screen.workers.cancel_group(self._screen, _GROUP)
        if self._shown.loaded.records.height <= UNASKED:
            self._begin()

    def open(self) -> None:
        """Show what the audit found, as soon as it is done."""
        if self._shown.audited is not None:
            self._show(self._shown.audited)
            return
        self._opens = True
        self._screen.say(f"auditing {self._shown.loaded.records.height} records ...")
        workers = self._screen.workers
        if not any(worker.group == _GROUP and worker.is_running for worker in workers):
            self._begin()

    def _begin(self) -> None:
        loaded = self._shown.loaded

        async def audit() -> None:
            try:
                audited = await in_background(lambda: Audited.of(loaded.records, loaded.notes))
            except DEFECTS as error:
                self._opens = False
                self._screen.say(f"audit failed: {own_error(error)}")
            else:
                self._take(audited)

        self._screen.run_worker(audit(), group=_GROUP, exclusive=True)

    def _take(self, audited: Audited) -> None:
        """Mark the rows; everything else stays as it is."""
        self._shown.judge(audited)
        self._mark()
        opens, self._opens = self._opens, False
        if opens and self._screen.is_current:
            self._show(audited)

    def _show(self, audited: Audited) -> None:
        from tui.app.screens.audit_screen import AuditScreen

        self._screen.say()
        self._screen.app.push_screen(AuditScreen(audited.audit, self._go_to_run))

    def _go_to_run(self, runs: Sequence[str]) -> str:
        """Go to the row of the first of the runs with these ids; return why where there is none."""
        shown = self._shown
        records = shown.loaded.records.filter(RUN.is_in(list(runs)))
        if records.is_empty():
            return "not about a run; Enter opens its lines"
        at = rows_of(records, shown.runs.table, shown.runs.by).sort("record")["place"]
        if at.is_empty() or not self._screen.table.go_to(at[0]):
            hidden = "; Esc there clears the filter" if shown.choice.where else ""
            other = records["metric"][0]
            if other not in (shown.metrics.shown(shown.choice), None):
                hidden = f"; :metric {other} there shows it{hidden}"
            return f"its run is not in the runs table{hidden}"
        return ""
