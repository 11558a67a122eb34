"""What is drawn inside a frame: points, error bars, curves and guides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, cast

from tui.drawing.axes import Scale, all_drawable, is_drawable
from tui.drawing.chart_series import Curve, Guide, Point
from tui.drawing.frame import Frame, value_at
from tui.drawing.palette import FAINT

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


def spots_of(points: Sequence[Point], x_scale: Scale, y_scale: Scale) -> list[Spot | None]:
    """Return points as spots, null where one has no place on the axes."""
    if all_drawable([one.x for one in points], x_scale) and all_drawable(
        [one.y for one in points], y_scale
    ):
        # With a place on both axes it has the fields of a spot; to make a thousand anew takes time.
        return cast("list[Spot | None]", [*points])
    return [
        Spot(one.x, one.y, one.low, one.high)
        if is_drawable(one.x, x_scale) and is_drawable(one.y, y_scale)
        else None
        for one in points
    ]


def draw_line(
    frame: Frame, spots: Sequence[Spot | None], style: str, *, thick: bool = False
) -> None:
    """Join spots by straight lines, with a gap where one is missing."""
    dots = (spot and frame.dot(spot.x, spot.y) for spot in spots)
    frame.canvas.polyline(dots, style, thick=thick)


def thinned(frame: Frame, spots: Sequence[Spot | None]) -> Sequence[Spot | None]:
    """Return of more spots than there are columns the lowest and the highest in each column.

    Lines through these and through all cover the same cells, nearly (U. Jugel and others, M4: A
    visualization-oriented time series data aggregation, VLDB 2014). Gaps are kept.
    """
    if len(spots) <= frame.area.columns:
        return spots
    columns = iter(frame.columns([one.x for one in spots if one]))
    kept: list[Spot | None] = []
    at: int | None = None
    lowest, highest = (0, 0.0), (0, 0.0)
    for number, one in enumerate(spots):
        column = next(columns) if one else None
        if column != at or not number:
            kept += () if at is None else _ends_of(spots, lowest[0], highest[0])
            if one is None:
                kept.append(None)
            else:
                lowest = highest = number, one.y
            at = column
        elif one and one.y < lowest[1]:
            lowest = number, one.y
        elif one and one.y > highest[1]:
            highest = number, one.y
    return [*kept, *(() if at is None else _ends_of(spots, lowest[0], highest[0]))]


def _ends_of(spots: Sequence[Spot | None], one: int, other: int) -> Sequence[Spot | None]:
    """Return two spots in their order, or one where they are the same."""
    return [spots[one]] if one == other else [spots[min(one, other)], spots[max(one, other)]]


def draw_spots(frame: Frame, spots: Sequence[Spot | None], shape: str, style: str) -> None:
    """Draw a shape at each spot."""
    for one in spots:
        if one:
            frame.canvas.place(frame.dot(one.x, one.y), shape, style)


def draw_highlight(frame: Frame, one: Spot, shape: str, style: str) -> None:
    """Draw a spot that is set apart, inside the plot."""
    inside = frame.area.column, frame.area.column + frame.area.columns
    frame.canvas.set_apart(frame.dot(one.x, one.y), shape, style, inside)


def draw_values(
    frame: Frame, spots: Sequence[Spot | None], taken: Iterable[Spot], write: Callable[[float], str]
) -> None:
    """Write what each spot's value is above it, or else below, where that covers nothing."""
    area = frame.area
    covered = {cell for one in taken for cell in _cells_of(frame, one)}
    for one in spots:
        if not one:
            continue
        column, row = frame.cell(one.x, one.y)
        text = write(one.y)
        centred = column - (len(text) - 1) // 2
        start = max(area.column, min(centred, area.column + area.columns - len(text)))
        for place in (row - 1, row + 1):
            cells = {(at, place) for at in range(start - 1, start + len(text) + 1)}
            if area.row <= place < area.row + area.rows and not cells & covered:
                if start == centred:
                    x, y = frame.dot(one.x, one.y)
                    frame.canvas.place((x, y + (place - row) * frame.canvas.glyphs.down), text)
                else:
                    frame.canvas.write(start, place, text)
                covered |= cells
                break


def _cells_of(frame: Frame, one: Spot) -> set[tuple[int, int]]:
    """Return the cells of a spot and its error bar."""
    column, row = frame.cell(one.x, one.y)
    rows = [row, *(to // frame.canvas.glyphs.down for to, _ in _bar_ends(frame, one))]
    return {(column, at) for at in range(min(rows), max(rows) + 1)}


def draw_error_bars(frame: Frame, spots: Sequence[Spot | None], style: str) -> None:
    """Draw the intervals that reach beyond the cell of their spot.

    An end without a place on the axis, such as infinity, or 0 on a log scale, runs to the edge
    and has no cap.
    """
    for one in spots:
        if one:
            x, y = frame.dot(one.x, one.y)
            for to, cap in _bar_ends(frame, one):
                frame.canvas.upright((x, y), (x, to), style, cap)


def _bar_ends(frame: Frame, one: Spot) -> Iterator[tuple[int, str]]:
    """Yield how far down the ends of an error bar are, in dots, and the sign to draw there."""
    glyphs, area = frame.canvas.glyphs, frame.area
    y = frame.y_dot(one.y)
    top, bottom = area.row * glyphs.down, (area.row + area.rows) * glyphs.down - 1
    for end, edge, cap in ((one.high, top, glyphs.bar_top), (one.low, bottom, glyphs.bar_bottom)):
        if end is None or end != end:
            continue
        known = is_drawable(end, frame.y.scale)
        to = frame.y_dot(end) if known else edge
        if (to < y) == (edge == top) and to != y:
            yield to, cap if known else glyphs.vertical


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
        x = frame.x_dot(guide.at)
        ends = [(x, top), (x, bottom)]
    else:
        y = frame.y_dot(guide.at)
        ends = [(left, y), (right, y)]
    frame.canvas.polyline(ends, FAINT, _DASHES["dotted"])
