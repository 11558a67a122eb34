"""Repeats of several sides as dots on one common axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from rich.text import Text

from tui.drawing.axes import Axis, fit_axis, is_drawable, value_ticks
from tui.drawing.canvas import Canvas
from tui.drawing.frame import Area, Frame, draw_x_axis, draw_y_axis
from tui.drawing.palette import COLOURS, FAINT
from tui.drawing.text_cells import cells, with_middle_cut
from tui.formatting.glyphs import BRAILLE, Glyphs

_TICK_GAP: Final = 7
_LEAST_COLUMNS: Final = 8


class Side(NamedTuple):
    """One of the sides that are compared, and its repeats in any order."""

    name: str
    values: Sequence[float | None]


def dots(sides: Sequence[Side], width: int, *, glyphs: Glyphs = BRAILLE) -> list[Text]:
    """Draw a row of dots for each side and an axis below; return lines of exactly ``width`` cells.

    Each side takes two lines: a pointer at its median, and its dots after its name and the number
    of values. Where several values fall into one cell a digit says how many, ``+`` ten or more.
    Two lines of axis and labels follow. Values that are missing or not finite are left out, of
    the number too.
    """
    canvas = Canvas(width, 2 * len(sides) + 2, glyphs)
    known = [[value for value in side.values if is_drawable(value, "linear")] for side in sides]
    names = [f"{side.name}  n={len(values)}" for side, values in zip(sides, known, strict=True)]
    frame = _frame(canvas, names, [value for values in known for value in values])
    for index, (name, values) in enumerate(zip(names, known, strict=True)):
        row = 2 * index + 1
        if frame.area.column > 1:
            canvas.write(0, row, with_middle_cut(name, frame.area.column - 2, glyphs))
        if values:
            look = glyphs.shapes[index % len(COLOURS)], COLOURS[index % len(COLOURS)]
            _draw_side(frame, values, row, *look)
        else:
            canvas.write(frame.area.column + 1, row, "no value", FAINT)
    return canvas.lines()


def _frame(canvas: Canvas, names: Sequence[str], values: Sequence[float]) -> Frame:
    """Draw the axes and return their frame; names that leave it too few columns are left out."""
    widest = max((len(cells(name, canvas.glyphs)) for name in names), default=0)
    left = min(widest, canvas.width // 3) + 2
    if canvas.width - left < _LEAST_COLUMNS:
        left = min(1, canvas.width)
    area = Area(left, 0, canvas.width - left, canvas.height - 2)
    x = fit_axis(values, "linear", area.columns, margin=min(1.5, area.columns / 4))
    frame = Frame(canvas, area, x, Axis("linear", 0, 1))
    gap = max(1.0, min(_TICK_GAP, area.columns / 3))
    draw_y_axis(frame, [])
    draw_x_axis(frame, value_ticks(x, area.columns, gap) if values else [], area)
    return frame


def _draw_side(frame: Frame, values: Sequence[float], row: int, shape: str, style: str) -> None:
    if len(values) > 1:
        frame.canvas.write(
            frame.column(median(values)), row - 1, frame.canvas.glyphs.pointer, style
        )
    for column, number in Counter(map(frame.column, values)).items():
        crowd = str(number) if number < 10 else "+"
        frame.canvas.write(column, row, shape if number == 1 else crowd, style)
