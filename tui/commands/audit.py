"""``audit``: what documents state against what their own rows say, and the gate it may close."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from analysis.audit.all_checks import Audit
from analysis.audit.all_checks import audit as audited
from analysis.audit.findings import joined
from analysis.select import where
from analysis.usage import UsageError, cut
from parsers import Loaded
from parsers.archive.manifest import is_archive_folder
from parsers.notes import Note
from parsers.run_records.records import named
from tui.commands.gate import UNANSWERED, gated
from tui.commands.loading import check, in_record_names, load_inputs
from tui.commands.output import print_lines, print_report
from tui.options.option_groups import FileOptions, SelectionOptions
from tui.options.settings import AuditSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.audit.audit_report import audit_lines, audit_report, place

_NOT_LOOKED_AT: Final = (
    "audited system by system, as all of it does not fit into memory: whether systems agree with "
    "each other (spellings, units, runs that stand in files of both) was not looked at"
)
_UNANSWERED: Final = (
    "nothing found in any system, but what holds between them was not looked at; "
    "--where \"system = 'NAME'\" gates one system"
)


def audit(settings: AuditSettings, terminal: Terminal) -> int:
    """Print the findings of the severities asked for; return 1 where the gate is closed.

    And 2 where nothing closes it, but not all was looked at that could.
    """
    by_system = _by_system(settings)
    found = by_system or _found(settings, set())
    shown = found.of(settings.findings.severity)
    if settings.output.form == "text":
        print_lines(
            lambda width: audit_lines(shown, found, width, terminal.unicode), settings, terminal
        )
    else:
        print_report(audit_report(shown, found), settings, terminal)
    offending = found.of(settings.findings.fail_on).findings.iter_rows(named=True)
    status = gated(
        f"{row['severity']}: {place(row)}: {row['kind']}: {row['what']}" for row in offending
    )
    if status or by_system is None or not settings.findings.fail_on:
        return status
    say(f"--fail-on: {_UNANSWERED}")
    return UNANSWERED


def _found(settings: AuditSettings, told: set[str]) -> Audit:
    """What is found in all that is asked for at once. Raises ``UsageError``.

    Errors of loading are said, but those that were ``told`` already.
    """
    loaded = load_inputs(settings.paths, settings.reading, settings.selection, quiet=True)
    errors = dict.fromkeys(str(note) for note in loaded.notes if note.kind == "error")
    for error in errors:
        if error not in told:
            say(error)
    told.update(errors)
    settings = in_record_names(settings, loaded)
    check([loaded], settings.output.file, SelectionOptions())
    with explaining_unknown_names(loaded):
        records, notes = files_meeting(loaded, settings.selection.where)
    return audited(records, notes)


def _by_system(settings: AuditSettings) -> Audit | None:
    """What is found in an archive that is too large for one audit; null of all else.

    Raises ``UsageError``.
    """
    path = settings.paths[0] if len(settings.paths) == 1 else ""
    if settings.selection.where is not None or not is_archive_folder(Path(path)):
        return None
    from parsers.archive.answer_portions import conditions_by_system

    conditions = conditions_by_system(Path(path))
    if not conditions:
        return None
    told: set[str] = set()
    found = [
        _found(settings._replace(selection=FileOptions(where)), told).findings
        for where in conditions
    ]
    say(f"{path}: {_NOT_LOOKED_AT}")
    return Audit(joined(found))


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
