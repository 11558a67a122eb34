"""The chart of a report: a picture, lines of text, and coordinates of the same points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from analysis.series.series import ScalingSeries
from parsers.clean import clean
from tui.drawing.chart_series import Point, Series
from tui.drawing.series_styles import MOST
from tui.formatting.glyphs import BRAILLE
from tui.formatting.numbers import percent
from tui.views.document import Figure, PlotPanel
from tui.views.scaling.measures import SeriesLine, drawn
from tui.views.scaling.scaling_columns import counted
from tui.views.scaling.scaling_picture import picture
from tui.views.scaling.scaling_plot import plot

WIDTH: Final = 100
HEIGHT: Final = 30
PERCENT: Final = 100


def scaling_figure(
    name: str, title: str, series: Sequence[ScalingSeries], floor: float
) -> Figure | None:
    """Return the chart of the first few of ``series``; None where none has a speedup."""
    scaled = [each for each in series if each.points["speedup"].drop_nulls().len() > 1]
    if not scaled:
        return None
    front = scaled[:MOST]
    lines = plot(front, "speedup", WIDTH, HEIGHT, BRAILLE, floor=floor)
    shown = "" if len(front) == len(scaled) else f", first {len(front)} of {len(scaled)} series"
    caption = (
        f"{title}: speedup and efficiency vs. {counted(front)}{shown}. Dashed: ideal; dotted: "
        f"efficiency of {percent(floor, 0)} %."
    )
    return Figure(
        name,
        caption,
        picture(lines, WIDTH, clean(title)),
        tuple(line.plain.rstrip() for line in lines),
        _panels(front, floor),
    )


def _panels(series: Sequence[ScalingSeries], floor: float) -> tuple[PlotPanel, ...]:
    lines = [SeriesLine(each, each.points.rows(named=True)) for each in series]
    over = counted(series)
    efficiencies = tuple(_in_percent(drawn(line, "efficiency")) for line in lines)
    speedups = tuple(drawn(line, "speedup") for line in lines)
    return (
        PlotPanel(over, "speedup", speedups, _ideals(series)),
        PlotPanel(over, "efficiency (%)", efficiencies, (), floor * PERCENT, log_y=False),
    )


def _in_percent(series: Series) -> Series:
    return series._replace(
        points=tuple(
            Point(x, *(None if each is None else each * PERCENT for each in (y, low, high)))
            for x, y, low, high in series.points
        )
    )


def _ideals(series: Sequence[ScalingSeries]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the ideal of each baseline: from it to the largest count, in proportion."""
    largest = max(each.points["count"].max() for each in series)  # type: ignore[type-var]
    assert isinstance(largest, int)
    bases = sorted({each.baseline_count for each in series if each.baseline_count})
    return tuple(
        ((float(base), 1.0), (float(largest), largest / base)) for base in bases if base < largest
    )
