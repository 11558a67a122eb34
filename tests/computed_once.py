"""What apps in tests compute of the same few records: computed once in a process."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, cast

import polars as pl

from analysis.audit import by_row
from analysis.audit.by_row import Audited
from analysis.runs import Choice, RowJudge, Runs, runs
from parsers.notes import Note
from tui.app import first_table, shown_runs
from tui.app.screens import background_audit

FEW: Final = 1000
"""Rows of records whose results are kept; of more, telling them apart takes long as well."""


def compute_once() -> None:
    """Have all apps share audits and tables of the same records.

    Hundreds of tests open the same file to press another key: making its table and auditing it
    takes half of what opening an app does. What is patched for a test is asked anew.
    """
    known: dict[Hashable, tuple[Any, Any]] = {}

    def once(records: pl.DataFrame, rest: Hashable, kept: Any, compute: Callable[[], Any]) -> Any:
        if records.height > FEW:
            return compute()
        key = records.serialize(), rest
        if key not in known:
            known[key] = kept, compute()
        return known[key][1]

    class SharedAudits:
        @staticmethod
        def of(records: pl.DataFrame, notes: Sequence[Note]) -> Audited:
            done_by = getattr(Audited.of, "__func__", Audited.of), by_row.__dict__["audit"]
            rest = *done_by, tuple(notes)
            return cast(Audited, once(records, rest, None, lambda: Audited.of(records, notes)))

    def shared_runs(records: pl.DataFrame, choice: Choice, judge: RowJudge | None = None) -> Runs:
        # Kept with what judged it, whose address would tell nothing once it is gone.
        rest = repr(choice), id(judge)
        return cast(Runs, once(records, rest, judge, lambda: runs(records, choice, judge)))

    background_audit.__dict__["Audited"] = SharedAudits
    for module in (first_table, shown_runs):
        module.__dict__["runs"] = shared_runs
