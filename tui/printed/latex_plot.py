"""A chart as coordinates for pgfplots, so that it has the fonts of the document around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from tui.drawing.chart_series import Chart, Curve, Panel, Point, Series
from tui.printed.latex_text import escaped
from tui.views.document import Figure

_MARKS: Final = ("*", "square*", "triangle*", "diamond*", "o", "square", "triangle", "diamond")
"""Shapes beside colours: of two series of one colour, one is filled."""
_COLOURS: Final = ("blue!70!black", "orange!90!black", "teal", "red!75!black")
_LONG: Final = {"long": "loosely dashed"}
"""Patterns that pgfplots has other names for."""
_MOST: Final = 12
"""Counts that stand below the axis, each."""
_SAMPLES: Final = 33
"""Points of a curve, at equal distances on the axis."""
_PERCENT: Final = 100


def figure_lines(figure: Figure) -> Iterator[str]:
    """Yield a figure: its panels one below the other, then the caption."""
    chart = figure.chart
    yield r"\begin{center}"
    yield from _axes(chart, chart.title, chart, is_first=True)
    if chart.panel is not None:
        yield r"\par\medskip"
        yield from _axes(chart.panel, chart.panel.title, chart, is_first=False)
    yield r"\end{center}"
    yield escaped(figure.caption)
    yield ""


def _axes(panel: Chart | Panel, title: str, chart: Chart, *, is_first: bool) -> Iterator[str]:
    counts = sorted({point.x for each in chart.series for point in each.points})
    placed = chart.ticks or counts
    kept = placed if len(placed) <= _MOST else placed[:: -(-len(placed) // _MOST)]
    times = _PERCENT if panel.percent else 1
    is_log = isinstance(panel, Chart) and panel.y_scale == "log"
    y_axis = "ymode=log, log basis y=2" if is_log else "ymin=0"
    yield r"\begin{tikzpicture}"
    yield r"\begin{axis}["
    yield r"  width=0.95\linewidth, height=0.5\linewidth, grid=major,"
    x_axis = "xmode=log, log basis x=2, " if chart.x_scale == "log" else ""
    yield f"  {x_axis}{y_axis}, log ticks with fixed point,"
    labels = ",".join(f"{{{escaped(chart.written(x))}}}" for x in kept)
    yield f"  xtick={{{','.join(f'{x:.10g}' for x in kept)}}}, xticklabels={{{labels}}},"
    name = f"{title[:1].upper()}{title[1:]}" + (" (%)" if panel.percent else "")
    yield f"  xlabel={{{escaped(chart.across)}}}, ylabel={{{escaped(name)}}},"
    yield "  legend style={at={(0.5,-0.2)}, anchor=north, font=\\small}, legend cell align=left,"
    yield "]"
    for number, series in enumerate(panel.series):
        yield from _series(series, number, times, is_named=is_first)
    for curve in panel.curves:
        sampled = _sampled(curve, counts, is_log=chart.x_scale == "log")
        points = [(x, y * times) for x, y in sampled]
        pattern = _LONG.get(curve.pattern, curve.pattern)
        yield from _line(pattern, points, curve.name if is_first else "")
    for guide in panel.guides:
        if guide.axis == "y" and counts:
            ends = [(count, guide.at * times) for count in (counts[0], counts[-1])]
            yield from _line("dotted", ends, "")
    yield r"\end{axis}"
    yield r"\end{tikzpicture}"


def _series(series: Series, number: int, times: float, *, is_named: bool) -> Iterator[str]:
    color, mark = _COLOURS[number % len(_COLOURS)], _MARKS[number % len(_MARKS)]
    look = f"{color}, mark={mark}{_legend(is_named=is_named)}"
    yield rf"\addplot[{look}, thick, error bars/.cd, y dir=both, y explicit] coordinates {{"
    for point in series.points:
        if point.y is not None and math.isfinite(point.y):
            below, above = _error(point, point.y)
            yield (
                f"  ({point.x:.10g},{point.y * times:.6g})"
                f" += (0,{above * times:.6g}) -= (0,{below * times:.6g})"
            )
    yield "};"
    if is_named:
        yield rf"\addlegendentry{{{escaped(series.name)}}}"


def _error(point: Point, y: float) -> tuple[float, float]:
    """Return how far the interval of a point reaches down and up; not at all where it has none."""
    low, high = point.low, point.high
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 0.0
    return y - low, high - y


def _line(pattern: str, points: Sequence[tuple[float, float]], name: str) -> Iterator[str]:
    joined = " ".join(f"({x:.10g},{y:.6g})" for x, y in points)
    look = f"black!60, {pattern}{_legend(is_named=bool(name))}"
    yield rf"\addplot[{look}] coordinates {{{joined}}};"
    if name:
        yield rf"\addlegendentry{{{escaped(name)}}}"


def _legend(*, is_named: bool) -> str:
    """Return what keeps a plot out of the legend, where it has no name there."""
    return "" if is_named else ", forget plot"


def _sampled(curve: Curve, counts: Sequence[float], *, is_log: bool) -> list[tuple[float, float]]:
    """Return points of a curve along the counts, at even distances on the axis, as far as known."""
    if not callable(curve.at):
        return list(curve.at)
    if not counts:
        return []
    to_axis, from_axis = (math.log, math.exp) if is_log else (float, float)
    first, last = to_axis(counts[0]), to_axis(counts[-1])
    steps = [first + (last - first) * step / (_SAMPLES - 1) for step in range(_SAMPLES)]
    xs = sorted({*counts, *(from_axis(step) for step in steps[1:-1])})
    found = ((x, curve.at(x)) for x in xs)
    return [(x, y) for x, y in found if math.isfinite(y)]
