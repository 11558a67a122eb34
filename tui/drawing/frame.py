"""The frame of a plot: both axes with ticks and labels, and the place of a value inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from tui.drawing.axes import (
    Axis,
    Scale,
    Tick,
    fit_axis,
    is_drawable,
    labelling_order,
    place_labels,
    value_ticks,
)
from tui.drawing.canvas import Canvas, Dot
from tui.drawing.palette import FAINT, HEADING

LEAST_COLUMNS: Final = 4
LEAST_ROWS: Final = 2


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
        glyphs, area = self.canvas.glyphs, self.area
        across, down = area.columns * glyphs.across, area.rows * glyphs.down
        return (
            area.column * glyphs.across + _nearest(self.x.position(x), across),
            area.row * glyphs.down + _nearest(1 - self.y.position(y), down),
        )

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and row of a drawable point."""
        dot_x, dot_y = self.dot(x, y)
        return dot_x // self.canvas.glyphs.across, dot_y // self.canvas.glyphs.down

    def column(self, x: float) -> int:
        """Return the column of a drawable x."""
        return self.area.column + _nearest(self.x.position(x), self.area.columns)

    def row(self, y: float) -> int:
        """Return the row of a drawable y."""
        return self.area.row + _nearest(1 - self.y.position(y), self.area.rows)

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
) -> Frame:
    """Draw axes, ticks and labels into ``area`` and return the frame of what is left inside.

    ``x_axis`` makes the axis and its ticks for a number of columns, which is known only once the
    labels of y are; these take ``beside`` columns at least. In an area too small for axes and a
    plot the axes are left out. The label at the ``marked`` value of x is set apart, and never
    dropped for want of room. Unless ``labelled``, the ticks of x have no labels: another plot
    below has them.
    """
    rows = area.rows - (2 if labelled else 1)
    y = _y_axis(y_values, y_scale, rows)
    y_ticks = _y_ticks(y, rows, percent)
    beside = max(beside, beside_labels(y_ticks))
    if rows < LEAST_ROWS or area.columns - beside < LEAST_COLUMNS:
        return Frame(canvas, area, x_axis(area.columns)[0], _y_axis(y_values, y_scale, area.rows))
    inner = Area(area.column + beside, area.row, area.columns - beside, rows)
    x, x_ticks = x_axis(inner.columns)
    frame = Frame(canvas, inner, x, y)
    draw_y_axis(frame, y_ticks)
    draw_x_axis(frame, x_ticks, area if labelled else None, marked)
    for y_tick in y_ticks:
        for x_tick in x_ticks:
            place = frame.column(x_tick.value), frame.row(y_tick.value)
            canvas.write(*place, canvas.glyphs.grid, FAINT)
    return frame


def columns_beside(
    values: Sequence[float | None], scale: Scale, rows: int, *, percent: bool = False
) -> int:
    """Return the columns that the axis of ``values`` and its labels take left of a plot."""
    return beside_labels(_y_ticks(_y_axis(values, scale, rows), rows, percent))


def beside_labels(ticks: Sequence[Tick]) -> int:
    """Return the columns of labels, a tick and the axis."""
    return max((len(tick.label) for tick in ticks), default=0) + 2


def _y_axis(values: Sequence[float | None], scale: Scale, rows: int) -> Axis:
    return fit_axis(values, scale, rows, margin=max(0.0, min(0.5, rows / 4)))


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
    labels = {frame.row(tick.value): tick.label for tick in ticks}
    for row in range(area.row, area.row + area.rows):
        sign = glyphs.left_tick if row in labels else glyphs.vertical
        canvas.write(area.column - 1, row, sign, FAINT)
    for row, label in labels.items():
        canvas.write(area.column - 2 - len(label), row, label)


def draw_x_axis(
    frame: Frame, ticks: Sequence[Tick], outer: Area | None, marked: float | None = None
) -> None:
    """Draw the line below a frame's area with ticks, and below that what labels fit in ``outer``.

    Only the columns of ``outer`` count: labels may reach beyond the axis there. Without it there
    are none.
    """
    canvas, area, glyphs = frame.canvas, frame.area, frame.canvas.glyphs
    row = area.row + area.rows
    canvas.write(area.column - 1, row, glyphs.corner + glyphs.horizontal * area.columns, FAINT)
    columns = [frame.column(tick.value) for tick in ticks]
    for column in columns:
        canvas.write(column, row, glyphs.bottom_tick, FAINT)
    if outer is None:
        return
    labels = [(column, tick.label) for column, tick in zip(columns, ticks, strict=True)]
    order = labelling_order([tick.value for tick in ticks], frame.x.scale, marked)
    for label in place_labels(labels, order, outer.column, outer.column + outer.columns):
        style = HEADING if ticks[label.tick].value == marked else ""
        canvas.write(label.column, row + 1, label.text, style)
