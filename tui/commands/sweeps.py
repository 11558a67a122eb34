"""What ``scaling`` and ``plot`` have in common: inputs, and the axis that series are along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.runs import Runs, order, runs
from analysis.scaling.counted import COUNTS
from analysis.sweeps.sweep import Sweep, sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis, axis_of
from parsers import Loaded
from tui.commands.loading import check, in_record_names, load_inputs
from tui.options.choices import choice
from tui.options.settings import PlotSettings, ScalingSettings
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


def chosen_sweeps(settings: ScalingSettings | PlotSettings, file: str | None) -> Swept:
    """Return the inputs along the axis asked for, else along the one that they suggest.

    ``file`` is where the output goes. Raises ``UsageError``.
    """
    loaded = load_inputs(settings.paths, settings.reading, settings.selection)
    settings = in_record_names(settings, loaded)
    check([loaded], file, settings.selection)
    asked = choice(settings.selection, settings.numbers, loaded.wanted)
    over = settings.axis.over
    with explaining_unknown_names(loaded):
        result = runs(loaded.records, replace(asked, over=over if over in COUNTS else None))
        found = axis_of(result, over)
        base = asked.baseline if isinstance(asked.baseline, int) else None
        if found.column is not None and base is not None:
            # A place on this axis, and no count that speedups would be relative to.
            result = runs(loaded.records, replace(asked, baseline="smallest"))
        _, rows = order(result.table, settings.series.sort)
    wanted = result.table["row"].gather(rows).to_list()
    sweeps = sweeps_of(result, found.column, wanted, base) if found.column else []
    return Swept(loaded, result, wanted, found, sweeps)
