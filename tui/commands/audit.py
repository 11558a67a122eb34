"""``audit``: what documents state against what their own rows say, and the gate it may close."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.audit.all_checks import audit as audited
from analysis.select import where
from analysis.usage import UsageError, cut
from parsers import Loaded
from parsers.notes import Note
from parsers.run_records.records import named
from tui.commands.gate import gated
from tui.commands.loading import check, in_record_names, load_inputs
from tui.commands.output import print_lines, print_report
from tui.options.option_groups import SelectionOptions
from tui.options.settings import AuditSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.views.audit.audit_report import audit_lines, audit_report, place


def audit(settings: AuditSettings, terminal: Terminal) -> int:
    """Print the findings of the severities asked for; return 1 where the gate is closed."""
    loaded = load_inputs(settings.paths, settings.reading, settings.selection)
    settings = in_record_names(settings, loaded)
    check([loaded], settings.output.file, SelectionOptions())
    with explaining_unknown_names(loaded):
        records, notes = files_meeting(loaded, settings.selection.where)
    found = audited(records, notes)
    shown = found.of(settings.findings.severity)
    if settings.output.form == "text":
        print_lines(
            lambda width: audit_lines(shown, found, width, terminal.unicode), settings, terminal
        )
    else:
        print_report(audit_report(shown, found), settings, terminal)
    offending = found.of(settings.findings.fail_on).findings.iter_rows(named=True)
    return gated(
        f"{row['severity']}: {place(row)}: {row['kind']}: {row['what']}" for row in offending
    )


def files_meeting(loaded: Loaded, sql: str | None) -> tuple[pl.DataFrame, Sequence[Note]]:
    """Return the records and notes of the files of which a record meets a condition, all of them.

    What is left out of a document would miss where the rest is held against it. Raises
    ``UsageError`` where none does.
    """
    records, notes = loaded.records, loaded.notes
    if sql is None:
        return records, notes
    sources = where(named(records), sql)["source"].unique()
    if sources.is_empty():
        raise UsageError(f"no runs match --where {cut(sql)!r}")
    those = {*sources.cast(pl.String)}
    chosen = records.filter(pl.col("source").is_in(sources.implode()))
    return chosen, [note for note in notes if note.source in those]
