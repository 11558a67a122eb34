"""What is drawn inside a frame: points, error bars, curves and guides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, cast

from tui.drawing.axes import Scale, all_drawable, is_drawable
from tui.drawing.canvas import Align
from tui.drawing.chart_series import Curve, Guide, Point
from tui.drawing.dot_columns import dots_between
from tui.drawing.frame import Area, Frame, value_at
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
    """Return of more spots than can be told apart the lowest and the highest in each place.

    Lines through these and through all look the same, nearly (U. Jugel and others, M4: A
    visualization-oriented time series data aggregation, VLDB 2014). Gaps and the last are kept.
    """
    if len(spots) <= frame.area.columns * frame.canvas.strokes:
        return spots
    columns = iter(frame.strokes([one.x for one in spots if one]))
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
    kept += () if at is None else _ends_of(spots, lowest[0], highest[0])
    return kept if kept[-1] is spots[-1] else [*kept, spots[-1]]


def last_of(spots: Sequence[Spot | None]) -> Sequence[Spot | None]:
    """Return the last spot that there is, alone."""
    return next(([one] for one in reversed(spots) if one), [])


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
    frame: Frame,
    spots: Sequence[Spot | None],
    fronts: Iterable[Sequence[Spot | None]],
    write: Callable[[float], str],
) -> None:
    """Write what each spot's value is above it, below or beside it, where that covers nothing.

    ``fronts``: the spots of all series that are to be seen, whose shapes, error bars and lines are
    not covered. A value that has no place is left out.
    """
    area, down = frame.area, frame.canvas.glyphs.down
    taken: set[tuple[int, int]] = set()
    lines: set[tuple[int, int]] = set()
    for each in fronts:
        lines.update(_cells_of_line(frame, each))
        taken.update(cell for one in each if one for cell in _cells_of(frame, one))
    for one in spots:
        if not one:
            continue
        column, row = frame.cell(one.x, one.y)
        text = write(one.y)
        for start, place, align in _places_of(column, row, len(text), area):
            around = {(at, place) for at in range(start - 1, start + len(text) + 1)}
            own = around - {(start - 1, place), (start + len(text), place)}
            if around & taken or own & lines:
                continue
            y = frame.y_dot(one.y) + (place - row) * down
            if align == "centre":
                frame.canvas.place((frame.x_dot(one.x), y), text)
            else:
                end = start if align == "left" else start + len(text) - 1
                frame.canvas.place((end * frame.canvas.glyphs.across, y), text, align=align)
            taken |= own
            break


def _places_of(column: int, row: int, length: int, area: Area) -> Iterator[tuple[int, int, Align]]:
    """Yield where a value of so many characters may stand inside the plot, the best place first.

    That is the column it starts in, its row, and the end of it that is nearest to the spot.
    """
    first, end = area.column, area.column + area.columns
    centred = column - (length - 1) // 2
    places: tuple[tuple[int, int, Align], ...] = (
        (centred, row - 1, "centre"),
        (centred, row + 1, "centre"),
        (column - length + 1, row - 1, "right"),
        (column - length - 1, row, "right"),
        (column, row - 1, "left"),
        (column + 2, row, "left"),
        (column, row + 1, "left"),
        (column - length + 1, row + 1, "right"),
    )
    for start, place, align in places:
        if first <= start and start + length <= end and area.row <= place < area.row + area.rows:
            yield start, place, align


def _cells_of_line(frame: Frame, spots: Sequence[Spot | None]) -> set[tuple[int, int]]:
    """Return the cells that the lines between spots go through."""
    across, down = frame.canvas.glyphs.across, frame.canvas.glyphs.down
    return {
        (x // across, y // down)
        for one, other in pairwise(spots)
        if one and other
        for x, y in dots_between(frame.dot(one.x, one.y), frame.dot(other.x, other.y))
    }


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
