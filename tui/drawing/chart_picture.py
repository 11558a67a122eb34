"""A chart as an SVG picture for a paper: the terminal's layout, with lines, shapes and letters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Final

from rich.style import Style

from tui.drawing.canvas import Align, Canvas
from tui.drawing.chart_series import Chart
from tui.drawing.dot_columns import Dot
from tui.drawing.palette import FAINT
from tui.drawing.scaling_chart import draw_chart
from tui.drawing.svg import PAPER, line_path, look
from tui.drawing.text_cells import cells
from tui.formatting.glyphs import BRAILLE

WIDTH, HEIGHT = 1.7, 3.6
"""A cell, in millimetres: 100 columns are as wide as the text of a page of A4, 50 as a column."""
_FONT_SIZE: Final = 2.9
"""In millimetres: a little more than 8 points, as captions have."""
_FONTS: Final = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"
_BASELINE: Final = 1.0
"""How far below the middle of a line its letters stand."""
_MARGIN: Final = 2.5
ACROSS, DOWN = 16, 32
"""Dots of a cell: a tenth of a millimetre apart, finer than a printer's line."""
_FINE: Final = BRAILLE._replace(bits=((0,) * ACROSS,) * DOWN)
THIN, MIDDLE, WIDE = 0.2, 0.45, 0.7
"""Strokes, in millimetres."""
_RADIUS: Final = 0.95
"""Of the shape at a point, in millimetres."""
_LINES_OF_CELL: Final = 4
"""Lines that are told apart side by side in a cell: as many as are as wide as it."""
_GRID: Final = 0.18
_STRAIGHT: Final = 0.6
"""How many dots a point may lie beside a line that leaves it out."""
_ANCHORS: Final[dict[Align, str]] = {"left": "start", "centre": "middle", "right": "end"}
_OPEN: Final = dict(zip("○□△◇", "●■▲◆", strict=True))
"""Shapes that are drawn as an outline of another."""
_PATTERNS: Final = {"╌": ("─", "0.7 0.3"), "┈": ("─", "0.3 0.3"), "┊": ("│", "0.5 0.4")}
"""What broken lines of the legend are drawn as, and their dashes."""
_CORNERS: Final = {
    "■": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "▲": ((0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    "◆": ((0, -1.2), (1.05, 0), (0, 1.2), (-1.05, 0)),
}


class PaperCanvas(Canvas):
    """A canvas of ``width`` × ``height`` cells that keeps shapes in place of signs.

    What is drawn later lies on top of what was there before.
    """

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height, _FINE)
        self.strokes = _LINES_OF_CELL
        self._elements: list[str] = []

    def write(
        self, column: int, row: int, text: str, style: str = "", align: Align = "left"
    ) -> None:
        """Write text whose left end, middle or right end is in a cell."""
        if 0 <= row < self.height:
            share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
            self._write((column + share) * WIDTH, (row + 0.5) * HEIGHT, text, style, align)

    def place(self, dot: Dot, text: str, style: str = "", align: Align = "centre") -> None:
        """Write text whose left end, middle or right end is at a dot."""
        self._write(*_place(dot), text, style, align)

    def upright(self, start: Dot, end: Dot, style: str, cap: str) -> None:
        """Draw a line straight up or down from a shape at ``start``, with a ``cap`` at its end."""
        (x, y), (_, to) = _place(start), _place(end)
        path = f"M{_mm(x)} {_mm(y)}V{_mm(to)}"
        if cap != self.glyphs.vertical:
            path += f"M{_mm(x - _RADIUS)} {_mm(to)}h{2 * _RADIUS}"
        self._add_line(path, _color(style)[0], MIDDLE)

    def _write(self, x: float, y: float, text: str, style: str, align: Align) -> None:
        """Write text beside, around or before a place; a line, shape or dot with its middle there.

        The former begin at the left end of a cell, the latter in its middle.
        """
        if not text.strip():
            return
        color, weight = _color(style)
        middle = x + WIDTH / 2 if align == "left" else x
        glyphs = self.glyphs
        if text in _PATTERNS:
            sign, dashes = _PATTERNS[text]
            self._add_line(_strokes(sign, middle, y), color, THIN, f' stroke-dasharray="{dashes}"')
        elif path := _strokes(text, middle, y):
            self._add_line(path, color, THIN)
        elif text in tuple(glyphs.shapes + glyphs.rest):
            is_grid = style == FAINT and text == glyphs.grid
            self._add_dot(middle, y, _GRID, color) if is_grid else self._add_shape(
                middle, y, text, color
            )
        else:
            words = escape("".join(cells(text, glyphs)).rstrip())
            self._elements.append(
                f'<text x="{_mm(x)}" y="{_mm(y + _BASELINE)}" fill="{color}"{weight}'
                f' text-anchor="{_ANCHORS[align]}">{words}</text>'
            )

    def polyline(
        self,
        points: Iterable[Dot | None],
        style: str = "",
        dash: tuple[int, int] = (1, 0),
        *,
        thick: bool = False,
    ) -> None:
        """Draw straight lines from dot to dot; ``None`` lifts the pen.

        ``dash`` is given in the dots of a terminal, and half as long here.
        """
        color, _ = _color(style)
        path = "".join(
            "M" + "L".join(f"{_mm(x)} {_mm(y)}" for x, y in map(_place, straightened(run)))
            for is_drawn, group in groupby(points, lambda point: point is not None)
            if is_drawn and len(run := [point for point in group if point]) > 1
        )
        dashes = ""
        if dash[1]:
            lengths = (_mm(length * WIDTH / 4) for length in dash)
            dashes = f' stroke-dasharray="{" ".join(lengths)}"'
        self._add_line(path, color, THIN if style == FAINT else WIDE if thick else MIDDLE, dashes)

    def svg(self, title: str) -> str:
        """Return the picture; ``title`` is what a reader is told who cannot see it."""
        width, height = self.width * WIDTH + 2 * _MARGIN, self.height * HEIGHT + 2 * _MARGIN
        body = "\n".join(self._elements)
        return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{_mm(width)}mm" height="{_mm(height)}mm" \
viewBox="{-_MARGIN} {-_MARGIN} {_mm(width)} {_mm(height)}" role="img">
<title>{escape(title)}</title>
<rect x="{-_MARGIN}" y="{-_MARGIN}" width="{_mm(width)}" height="{_mm(height)}" fill="#ffffff"/>
<g font-family="{_FONTS}" font-size="{_FONT_SIZE}" fill="none" stroke-linejoin="round">
{body}
</g>
</svg>
"""

    def _add_line(self, path: str, color: str, width: float, more: str = "") -> None:
        if not path:
            return
        attributes = f'stroke="{color}" stroke-width="{width}"{more}'
        before = self._elements[-1] if self._elements else ""
        # Lines of one kind are one element, as the signs that an axis is made of.
        if before.startswith(f"<path {attributes} "):
            self._elements[-1] = before.removesuffix('"/>') + f'{path}"/>'
        else:
            self._elements.append(f'<path {attributes} d="{path}"/>')

    def _add_dot(self, x: float, y: float, radius: float, color: str) -> None:
        self._elements.append(f'<circle cx="{_mm(x)}" cy="{_mm(y)}" r="{radius}" fill="{color}"/>')

    def _add_shape(self, x: float, y: float, shape: str, color: str) -> None:
        filled = _OPEN.get(shape, shape)
        paint = f'fill="{"#ffffff" if shape in _OPEN else color}" stroke="{color}"'
        paint += f' stroke-width="{THIN}"'
        if corners := _CORNERS.get(filled):
            places = " ".join(f"{_mm(x + _RADIUS * a)},{_mm(y + _RADIUS * b)}" for a, b in corners)
            self._elements.append(f'<polygon points="{places}" {paint}/>')
        elif filled == "●":
            self._elements.append(f'<circle cx="{_mm(x)}" cy="{_mm(y)}" r="{_RADIUS}" {paint}/>')
        else:
            self._add_dot(x, y, _RADIUS / 2, color)


def chart_picture(chart: Chart, width: int, height: int, title: str) -> str:
    """Return a chart of ``width`` × ``height`` cells of ``WIDTH`` × ``HEIGHT`` mm as an SVG."""
    paper = PaperCanvas(width, height)
    draw_chart(paper, chart)
    return paper.svg(title)


def _color(style: str) -> tuple[str, str]:
    """Return the colour of a style on paper, and the attribute of its weight."""
    color, _, weight = look(Style.parse(style), PAPER)
    return color, ' font-weight="bold"' if weight else ""


def _strokes(text: str, x: float, y: float) -> str:
    """Return the path of a row of box-drawing characters of which the first has its middle there.

    Nothing for any other text.
    """
    left, top = x - WIDTH / 2, y - HEIGHT / 2
    paths = [line_path(sign, left + at * WIDTH, top, WIDTH, HEIGHT) for at, sign in enumerate(text)]
    return "".join(paths) if all(paths) else ""


def _place(dot: Dot) -> tuple[float, float]:
    return (dot[0] + 0.5) * WIDTH / ACROSS, (dot[1] + 0.5) * HEIGHT / DOWN


def straightened(dots: Sequence[Dot]) -> list[Dot]:
    """Return the dots at which a line bends; the others lie on the way between two of these."""
    kept, start = [dots[0]], 0
    for end in range(2, len(dots)):
        if any(_beside(dots[start], dots[end], dot) > _STRAIGHT for dot in dots[start + 1 : end]):
            start = end - 1
            kept.append(dots[start])
    return [*kept, dots[-1]]


def _beside(start: Dot, end: Dot, dot: Dot) -> float:
    """Return how far a dot lies beside the line from start to end."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    if not length:
        return math.hypot(dot[0] - start[0], dot[1] - start[1])
    return abs(across * (dot[1] - start[1]) - down * (dot[0] - start[0])) / length


def _mm(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
