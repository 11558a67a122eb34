"""The frame of a plot: both axes with ticks and labels, and the place of a value inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from tui.drawing.axes import (
    Axis,
    PlacedLabel,
    Scale,
    Tick,
    fit_axis,
    in_whole_cells,
    is_drawable,
    labelling_order,
    place_labels,
    value_ticks,
)
from tui.drawing.canvas import Canvas
from tui.drawing.dot_columns import Dot
from tui.drawing.palette import FAINT, HEADING
from tui.drawing.text_cells import cells

_LEAST_COLUMNS: Final = 4
_LEAST_ROWS: Final = 2
_EVEN_FROM: Final = 4
"""The rows in which there is room for ticks at even distances."""
NAMED_FROM: Final = 12
"""The rows in which there is room for a line with the name of the axis of x."""
_NAME_APART: Final = 1
"""Blanks between the name of an axis and the labels beside it."""


class Area(NamedTuple):
    """A rectangle of cells."""

    column: int
    row: int
    columns: int
    rows: int


class Frame(NamedTuple):
    """A plot's inner area on a canvas and its two axes."""

    canvas: Canvas
    area: Area
    x: Axis
    y: Axis

    def dot(self, x: float, y: float) -> Dot:
        """Return the dot of a drawable point; one off the axes goes to the nearest edge."""
        return self.x_dot(x), self.y_dot(y)

    def x_dot(self, x: float) -> int:
        """Return how far right the dots of a drawable x are."""
        across, area = self.canvas.glyphs.across, self.area
        return area.column * across + _nearest(self.x.position(x), area.columns * across)

    def y_dot(self, y: float) -> int:
        """Return how far down the dots of a drawable y are."""
        down, area = self.canvas.glyphs.down, self.area
        return area.row * down + _nearest(1 - self.y.position(y), area.rows * down)

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and row of a drawable point."""
        dot_x, dot_y = self.dot(x, y)
        return dot_x // self.canvas.glyphs.across, dot_y // self.canvas.glyphs.down

    def column(self, x: float) -> int:
        """Return the column of a drawable x."""
        return self.area.column + _nearest(self.x.position(x), self.area.columns)

    def strokes(self, xs: Sequence[float]) -> list[int]:
        """Return the upright strokes that many drawable x are on; as many as can be told apart."""
        size = self.area.columns * self.canvas.strokes
        if self.x.scale != "linear":
            return [_nearest(self.x.position(x), size) for x in xs]
        start, extent, last = self.x.start, self.x.end - self.x.start, size - 1
        return [max(0, min(int((x - start) / extent * size), last)) for x in xs]

    def trace(self, at: Callable[[float], float], low: float, high: float) -> Iterator[Dot | None]:
        """Yield the dots of a function between two values of x; null where it leaves the plot."""
        glyphs, area = self.canvas.glyphs, self.area
        across, down = area.columns * glyphs.across, area.rows * glyphs.down
        left, top = area.column * glyphs.across, area.row * glyphs.down
        first, last = (int(self.x.position(x) * across) for x in (low, high))
        for index in range(max(first, 0), min(last + 1, across)):
            y = value_at(at, min(max(self.x.value((index + 0.5) / across), low), high))
            position = self.y.position(y) if is_drawable(y, self.y.scale) else -1.0
            if 0 <= position <= 1:
                yield left + index, top + _nearest(1 - position, down)
            else:
                yield None


def value_at(function: Callable[[float], float], x: float) -> float | None:
    """Return a function's value, or null where it has none."""
    try:
        return function(x)
    except (ArithmeticError, ValueError):
        return None


def _nearest(position: float, size: int) -> int:
    return max(0, min(int(position * size), size - 1))


def draw_frame(
    canvas: Canvas,
    area: Area,
    x_axis: Callable[[int], tuple[Axis, Sequence[Tick]]],
    y_values: Sequence[float | None],
    y_scale: Scale,
    *,
    percent: bool = False,
    marked: float | None = None,
    beside: int = 0,
    labelled: bool = True,
    name: str = "",
    named_from: int = NAMED_FROM,
) -> Frame:
    """Draw axes, ticks and labels into ``area`` and return the frame of what is left inside.

    ``x_axis`` makes the axis and its ticks for a number of columns, which is known only once the
    labels of y are; these take ``beside`` columns at least. In an area too small for axes and a
    plot the axes are left out. The label at the ``marked`` value of x is set apart, and never
    dropped for want of room. Unless ``labelled``, the ticks of x have no labels: another plot
    below has them, and the ``name`` of the axis, which has a line of its own in an area of
    ``named_from`` rows where the labels leave it no room.
    """

    def in_rows(rows: int) -> tuple[Frame, list[Tick], Sequence[Tick]] | None:
        y, y_ticks = _y_axis(y_values, y_scale, rows, percent)
        left = max(beside, beside_labels(y_ticks))
        if rows < _LEAST_ROWS or area.columns - left < _LEAST_COLUMNS:
            return None
        inner = Area(area.column + left, area.row, area.columns - left, rows)
        x, x_ticks = x_axis(inner.columns)
        return Frame(canvas, inner, x, y), y_ticks, x_ticks

    made = in_rows(area.rows - (2 if labelled else 1))
    if made is None:
        y, _ = _y_axis(y_values, y_scale, area.rows, percent)
        return Frame(canvas, area, x_axis(area.columns)[0], y)
    # As without a marked label: the plot stays as high wherever the cursor is.
    if name and labelled and area.rows >= named_from and _room(*made[::2], area, name) is None:
        made = in_rows(area.rows - 3) or made
    frame, y_ticks, x_ticks = made
    draw_y_axis(frame, y_ticks)
    draw_x_axis(frame, x_ticks, area if labelled else None, marked, name)
    down = [frame.y_dot(tick.value) for tick in y_ticks]
    for at in (frame.x_dot(tick.value) for tick in x_ticks):
        for y_dot in down:
            canvas.place((at, y_dot), canvas.glyphs.grid, FAINT)
    return frame


