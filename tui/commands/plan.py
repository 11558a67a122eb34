"""``plan``: how many runs are needed, and what they cost."""

from __future__ import annotations

from analysis.runs import runs
from analysis.series.series import series_of
from parsers.archive.asked import RepeatsAs
from tui.commands.loading import check, in_record_names, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice, glyphs
from tui.options.questions import tells_repeats_apart
from tui.options.settings import PlanSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.views.planning.plan_report import plan_report


def plan(settings: PlanSettings, terminal: Terminal) -> None:
    """Print what remains to be measured of the inputs."""
    repeats: RepeatsAs = "runs" if tells_repeats_apart(settings.numbers.by) else "sums"
    loaded = load_inputs(settings.paths, settings.reading, settings.selection, repeats=repeats)
    settings = in_record_names(settings, loaded)
    check([loaded], settings.output.file, settings.selection)
    asked = choice(settings.selection, settings.numbers, loaded.wanted)
    with explaining_unknown_names(loaded):
        result = runs(loaded.records, asked)
    series = series_of(result, with_laws=False)
    print_report(plan_report(loaded, result, series, glyphs(terminal)), settings, terminal)
