"""The scaling chart: measured series against a count, with what they would be ideally."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from rich.text import Text

from tui.drawing.axes import Axis, Scale, Tick, count_ticks, fit_axis, is_drawable
from tui.drawing.canvas import Canvas
from tui.drawing.frame import draw_frame
from tui.drawing.glyphs import BRAILLE, Glyphs
from tui.drawing.layout import draw_sentence, lay_out
from tui.drawing.legend import Entry
from tui.drawing.marks import (
    Spot,
    curve_values,
    draw_curve,
    draw_error_bars,
    draw_guide,
    draw_highlight,
    draw_line,
    draw_spots,
    spot,
)
from tui.drawing.palette import COLOURS, FAINT
from tui.drawing.series import Curve, Guide, Series


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series as it is drawn: its place in the sequence given, its spots and its look."""

    index: int
    series: Series
    spots: Sequence[Spot | None]
    shape: str
    style: str


def scaling_chart(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    glyphs: Glyphs = BRAILLE,
    title: str = "",
    x_scale: Scale = "log",
    y_scale: Scale = "log",
    percent: bool = False,
    ideal: Callable[[float], float] | Sequence[tuple[float, float]] | None = None,
    curves: Sequence[Curve] = (),
    guides: Sequence[Guide] = (),
    include: Sequence[float] = (),
    highlight: tuple[int, int] | None = None,
    chosen: Sequence[int] | None = None,
) -> list[Text]:
    """Draw series as shapes joined by lines; return ``height`` lines of exactly ``width`` cells.

    ``title`` names both axes and their units. Ticks of x are the measured counts; ``percent``
    writes fractions on y as percentages; y reaches the values to ``include`` whatever was
    measured. ``ideal`` is drawn dashed beneath everything, ``curves`` over it; they widen the
    axis of y on either side by no more than the height of what was measured. ``highlight`` is
    the index of a series and of one of its points, which is set apart and drawn on top.
    ``chosen`` lists the series to draw in a colour and a shape of their own, in this order; all
    others stay faint behind them. Without it the first eight are chosen.

    A point without a finite value, or with one that has no place on a log scale, is a gap in the
    line; the title line counts the latter kind. Without any point the chart is a sentence.
    """
    canvas = Canvas(width, height, glyphs)
    drawn = _looks(series, x_scale, y_scale, chosen, glyphs)
    measured = [one for each in drawn for one in each.spots if one]
    if not measured:
        draw_sentence(canvas, title, _why_empty(series))
        return canvas.lines()
    if ideal is not None:
        curves = (Curve("ideal", ideal), *curves)
    target = _highlighted(drawn, highlight)
    frame = draw_frame(
        canvas,
        lay_out(canvas, title, _remark(drawn), _entries(drawn, curves, guides, glyphs)),
        lambda columns: _count_axis(measured, x_scale, columns),
        [*_reach(measured, curves, y_scale), *include],
        y_scale,
        percent=percent,
        marked=target[1].x if target else None,
    )
    for guide in guides:
        draw_guide(frame, guide)
    first, last = min(one.x for one in measured), max(one.x for one in measured)
    for curve in curves:
        draw_curve(frame, curve, first, last)
    on_top = target[0] if target else None
    layers = sorted(drawn, key=lambda each: (each.style != FAINT, each is on_top))
    for each in layers:
        draw_line(frame, each.spots, each.style)
    for each in layers:
        if each.style != FAINT:
            draw_error_bars(frame, each.spots, each.style)
    for each in layers:
        draw_spots(frame, each.spots, each.shape, each.style)
    if target:
        each, one = target
        draw_highlight(frame, one, each.shape, each.style)
    return canvas.lines()


def _looks(
    series: Sequence[Series],
    x_scale: Scale,
    y_scale: Scale,
    chosen: Sequence[int] | None,
    glyphs: Glyphs,
) -> list[_Drawn]:
    """Give each series its spots, a shape and a style, in the order of the legend."""
    front = [index for index in dict.fromkeys(chosen or ()) if 0 <= index < len(series)]
    if chosen is None:
        front = list(range(min(len(series), len(COLOURS))))
    rest = [index for index in range(len(series)) if index not in front]
    own_looks = cycle(zip(glyphs.shapes, COLOURS, strict=True))
    looks = [*islice(own_looks, len(front)), *[(glyphs.rest, FAINT)] * len(rest)]
    return [
        _Drawn(
            index,
            series[index],
            [spot(point, x_scale, y_scale) for point in series[index].points],
            *look,
        )
        for index, look in zip([*front, *rest], looks, strict=True)
    ]


def _highlighted(
    drawn: Sequence[_Drawn], highlight: tuple[int, int] | None
) -> tuple[_Drawn, Spot] | None:
    """Return the series and the spot to set apart, if there is such a one."""
    if highlight is None:
        return None
    index, position = highlight
    for each in drawn:
        if each.index == index and 0 <= position < len(each.spots):
            one = each.spots[position]
            return (each, one) if one else None
    return None


def _entries(
    drawn: Sequence[_Drawn], curves: Sequence[Curve], guides: Sequence[Guide], glyphs: Glyphs
) -> list[Entry]:
    """Return the legend: what is in the foreground, then lines, then what stays behind them."""
    patterns = {"solid": glyphs.solid, "dashed": glyphs.dashed, "dotted": glyphs.dotted}
    series = [
        Entry(
            each.shape,
            each.style,
            each.series.name,
            each.series.final if any(each.spots) else "no value",
        )
        for each in drawn
    ]
    lines = [Entry(patterns[curve.pattern], curve.style, curve.name) for curve in curves]
    across = {"x": glyphs.upright, "y": glyphs.dotted}
    lines += [Entry(across[guide.axis], FAINT, guide.name) for guide in guides]
    front = sum(each.style != FAINT for each in drawn)
    return [*series[:front], *lines, *series[front:]]


def _count_axis(measured: Sequence[Spot], scale: Scale, columns: int) -> tuple[Axis, list[Tick]]:
    xs = [one.x for one in measured]
    return fit_axis(xs, scale, columns, margin=min(2.5, columns / 10)), count_ticks(xs)


def _reach(measured: Sequence[Spot], curves: Sequence[Curve], scale: Scale) -> list[float | None]:
    """Return the values that the axis of y has to show.

    A curve is shown as far as it does not make what was measured small.
    """
    values = [value for one in measured for value in (one.y, one.low, one.high)]
    if not curves:
        return values
    own = fit_axis(values, scale, cells=1, margin=0)
    xs = sorted({one.x for one in measured})
    return values + [
        own.value(max(-1.0, min(own.position(value), 2.0)))
        for curve in curves
        for value in curve_values(curve, xs)
        if is_drawable(value, scale)
    ]


def _remark(drawn: Sequence[_Drawn]) -> str:
    """Say how many points have a finite value but no place on the axes."""
    lost = sum(
        1
        for each in drawn
        for point, one in zip(each.series.points, each.spots, strict=True)
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
