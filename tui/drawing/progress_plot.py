"""The course of runs over their steps or epochs, laid over one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, groupby
from typing import Final

from rich.text import Text

from tui.drawing.axes import Axis, Scale, Tick, fit_axis, value_ticks
from tui.drawing.canvas import Canvas
from tui.drawing.chart_layout import draw_sentence, lay_out
from tui.drawing.chart_series import Series
from tui.drawing.frame import Frame, draw_frame
from tui.drawing.legend import LegendEntry
from tui.drawing.palette import COLOURS
from tui.drawing.points import Spot, draw_line, draw_spots, spots_of
from tui.formatting.glyphs import BRAILLE, Glyphs

_TICK_GAP: Final = 8
_SHAPES_APART: Final = 12


def progress_plot(
    runs: Sequence[Series],
    width: int,
    height: int,
    *,
    glyphs: Glyphs = BRAILLE,
    title: str = "",
    y_scale: Scale = "linear",
    percent: bool = False,
) -> list[Text]:
    """Draw a curve for each run; return ``height`` lines of exactly ``width`` cells.

    The points of each series lie at its own steps or epochs, in ascending order. A missing value
    is a gap. Curves with few points show each of them as a shape, others one here and there, so
    that they differ without colours too. Without any point the plot is a sentence.
    """
    canvas = Canvas(width, height, glyphs)
    spots = [spots_of(run.points, "linear", y_scale) for run in runs]
    known = [one for course in spots for one in course if one]
    if not known:
        draw_sentence(canvas, title, "Nothing to draw: no run has values along its course.")
        return canvas.lines()
    looks = list(zip(runs, spots, cycle(glyphs.shapes), cycle(COLOURS), strict=False))
    entries = [LegendEntry(shape, style, run.name, run.final) for run, _, shape, style in looks]
    frame = draw_frame(
        canvas,
        lay_out(canvas, title, "", entries),
        lambda columns: _step_axis([one.x for one in known], columns),
        [one.y for one in known],
        y_scale,
        percent=percent,
    )
    for _, course, _, style in looks:
        draw_line(frame, list(_thinned(frame, course)), style)
    for index, (_, course, shape, style) in enumerate(looks):
        draw_spots(frame, _shown(frame, course, index), shape, style)
    return canvas.lines()


def _step_axis(steps: Sequence[float], columns: int) -> tuple[Axis, list[Tick]]:
    axis = fit_axis(steps, "linear", columns, margin=min(1.5, columns / 10))
    gap = min(_TICK_GAP, columns / 3)
    if all(step.is_integer() for step in steps):
        gap = max(gap, columns / (axis.end - axis.start))
    return axis, value_ticks(axis, columns, gap)


def _thinned(frame: Frame, course: Sequence[Spot | None]) -> Iterator[Spot | None]:
    """Yield what decides how a curve looks: of each column of dots the first, last and extremes."""

    def place(one: Spot | None) -> int | None:
        return one and frame.dot(one.x, one.y)[0]

    for x, group in groupby(course, key=place):
        if x is None:
            yield None
            continue
        spots = [one for one in group if one]
        if len(spots) <= 4:
            yield from spots
            continue
        low, high = (pick(spots, key=lambda one: one.y) for pick in (min, max))
        yield from (spots[0], *sorted((low, high)), spots[-1])


def _shown(frame: Frame, course: Sequence[Spot | None], phase: int) -> list[Spot]:
    """Choose the spots that get a shape: all of a few, else some with room between them."""
    spots = [one for one in course if one]
    apart = 1 if len(spots) <= frame.area.columns / 3 else _SHAPES_APART
    shown: list[Spot] = []
    free_from = frame.area.column + (phase % 2) * apart // 2
    for one in spots:
        column = frame.column(one.x)
        if column >= free_from:
            shown.append(one)
            free_from = column + apart
    return shown or spots[-1:]
