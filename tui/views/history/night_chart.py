"""The chart of one series over its nights, with a line where its level changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from analysis.history.histories_of import SeriesHistory
from analysis.sweeps.sweep import sweeps_over_time
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import Glyphs
from tui.views.sweeps.sweep_plot import sweep_chart

_LEAST_WIDTH: Final = 30
LEAST_HEIGHT: Final = 6
_FEWEST: Final = 3
"""Nights: of fewer there is nothing to see."""


def night_chart(
    series: SeriesHistory, by: Sequence[str], width: int, height: int, glyphs: Glyphs
) -> list[Text]:
    """Return the values of ``series`` over time under its name, in ``height`` lines of ``width``.

    Nothing where that is too small, or where there are too few nights.
    """
    if width < _LEAST_WIDTH or height < LEAST_HEIGHT or series.points.height < _FEWEST:
        return []
    chart = sweep_chart(sweeps_over_time([series], by, is_chosen=True), "value", log_y=False)
    titled = chart._replace(title=f"{chart.title}: {series.name}")
    return scaling_chart(titled, width, height, glyphs=glyphs, legend=False)
