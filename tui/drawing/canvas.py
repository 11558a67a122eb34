"""A grid of cells to draw on: text, and lines of dots finer than a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rich.text import Span, Text

from tui.drawing.dot_columns import Dot, DotColumns, dots_between, is_level, upright_runs
from tui.drawing.palette import highlighted
from tui.drawing.text_cells import cells
from tui.formatting.glyphs import Glyphs

Align = Literal["left", "centre", "right"]


class Canvas:
    """``width`` × ``height`` cells, all blank; what is drawn later covers what was there before.

    Cells are addressed by column and row, dots by x and y (``glyphs.across`` and ``glyphs.down``
    to a cell), all from 0 at the top left. Whatever falls outside is left out.
    """

    def __init__(self, width: int, height: int, glyphs: Glyphs) -> None:
        self.width = max(width, 0)
        self.height = max(height, 0)
        self.glyphs = glyphs
        self.strokes = 1
        """How many upright strokes can be told apart in the width of a cell."""
        self._signs = [[" "] * self.width for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._has_wide = False

    def write(
        self, column: int, row: int, text: str, style: str = "", align: Align = "left"
    ) -> None:
        """Write one line of text whose left end, middle or right end is in a cell."""
        if not 0 <= row < self.height:
            return
        signs = cells(text, self.glyphs)
        column -= {"left": 0, "centre": (len(signs) - 1) // 2, "right": len(signs) - 1}[align]
        begin, end = max(0, -column), min(len(signs), self.width - column)
        if begin >= end:
            return
        visible = list(signs[begin:end])
        self._has_wide = self._has_wide or "" in visible
        if not visible[0]:
            visible[0] = " "
        if end < len(signs) and not signs[end]:
            visible[-1] = " "
        self._split(column + begin, row)
        self._split(column + end, row)
        self._signs[row][column + begin : column + end] = visible
        self._styles[row][column + begin : column + end] = [style] * len(visible)

    def place(self, dot: Dot, text: str, style: str = "", align: Align = "centre") -> None:
        """Write one line of text whose left end, middle or right end is at a dot: in its cell."""
        column, row = self._cell(dot)
        self.write(column, row, text, style, align)

    def set_apart(self, dot: Dot, shape: str, style: str, box: tuple[int, int]) -> None:
        """Draw a shape at a dot, and set it apart by cells of its colour on either side.

        These do not leave the columns of the box, of which the second is the first beyond it.
        """
        column, row = self._cell(dot)
        for place, sign in ((column - 1, " "), (column, shape), (column + 1, " ")):
            if box[0] <= place < box[1]:
                self.write(place, row, sign, highlighted(style))

    def upright(self, start: Dot, end: Dot, style: str, cap: str) -> None:
        """Draw a line straight up or down from a shape at ``start``, with a ``cap`` at its end.

        One that ends in the cell of the shape is left out.
        """
        (column, row), (_, last) = self._cell(start), self._cell(end)
        if row == last:
            return
        step = 1 if last > row else -1
        for between in range(row + step, last, step):
            self.write(column, between, self.glyphs.vertical, style)
        self.write(column, last, cap, style)

    def _cell(self, dot: Dot) -> tuple[int, int]:
        return dot[0] // self.glyphs.across, dot[1] // self.glyphs.down

    def polyline(
        self,
        points: Iterable[Dot | None],
        style: str = "",
        dash: tuple[int, int] = (1, 0),
        *,
        thick: bool = False,
    ) -> None:
        """Draw straight lines from dot to dot; ``None`` lifts the pen, a lone point is one dot.

        ``dash`` is the number of dots drawn and then left out, over and over; a ``thick`` line is
        two dots wide. The line covers every cell it touches: its dots join one another there,
        never those of an earlier line.
        """
        dots = DotColumns(self.glyphs.bits, self.height * self.glyphs.down, thick=thick)
        on, period = dash[0], dash[0] + dash[1]
        drawn = 0
        previous: Dot | None = None
        for point in points:
            if not dash[1] and previous and point and not is_level(previous, point):
                for run in upright_runs(previous, point):
                    dots.add_run(*run)
            elif point is not None:
                is_flat = previous is None or is_level(previous, point)
                for x, y in dots_between(previous, point):
                    if drawn % period < on:
                        dots.add(x, y, is_flat=is_flat)
                    drawn += 1
            previous = point
        signs, styles, shapes = self._signs, self._styles, self.glyphs.dots
        for column, top, masks in dots.columns():
            if not 0 <= column < self.width:
                continue
            for row, mask in enumerate(masks, top):
                if not mask:
                    continue
                if self._has_wide:
                    self._split(column, row)
                    self._split(column + 1, row)
                signs[row][column] = shapes[mask]
                styles[row][column] = style

    def lines(self) -> list[Text]:
        """Return the drawing, one ``Text`` per row, each exactly ``width`` cells wide."""
        return [
            _text(signs, styles) for signs, styles in zip(self._signs, self._styles, strict=True)
        ]

    def _split(self, column: int, row: int) -> None:
        """Blank a wide character of which ``column`` is the right half: one half cannot stay."""
        signs = self._signs[row]
        if 0 < column < self.width and not signs[column]:
            signs[column - 1] = signs[column] = " "


def _text(signs: list[str], styles: list[str]) -> Text:
    """Join one row. A blank takes the style before it, so that styles change as rarely as may be.

    Only where that style would show on a blank does it end there.
    """
    spans: list[Span] = []
    current, begin, position = "", 0, 0
    for sign, style in zip(signs, styles, strict=True):
        if style != current and (sign != " " or style or "reverse" in current):
            if current and position > begin:
                spans.append(Span(begin, position, current))
            current, begin = style, position
        position += len(sign)
    if current and position > begin:
        spans.append(Span(begin, position, current))
    return Text("".join(signs), spans=spans, no_wrap=True)
