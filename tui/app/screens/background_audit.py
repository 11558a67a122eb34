"""What the audit found about a table of runs: looked for in the background, marked beside rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from analysis.audit.kinds import GRAVE
from analysis.runs import AUDIT
from parsers.reader import DEFECTS
from parsers.records import RUN
from tui.app.background import in_background
from tui.app.screens.comparing import ComparingScreen
from tui.terminal.streams import own_error
from tui.views.audit.severities import counted, sign_column
from tui.views.table_view import TableColumn

if TYPE_CHECKING:
    from analysis.audit.by_row import Audited

UNASKED: Final = 200_000
"""Records that are audited without being asked to: more take seconds, and memory."""
GROUP: Final = "audit"
"""The worker that audits."""


class AuditedScreen(ComparingScreen):
    """A table of runs whose rows are marked where an error or a suspect touches them."""

    def __init__(self) -> None:
        super().__init__()
        self._audited: Audited | None = None
        self._opens_audit = False

    def sign(self) -> TableColumn | None:
        """Return the column of the signs of the findings."""
        return sign_column(AUDIT, self.runcmp.glyphs)

    def audit_if_small(self) -> None:
        """Audit what was loaded where that is soon done; else when it is asked for."""
        self._audited = None
        self.workers.cancel_group(self, GROUP)
        if self._loaded.records.height <= UNASKED:
            self._begin_audit()

    def action_audit(self) -> None:
        """Show what the audit found, as soon as it is done."""
        if self._audited is not None:
            self._open_audit(self._audited)
            return
        self._opens_audit = True
        self.say(f"auditing {self._loaded.records.height} records ...")
        if not any(worker.group == GROUP and worker.is_running for worker in self.workers):
            self._begin_audit()

    def _begin_audit(self) -> None:
        # Not in the thread: see tui.app.background.
        from analysis.audit.by_row import Audited

        loaded = self._loaded

        async def audit() -> None:
            try:
                audited = await in_background(lambda: Audited.of(loaded.records, loaded.notes))
            except DEFECTS as error:
                self._opens_audit = False
                self.say(f"audit failed: {own_error(error)}")
            else:
                self._take_audit(audited)

        self.run_worker(audit(), group=GROUP, exclusive=True)

    def _take_audit(self, audited: Audited) -> None:
        """Mark the rows; everything else stays as it is."""
        self._audited = audited
        marks = self.table.marks
        by = self._runs.by
        self._runs = self._runs._replace(
            table=audited.judge(self._runs.table, by),
            everything=audited.judge(self._runs.everything, by),
        )
        self.show_table()
        self.table.set_marks(marks)
        opens, self._opens_audit = self._opens_audit, False
        if opens and self.is_current:
            self._open_audit(audited)

    def _open_audit(self, audited: Audited) -> None:
        from tui.app.screens.audit_screen import AuditScreen

        self.say()
        self.app.push_screen(AuditScreen(audited.audit, self.show_run))

    def audit_counts(self) -> list[str]:
        """Return ``audit: 3 errors``, or how many suspects where there is no error."""
        if self._audited is None:
            return []
        counts = self._audited.audit.counts()
        grave = counted({name: counts[name] for name in GRAVE if name in counts})
        return [f"audit: {worst}" for worst in grave[:1]]

    def show_run(self, runs: Sequence[str]) -> str:
        """Go to the row of the first of the runs with these ids; return why where there is none."""
        records = self._loaded.records.filter(RUN.is_in(list(runs)))
        if records.is_empty():
            return "not about a run; Enter opens its lines"
        from analysis.audit.by_row import rows_of

        at = rows_of(records, self._runs.table, self._runs.by).sort("record")["place"]
        if at.is_empty() or not self.table.go_to(at[0]):
            hidden = "; Esc there clears the filter" if self._choice.where else ""
            return f"its run is not in the runs table{hidden}"
        return ""
