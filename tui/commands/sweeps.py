"""What ``scaling``, ``plot`` and ``report`` share: inputs, and the axis that series are along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.runs import Runs, order, runs
from analysis.sweeps.along import sweeps_along
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import SweepAxis, axis_of
from analysis.usage import UsageError, cut
from parsers import Loaded
from parsers.archive.asked import RepeatsAs
from parsers.run_records.folded import PLACES, VARYING
from parsers.run_records.summed import is_summed
from tui.commands.loading import check, in_record_names, load_inputs
from tui.options.choices import NO_COUNT, choice
from tui.options.questions import tells_repeats_apart
from tui.options.settings import PlotSettings, ReportSettings, ScalingSettings
from tui.options.unknown_names import explaining_unknown_names


class Swept(NamedTuple):
    """What was loaded, its table, the rows asked for in their order, and the axis.

    ``sweeps``: the series over that, none where it is a count.
    """

    loaded: Loaded
    runs: Runs
    rows: Sequence[int]
    axis: SweepAxis
    sweeps: list[Sweep]


SweptBy = ScalingSettings | PlotSettings | ReportSettings


def chosen_sweeps(settings: SweptBy, file: str | None, repeats: RepeatsAs = "runs") -> Swept:
    """Return the inputs along the axis asked for, else along the one that they suggest.

    ``file`` is where the output goes; ``repeats``: what is taken of them. Raises ``UsageError``.
    """
    if tells_repeats_apart(settings.numbers.by) or settings.axis.over in VARYING:
        repeats = "runs"
    loaded = load_inputs(settings.paths, settings.reading, settings.selection, repeats=repeats)
    found = _along_an_axis(settings, file, loaded)
    is_each = PLACES not in loaded.records.columns and not is_summed(loaded.records)
    if found.axis.kind == "time" and not is_each:
        # A history takes each run.
        loaded = load_inputs(settings.paths, settings.reading, settings.selection)
        found = _along_an_axis(settings, file, loaded)
    return found


def _along_an_axis(settings: SweptBy, file: str | None, loaded: Loaded) -> Swept:
    settings = in_record_names(settings, loaded)
    check([loaded], file, settings.selection)
    asked = choice(settings.selection, settings.numbers, loaded.wanted, has_axis=True)
    asked = replace(asked, over=settings.axis.over)
    with explaining_unknown_names(loaded):
        result = runs(loaded.records, asked)
        axis = axis_of(result, asked.over)
        if axis.kind == "count" and asked.place is not None:
            raise UsageError(f"--baseline {cut(asked.place)}: {NO_COUNT}")
        if axis.kind != "count" and isinstance(settings.numbers.baseline, int):
            # A place on this axis, and no count that speedups would be relative to.
            asked = replace(asked, baseline="smallest", place=str(asked.baseline))
            result = runs(loaded.records, asked)
        _, rows = order(result.table, settings.series.sort)
        wanted = result.table["row"].gather(rows).to_list()
        sweeps = sweeps_along(result, axis, asked, wanted)
    return Swept(loaded, result, wanted, axis, sweeps)
