"""``audit``: what documents state against what their own rows say, and the gate it may close."""

from __future__ import annotations

from analysis.audit.all_checks import audit as audited
from tui.commands.gate import gated
from tui.commands.loading import check, load_inputs
from tui.commands.output import print_lines, print_report
from tui.options.option_groups import SelectionOptions
from tui.options.settings import AuditSettings
from tui.terminal.environment import Terminal
from tui.views.audit.audit_report import audit_lines, audit_report, place


def audit(settings: AuditSettings, terminal: Terminal) -> int:
    """Print the findings of the severities asked for; return 1 where the gate is closed."""
    loaded = load_inputs(settings.paths, settings.reading)
    check([loaded], settings.output.file, SelectionOptions())
    found = audited(loaded.records, loaded.notes)
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
