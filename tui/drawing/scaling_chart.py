"""The scaling chart: measured series against a count, with what they would be ideally."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from rich.text import Text

from tui.drawing.axes import Scale, is_drawable
from tui.drawing.canvas import Canvas
from tui.drawing.chart_layout import draw_sentence, draw_title, lay_out, least_plot
from tui.drawing.chart_series import Chart, Guide, Panel, Series
from tui.drawing.frame import Area
from tui.drawing.legend import LegendEntry
from tui.drawing.palette import FAINT
from tui.drawing.points import spots_of
from tui.drawing.series_styles import SeriesStyle, series_styles
from tui.drawing.xy_plot import Across, Plot, Spots, draw_plot
from tui.formatting.glyphs import BRAILLE, Glyphs

_PANEL_SHARE: Final = 0.36
"""The share of the rows that a panel takes."""
_PANEL_LEAST: Final = 6
"""The rows of a panel without its axis: in fewer one cannot read a value. Its axis takes one more,
its labels another, its name a third."""


def scaling_chart(
    chart: Chart, width: int, height: int, *, glyphs: Glyphs = BRAILLE, legend: bool = True
) -> list[Text]:
    """Draw series as shapes joined by lines; return ``height`` lines of exactly ``width`` cells.

    The ``legend`` can be left to the caller.
    """
    canvas = Canvas(width, height, glyphs)
    draw_chart(canvas, chart, legend=legend)
    return canvas.lines()


def draw_chart(canvas: Canvas, chart: Chart, *, legend: bool = True) -> None:
    """Draw a chart on all of a canvas.

    A point without a finite value, or with one that has no place on a log scale, is a gap in the
    line; the title line counts the latter kind. Without any point the chart is a sentence.
    """
    series, glyphs, highlight = chart.series, canvas.glyphs, chart.highlight
    drawn = series_styles(len(series), chart.chosen, glyphs)
    plot = Plot(
        _spots(series, chart.x_scale, chart.y_scale),
        chart.y_scale,
        chart.percent,
        chart.curves,
        chart.guides,
        chart.include,
    )
    if not plot.measured():
        draw_sentence(canvas, chart.title, _why_empty(series))
        return
    below = _panel_plot(chart.panel, chart.x_scale) if chart.panel else None
    if below is not None and not (_has_room(least_plot(canvas)) and below.measured()):
        below = None
    guides = dict.fromkeys([*plot.guides, *(below.guides if below else [])])
    entries = _entries(series, plot, guides, drawn, glyphs) if legend else []
    area = lay_out(canvas, chart.title, _remark(series, plot.spots), entries)
    counts = [one.x for one in plot.measured()]
    if below is None:
        draw_plot(canvas, area, plot, _across(chart, counts), drawn, highlight)
        return
    upper, head, lower = _parted(area)
    counts += [one.x for one in below.measured()]
    across = _across(chart, counts)
    beside = max(
        plot.beside(across.counts, upper.rows - 1), below.beside(across.counts, lower.rows - 2)
    )
    draw_plot(canvas, upper, plot, across, drawn, highlight, beside=beside, labelled=False)
    draw_title(canvas, chart.panel.title if chart.panel else "", head)
    named_from = _PANEL_LEAST + 3
    draw_plot(canvas, lower, below, across, drawn, highlight, beside=beside, named_from=named_from)


def _has_room(area: Area) -> bool:
    """Whether a panel fits into the area of a plot."""
    return _parted(area)[2].rows - 2 >= _PANEL_LEAST


def _across(chart: Chart, counts: Sequence[float]) -> Across:
    until = chart.until
    further = is_drawable(until, chart.x_scale) and until > max(counts)
    reached = [*counts, until] if further and until else counts
    return Across(chart.x_scale, reached, chart.across, chart.written, chart.ticks)


def _parted(area: Area) -> tuple[Area, Area, Area]:
    """Divide an area into one for the upper plot, a line for the panel's title, and the panel."""
    rows = round(area.rows * _PANEL_SHARE)
    upper = Area(area.column, area.row, area.columns, area.rows - rows)
    head = Area(area.column, area.row + upper.rows, area.columns, 1)
    return upper, head, Area(area.column, head.row + 1, area.columns, rows - 1)


def _panel_plot(panel: Panel, x_scale: Scale) -> Plot:
    return Plot(
        _spots(panel.series, x_scale, "linear"),
        "linear",
        panel.percent,
        panel.curves,
        panel.guides,
        panel.include,
    )


def _spots(series: Sequence[Series], x_scale: Scale, y_scale: Scale) -> dict[int, Spots]:
    return {index: spots_of(each.points, x_scale, y_scale) for index, each in enumerate(series)}


def _entries(
    series: Sequence[Series],
    plot: Plot,
    guides: Iterable[Guide],
    drawn: dict[int, SeriesStyle],
    glyphs: Glyphs,
) -> list[LegendEntry]:
    """Return the legend: what is in the foreground, then lines, then what stays behind them."""
    entries = [
        LegendEntry(
            *look,
            series[index].name,
            series[index].final if any(plot.spots[index]) else "no value",
        )
        for index, look in drawn.items()
    ]
    lines = [
        LegendEntry(glyphs.pattern(curve.pattern), curve.style, curve.name) for curve in plot.curves
    ]
    across = {"x": glyphs.upright, "y": glyphs.dotted}
    lines += [LegendEntry(across[each.axis], FAINT, each.name) for each in guides if each.name]
    front = sum(look.is_front for look in drawn.values())
    return [*entries[:front], *lines, *entries[front:]]


def _remark(series: Sequence[Series], spots: dict[int, Spots]) -> str:
    """Say how many points have a finite value but no place on the axes."""
    lost = sum(
        1
        for index, each in enumerate(series)
        for point, one in zip(each.points, spots[index], strict=True)
        if one is None and point.y is not None and math.isfinite(point.y)
    )
    if not lost:
        return ""
    return f"{lost} {'point' if lost == 1 else 'points'} off the scale"


def _why_empty(series: Sequence[Series]) -> str:
    if not series:
        return "Nothing to draw: no series is selected."
    if not any(_has_value(one) for one in series):
        return "Nothing to draw: no point has a value."
    return "Nothing to draw: a log scale has no place for values of 0 or less."


def _has_value(series: Series) -> bool:
    return any(point.y is not None and math.isfinite(point.y) for point in series.points)
