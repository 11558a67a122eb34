"""A chart as coordinates for pgfplots, so that it has the fonts of the document around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final

from tui.drawing.chart_series import Series
from tui.printed.latex_text import escaped
from tui.views.document import Figure, PlotPanel

MARKS: Final = ("*", "square*", "triangle*", "diamond*", "o", "square", "triangle", "diamond")
"""Shapes beside colours: of two series of one colour, one is filled."""
COLOURS: Final = ("blue!70!black", "orange!90!black", "teal", "red!75!black")
MOST: Final = 12
"""Counts that stand below the axis, each."""


def figure_lines(figure: Figure) -> Iterator[str]:
    """Yield a figure: its panels one below the other, then the caption."""
    yield r"\begin{center}"
    for number, panel in enumerate(figure.panels):
        if number:
            yield r"\par\medskip"
        yield from _panel(panel, with_legend=number == 0)
    yield r"\end{center}"
    yield escaped(figure.caption)
    yield ""


def _panel(panel: PlotPanel, *, with_legend: bool) -> Iterator[str]:
    counts = sorted({point.x for each in panel.series for point in each.points})
    kept = counts if len(counts) <= MOST else counts[:: -(-len(counts) // MOST)]
    ticks = ",".join(f"{count:g}" for count in kept)
    yield r"\begin{tikzpicture}"
    yield r"\begin{axis}["
    yield r"  width=0.95\linewidth, height=0.5\linewidth, grid=major,"
    yield "  xmode=log, log basis x=2, " + (
        "ymode=log, log basis y=2," if panel.log_y else "ymin=0,"
    )
    yield f"  xtick={{{ticks}}}, log ticks with fixed point,"
    yield f"  xlabel={{{escaped(panel.x_title)}}}, ylabel={{{escaped(panel.y_title)}}},"
    yield "  legend style={at={(0.5,-0.2)}, anchor=north, font=\\small}, legend cell align=left,"
    yield "]"
    for number, series in enumerate(panel.series):
        yield from _series(series, number, with_legend=with_legend)
    for number, ideal in enumerate(panel.ideals):
        yield r"\addplot[black!60, dashed, forget plot] coordinates {" + _joined(ideal) + "};"
        if with_legend and number == 0:
            yield r"\addlegendimage{black!60, dashed}"
            yield r"\addlegendentry{ideal}"
    if panel.floor is not None and counts:
        ends = [(counts[0], panel.floor), (counts[-1], panel.floor)]
        yield r"\addplot[black!60, dotted, forget plot] coordinates {" + _joined(ends) + "};"
    yield r"\end{axis}"
    yield r"\end{tikzpicture}"


def _series(series: Series, number: int, *, with_legend: bool) -> Iterator[str]:
    look = f"{COLOURS[number % len(COLOURS)]}, mark={MARKS[number % len(MARKS)]}"
    yield rf"\addplot[{look}, thick, error bars/.cd, y dir=both, y explicit] coordinates {{"
    for x, y, low, high in series.points:
        if y is None or not isfinite(y):
            continue
        is_known = low is not None and high is not None and isfinite(low) and isfinite(high)
        below, above = (y - low, high - y) if is_known else (0, 0)  # type: ignore[operator]
        yield f"  ({x:g},{y:.6g}) += (0,{above:.6g}) -= (0,{below:.6g})"
    yield "};"
    if with_legend:
        yield rf"\addlegendentry{{{escaped(series.name)}}}"


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"({x:g},{y:.6g})" for x, y in points)
