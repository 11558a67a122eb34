"""Which function is which command, and what becomes of one that cannot print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from analysis.usage import UsageError
from tui.commands.destination import check_output
from tui.importing import quick_imports
from tui.options import settings
from tui.options.arguments import UNUSABLE
from tui.options.settings import CommandSettings
from tui.terminal.environment import Terminal
from tui.terminal.streams import say

_WITHOUT_INPUT: Final = (
    settings.DoctorSettings,
    settings.CompletionSettings,
    settings.ManSettings,
)
"""Of commands that read nothing, and start where Polars does not."""
_STDOUT: Final = "-"
"""What stands for standard output where a file may."""

Taken = TypeVar("Taken", bound=CommandSettings)
Runner = Callable[[Taken, Terminal], int | None]
"""Prints, and returns the exit status where it is not 0."""


def run(given: CommandSettings, terminal: Terminal) -> int:
    """Run the command of these settings; say on stderr why it printed nothing.

    Returns the exit status.
    """
    with quick_imports():
        command = LOADERS[type(given)]()
    try:
        given = _with_output(given)
        if isinstance(given, _WITHOUT_INPUT):
            return command(given, terminal) or 0
        from tui.panics import unprinted_panics

        output = getattr(given, "output", None) or getattr(given, "chart", None)
        with unprinted_panics(getattr(output, "file", None)):
            return command(given, terminal) or 0
    except UsageError as reason:
        if str(reason):
            say(str(reason))
        return UNUSABLE


def _with_output(given: CommandSettings) -> CommandSettings:
    """Return the settings with stdout for ``-o -``. Raises ``UsageError`` for a useless file."""
    for name, group in given._asdict().items():
        file = getattr(group, "file", None)
        if file == _STDOUT:
            return given._replace(**{name: group._replace(file=None)})
        if file is not None:
            check_output(file)
    return given


def _show() -> Runner[settings.ShowSettings]:
    from tui.commands.show import show

    return show


def _diff() -> Runner[settings.DiffSettings]:
    from tui.commands.diff import diff

    return diff


def _scaling() -> Runner[settings.ScalingSettings]:
    from tui.commands.scaling import scaling

    return scaling


def _plot() -> Runner[settings.PlotSettings]:
    from tui.commands.plot import plot

    return plot


def _plan() -> Runner[settings.PlanSettings]:
    from tui.commands.plan import plan

    return plan


def _report() -> Runner[settings.ReportSettings]:
    from tui.commands.proposal_report import report

    return report


def _history() -> Runner[settings.HistorySettings]:
    from tui.commands.history import history

    return history


def _audit() -> Runner[settings.AuditSettings]:
    from tui.commands.audit import audit

    return audit


def _export() -> Runner[settings.ExportSettings]:
    from tui.commands.export import export

    return export


def _ingest() -> Runner[settings.IngestSettings]:
    from tui.commands.ingest import ingest

    return ingest


def _explain() -> Runner[settings.ExplainSettings]:
    from tui.commands.explain import explain

    return explain


def _doctor() -> Runner[settings.DoctorSettings]:
    from tui.commands.doctor import doctor

    return doctor


def _completion() -> Runner[settings.CompletionSettings]:
    from tui.commands.completion import completion

    return completion


def _man() -> Runner[settings.ManSettings]:
    from tui.commands.man import man

    return man


LOADERS: Final[dict[type[CommandSettings], Callable[[], Runner[Any]]]] = {
    settings.ShowSettings: _show,
    settings.DiffSettings: _diff,
    settings.ScalingSettings: _scaling,
    settings.PlotSettings: _plot,
    settings.PlanSettings: _plan,
    settings.ReportSettings: _report,
    settings.HistorySettings: _history,
    settings.AuditSettings: _audit,
    settings.ExportSettings: _export,
    settings.IngestSettings: _ingest,
    settings.ExplainSettings: _explain,
    settings.DoctorSettings: _doctor,
    settings.CompletionSettings: _completion,
    settings.ManSettings: _man,
}
"""The command that takes these settings, imported alone: all of them together take a tenth of the
time that a small table takes to print."""