def columns_beside(
    values: Sequence[float | None], scale: Scale, rows: int, *, percent: bool = False
) -> int:
    """Return the columns that the axis of ``values`` and its labels take left of a plot."""
    return beside_labels(_y_axis(values, scale, rows, percent)[1])


def beside_labels(ticks: Sequence[Tick]) -> int:
    """Return the columns of labels, a tick and the axis."""
    return max((len(tick.label) for tick in ticks), default=0) + 2


def _y_axis(
    values: Sequence[float | None], scale: Scale, rows: int, percent: bool
) -> tuple[Axis, list[Tick]]:
    """Return the axis of ``values`` in so many rows, and its ticks."""
    axis = fit_axis(values, scale, rows, margin=max(0.0, min(0.5, rows / 4)))
    if scale == "linear" and rows >= _EVEN_FROM:
        signed = any(value is not None and value < 0 for value in values)
        axis, apart = in_whole_cells(axis, rows, signed=signed)
        return axis, value_ticks(axis, rows, apart, percent=percent)
    return axis, _y_ticks(axis, rows, percent)


def _y_ticks(axis: Axis, rows: int, percent: bool) -> list[Tick]:
    """Return ticks three rows apart where there is height for several, closer otherwise.

    A log axis has few round numbers: better some labels in neighbouring rows than three in all.
    """
    for gap, enough in ((3, 4), (1.5, 4), (2, 2)):
        ticks = value_ticks(axis, rows, gap, percent=percent)
        if len(ticks) >= enough:
            return ticks
    return value_ticks(axis, rows, 1, percent=percent)


def draw_y_axis(frame: Frame, ticks: Sequence[Tick]) -> None:
    """Draw the line left of a frame's area with ticks, and the labels left of that."""
    canvas, area, glyphs = frame.canvas, frame.area, frame.canvas.glyphs
    for row in range(area.row, area.row + area.rows):
        canvas.write(area.column - 1, row, glyphs.vertical, FAINT)
    axis = (area.column - 1) * glyphs.across + glyphs.across // 2
    for tick in ticks:
        y = frame.y_dot(tick.value)
        canvas.place((axis, y), glyphs.left_tick, FAINT)
        canvas.place(((area.column - 2) * glyphs.across - 1, y), tick.label, align="right")


def draw_x_axis(
    frame: Frame,
    ticks: Sequence[Tick],
    outer: Area | None,
    marked: float | None = None,
    name: str = "",
) -> None:
    """Draw the line below a frame's area with ticks, and below that what labels fit in ``outer``.

    Only the columns of ``outer`` count: labels may reach beyond the axis there. Without it there
    are none. The ``name`` of the axis stands below the labels where ``outer`` has a line for it,
    else between two of them, where it is apart from both.
    """
    canvas, area, glyphs = frame.canvas, frame.area, frame.canvas.glyphs
    row = area.row + area.rows
    canvas.write(area.column - 1, row, glyphs.corner + glyphs.horizontal * area.columns, FAINT)
    middle = row * glyphs.down + glyphs.down // 2
    for tick in ticks:
        canvas.place((frame.x_dot(tick.value), middle), glyphs.bottom_tick, FAINT)
    if outer is None:
        return
    for label in _placed(frame, ticks, outer, marked):
        style = HEADING if ticks[label.tick].value == marked else ""
        tick_at = frame.column(ticks[label.tick].value)
        if label.column + (len(label.text) - 1) // 2 == tick_at:
            dot = frame.x_dot(ticks[label.tick].value), middle + glyphs.down
            canvas.place(dot, label.text, style)
        else:
            canvas.write(label.column, row + 1, label.text, style)
    if outer.row + outer.rows > row + 2:
        canvas.write(area.column + (area.columns - 1) // 2, row + 2, name, FAINT, "centre")
    elif (centre := _room(frame, ticks, outer, name, marked)) is not None:
        canvas.write(centre, row + 1, name, FAINT, "centre")


def _placed(
    frame: Frame, ticks: Sequence[Tick], outer: Area, marked: float | None
) -> Sequence[PlacedLabel]:
    """Return the labels that fit, and where."""
    labels = [(frame.column(tick.value), tick.label) for tick in ticks]
    order = labelling_order([tick.value for tick in ticks], frame.x.scale, marked)
    return place_labels(labels, order, outer.column, outer.column + outer.columns)


def _room(
    frame: Frame, ticks: Sequence[Tick], outer: Area, name: str, marked: float | None = None
) -> int | None:
    """Return the middle of the gap between two labels that the name of the axis fits in."""
    placed = _placed(frame, ticks, outer, marked)
    gaps = [(one.column + len(one.text), other.column) for one, other in pairwise(placed)]
    width = len(cells(name, frame.canvas.glyphs))
    wide = [gap for gap in gaps if gap[1] - gap[0] >= width + 2 * _NAME_APART]
    if not wide:
        return None
    centre = frame.area.column + frame.area.columns / 2
    return (sum(min(wide, key=lambda gap: abs(sum(gap) / 2 - centre))) - 1) // 2
