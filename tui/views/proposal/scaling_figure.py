"""The chart of a report."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.series.series import ScalingSeries
from parsers.clean import clean
from tui.drawing.series_styles import MOST
from tui.formatting.numbers import percent
from tui.views.document import Figure
from tui.views.scaling.scaling_columns import counted
from tui.views.scaling.scaling_plot import chart_of


def scaling_figure(
    name: str, title: str, series: Sequence[ScalingSeries], floor: float
) -> Figure | None:
    """Return the chart of the first few of ``series``; None where none has a speedup."""
    scaled = [each for each in series if each.points["speedup"].drop_nulls().len() > 1]
    if not scaled:
        return None
    front = scaled[:MOST]
    shown = "" if len(front) == len(scaled) else f", first {len(front)} of {len(scaled)} series"
    caption = (
        f"{title}: speedup and efficiency vs. {counted(front)}{shown}. Dashed: ideal; dotted: "
        f"efficiency of {percent(floor, 0)} %."
    )
    return Figure(name, clean(title), caption, chart_of(front, "speedup", floor=floor))
