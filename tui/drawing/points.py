"""What is drawn inside a frame: points, error bars, curves and guides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tui.drawing.axes import Scale, is_drawable
from tui.drawing.chart_series import Curve, Guide, Point
from tui.drawing.frame import Frame, value_at
from tui.drawing.palette import FAINT, highlighted

_DASHES: Final = {
    "solid": (1, 0),
    "long": (7, 2),
    "dashed": (3, 3),
    "dotted": (1, 2),
}


class Spot(NamedTuple):
    """A point that has a place on both axes."""

    x: float
    y: float
    low: float | None
    high: float | None


def spot(point: Point, x_scale: Scale, y_scale: Scale) -> Spot | None:
    """Return a point as a spot, or null where it has no place on the axes."""
    if is_drawable(point.x, x_scale) and is_drawable(point.y, y_scale):
        return Spot(point.x, point.y, point.low, point.high)
    return None


def draw_line(frame: Frame, spots: Sequence[Spot | None], style: str) -> None:
    """Join spots by straight lines, with a gap where one is missing."""
    frame.canvas.polyline((spot and frame.dot(spot.x, spot.y) for spot in spots), style)


def draw_spots(frame: Frame, spots: Sequence[Spot | None], shape: str, style: str) -> None:
    """Draw a shape in the cell of each spot."""
    for one in spots:
        if one:
            frame.canvas.write(*frame.cell(one.x, one.y), shape, style)


def draw_highlight(frame: Frame, one: Spot, shape: str, style: str) -> None:
    """Draw a spot that is set apart: its shape in a box of its colour, a cell wider each side."""
    column, row = frame.cell(one.x, one.y)
    left, right = frame.area.column, frame.area.column + frame.area.columns
    for place, sign in ((column - 1, " "), (column, shape), (column + 1, " ")):
        if left <= place < right:
            frame.canvas.write(place, row, sign, highlighted(style))


def draw_error_bars(frame: Frame, spots: Sequence[Spot | None], style: str) -> None:
    """Draw the intervals that reach beyond the cell of their spot.

    An end without a place on the axis, such as infinity, or 0 on a log scale, runs to the edge
    and has no cap.
    """
    glyphs = frame.canvas.glyphs
    for one in spots:
        if not one:
            continue
        column, row = frame.cell(one.x, one.y)
        top, top_sign = _bar_end(frame, one.high, row, frame.area.row, glyphs.bar_top)
        last = frame.area.row + frame.area.rows - 1
        bottom, bottom_sign = _bar_end(frame, one.low, row, last, glyphs.bar_bottom)
        if top < row:
            frame.canvas.write(column, top, top_sign, style)
        if bottom > row:
            frame.canvas.write(column, bottom, bottom_sign, style)
        for between in range(top + 1, bottom):
            frame.canvas.write(column, between, glyphs.vertical, style)


def _bar_end(frame: Frame, end: float | None, row: int, edge: int, cap: str) -> tuple[int, str]:
    """Return the row in which one end of an error bar lies, and the sign to draw there."""
    if end is None or end != end:
        return row, cap
    if not is_drawable(end, frame.y.scale):
        return edge, frame.canvas.glyphs.vertical
    return frame.row(end), cap


def draw_curve(frame: Frame, curve: Curve, low: float, high: float) -> None:
    """Draw a curve between two values of x."""
    at = curve.at if callable(curve.at) else _joined(frame, curve.at)
    frame.canvas.polyline(frame.trace(at, low, high), curve.style, _DASHES[curve.pattern])


def _joined(frame: Frame, points: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """Return the function that joins points by lines that are straight on the frame's axes."""
    known = [
        (frame.x.position(x), frame.y.position(y))
        for x, y in points
        if is_drawable(x, frame.x.scale) and is_drawable(y, frame.y.scale)
    ]

    def at(x: float) -> float:
        position = frame.x.position(x)
        after = bisect_right(known, (position, float("inf")))
        if not 0 < after < len(known):
            at_end = after and known[-1][0] == position
            return frame.y.value(known[-1][1]) if at_end else float("nan")
        (x0, y0), (x1, y1) = known[after - 1 : after + 1]
        return frame.y.value(y0 + (y1 - y0) * (position - x0) / (x1 - x0))

    return at


def curve_values(curve: Curve, xs: Sequence[float]) -> list[float | None]:
    """Return values of a curve by which to choose an axis: at ``xs``, or those it is made of."""
    if callable(curve.at):
        return [value_at(curve.at, x) for x in xs]
    return [y for _, y in curve.at]


def draw_guide(frame: Frame, guide: Guide) -> None:
    """Draw a guide across the plot; one that lies off the axis is left out."""
    area, glyphs = frame.area, frame.canvas.glyphs
    axis = frame.x if guide.axis == "x" else frame.y
    if not is_drawable(guide.at, axis.scale) or not 0 <= axis.position(guide.at) <= 1:
        return
    left, right = area.column * glyphs.across, (area.column + area.columns) * glyphs.across - 1
    top, bottom = area.row * glyphs.down, (area.row + area.rows) * glyphs.down - 1
    if guide.axis == "x":
        x = frame.column(guide.at) * glyphs.across
        ends = [(x, top), (x, bottom)]
    else:
        y = frame.row(guide.at) * glyphs.down + glyphs.down // 2
        ends = [(left, y), (right, y)]
    frame.canvas.polyline(ends, FAINT, _DASHES["dotted"])
