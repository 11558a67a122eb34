"""A screen of styled text as an SVG picture that looks the same in every browser.

Fonts differ, and what they lack is taken from others of other widths. So letters are set in short
chunks of a given length, and blocks, braille and lines are drawn as shapes, not as characters.
Nothing is fetched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.color import blend_rgb
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME, TerminalTheme

_WIDTH: Final = 10
_HEIGHT: Final = 21
"""A cell, in pixels."""
_FONT_SIZE: Final = 16.6
_BASELINE: Final = 16
_MARGIN: Final = 12
_TITLE: Final = 34
_FONTS: Final = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
_DIMMED: Final = 0.4
_CAPTION: Final = "#8b949e"

SCREEN: Final = SVG_EXPORT_THEME
"""Light on dark, as a terminal is."""
_ON_WHITE: Final = [
    *((36, 41, 47), (174, 40, 0), (14, 101, 87), (164, 147, 5)),
    *((60, 25, 117), (161, 69, 153), (4, 114, 212), (87, 96, 106)),
]
_BRIGHT_ON_WHITE: Final = [
    *((134, 142, 150), (174, 40, 0), (14, 101, 87), (164, 147, 5)),
    *((60, 25, 117), (103, 0, 57), (36, 151, 247), (36, 41, 47)),
]
PAPER: Final = TerminalTheme((255, 255, 255), (36, 41, 47), _ON_WHITE, _BRIGHT_ON_WHITE)
"""Dark on white, as papers, slides and proposals are.

Colour-blind readers can tell the colours of series apart, too: any two lie a tenth or more apart in
OKLab, as they are and as each of the three kinds of dichromats sees them.
"""

_DOTS: Final = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a braille pattern."""
_ARMS: Final = {
    "UP": "M{cx:g} {y:g}V{cy:g}",
    "DOWN": "M{cx:g} {cy:g}v{down:g}",
    "LEFT": "M{x:g} {cy:g}H{cx:g}",
    "RIGHT": "M{cx:g} {cy:g}h{right:g}",
    "VERTICAL": "M{cx:g} {y:g}v{height:g}",
    "HORIZONTAL": "M{x:g} {cy:g}h{width:g}",
}
"""Paths of the words in a box character's name."""
_STROKES: Final = {"LIGHT": 1.5, "HEAVY": 4}
"""How thick its lines are."""


@dataclass
class Picture:
    """SVG elements of a line by the order they are drawn in, and the classes they use."""

    theme: TerminalTheme
    backgrounds: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, style: Style, column: int, row: int) -> None:
        """Draw ``text`` from cell (``column``, ``row``) on."""
        color, background, weight = look(style, self.theme)
        if background != self.theme.background_color.hex:
            width = cell_len(text) * _WIDTH
            self.backgrounds.append(
                rectangle(column * _WIDTH, row * _HEIGHT, width, _HEIGHT, background)
            )
        for chunk in chunks(text):
            if not chunk.isspace():
                self.marks.append(self._mark(chunk, color, weight, column * _WIDTH, row * _HEIGHT))
            column += cell_len(chunk)

    def _mark(self, chunk: str, color: str, weight: str, x: int, y: int) -> str:
        if "\u2581" <= chunk <= "\u2590":
            return rectangle(*block(chunk, x, y), color)
        if path := line_path(chunk, x, y, _WIDTH, _HEIGHT):
            stroke = f"stroke:{color};stroke-width:{_STROKES[line_weight(chunk)]}"
            return f'<path class="{self._named(stroke)}" d="{path}"/>'
        if "\u2801" <= chunk <= "\u28ff":
            dots = f"stroke:{color};stroke-width:3.2;stroke-linecap:round"
            return f'<path class="{self._named(dots)}" d="{braille_path(chunk, x, y)}"/>'
        name = self._named(f"fill:{color}{weight}")
        width = cell_len(chunk) * _WIDTH
        if chunk.isascii():
            place = f'x="{x}" y="{y + _BASELINE}" textLength="{width}"'
        else:
            place = f'x="{x + width // 2}" y="{y + _BASELINE}" text-anchor="middle"'
        return f'<text class="{name}" {place}>{escape(chunk)}</text>'

    def _named(self, css: str) -> str:
        return self.classes.setdefault(css, f"s{len(self.classes)}")


class RecordedScreen(NamedTuple):
    """A screen of a recording, what stands above it, and how long it is seen."""

    lines: Sequence[Sequence[Segment]]
    title: str
    seconds: float


def draw(
    lines: Sequence[Sequence[Segment]], columns: int, title: str, theme: TerminalTheme = SCREEN
) -> str:
    """Return the SVG of a screen of ``columns`` cells a line, with ``title`` above it."""
    return draw_recording([RecordedScreen(lines, title, 1)], columns, title, theme)


def draw_recording(
    frames: Sequence[RecordedScreen], columns: int, title: str, theme: TerminalTheme = SCREEN
) -> str:
    """Return an SVG that shows frames of one size one after the other, over and over.

    Where nothing moves, the first is seen. A line that several frames have is drawn once.
    """
    classes: dict[str, str] = {}
    seen: dict[tuple[int, str], list[int]] = {}
    for number, frame in enumerate(frames):
        for place, line in enumerate(_lines(frame, columns, theme, classes)):
            seen.setdefault((place, line), []).append(number)
    together: dict[tuple[int, ...], list[tuple[int, str]]] = {}
    for line_at, numbers in seen.items():
        together.setdefault(tuple(numbers), []).append(line_at)
    everywhere = tuple(range(len(frames)))
    body, styles = [], [f".{name}{{{css}}}" for css, name in classes.items()]
    for index, (shown_in, lines) in enumerate(together.items()):
        drawn = "\n".join(line for _, line in sorted(lines))
        if shown_in == everywhere:
            body.append(drawn)
        else:
            styles.append(_moves(frames, shown_in, f"f{index}"))
            body.append(f'<g class="f{index}">\n{drawn}\n</g>')
    width, height = (
        columns * _WIDTH + 2 * _MARGIN,
        len(frames[0].lines) * _HEIGHT + _MARGIN + _TITLE,
    )
    every_style, every_line = "\n".join(styles), "\n".join(body)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{escape(title)}</title>
<style>
text{{font:{_FONT_SIZE}px {_FONTS};white-space:pre}}
path{{fill:none}}
{every_style}
</style>
<rect width="{width}" height="{height}" rx="8" fill="{theme.background_color.hex}"/>
{every_line}
</svg>
"""


def _lines(
    frame: RecordedScreen, columns: int, theme: TerminalTheme, classes: dict[str, str]
) -> Iterator[str]:
    """Yield the title and the lines of a frame as elements; their styles go into ``classes``."""
    place = f'x="{columns * _WIDTH // 2 + _MARGIN}" y="22" text-anchor="middle"'
    yield f'<text {place} fill="{_CAPTION}">{escape(frame.title)}</text>'
    for row, line in enumerate(frame.lines):
        picture = Picture(theme, classes=classes)
        column = 0
        for text, style, _ in line:
            picture.add(text, style or Style.null(), column, 0)
            column += cell_len(text)
        if elements := [*picture.backgrounds, *picture.marks]:
            place = f"translate({_MARGIN},{_TITLE + row * _HEIGHT})"
            yield f'<g transform="{place}">\n' + "\n".join(elements) + "\n</g>"
        else:
            yield ""


def _moves(frames: Sequence[RecordedScreen], numbers: Sequence[int], name: str) -> str:
    """Return the CSS under which a class is seen while frames of these numbers are."""
    whole = sum(frame.seconds for frame in frames)
    steps, begin, before = [], 0.0, None
    for number, frame in enumerate(frames):
        state = "visible" if number in numbers else "hidden"
        if state != before:
            steps.append(f"{100 * begin / whole:.4g}%{{visibility:{state}}}")
        begin, before = begin + frame.seconds, state
    first = "visible" if 0 in numbers else "hidden"
    return (
        f"@keyframes {name}{{{''.join(steps)}}}\n"
        f".{name}{{visibility:{first};animation:{name} {whole:g}s step-end infinite}}"
    )


def look(style: Style, theme: TerminalTheme) -> tuple[str, str, str]:
    """Return colour, background and weight, as CSS has them."""
    color = style.color.get_truecolor(theme) if style.color else theme.foreground_color
    ground = theme.background_color
    if style.bgcolor:
        ground = style.bgcolor.get_truecolor(theme, foreground=False)
    if style.reverse:
        color, ground = ground, color
    if style.dim:
        color = blend_rgb(color, ground, _DIMMED)
    return color.hex, ground.hex, ";font-weight:bold" if style.bold else ""


def chunks(text: str) -> Iterator[str]:
    """Yield blanks, ASCII words, and every other character alone."""
    for kind, group in groupby(text, lambda char: (char == " ") + 2 * (not char.isascii())):
        if kind < 2:
            yield "".join(group)
        else:
            yield from group


def rectangle(x: float, y: float, width: float, height: float, color: str) -> str:
    """Return a filled rectangle."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{color}"'
        ' shape-rendering="crispEdges"/>'
    )


def block(char: str, x: int, y: int) -> tuple[float, float, float, float]:
    """Return x, y, width and height of a block character: lower or left eighths, right half."""
    number = ord(char) - 0x2580
    if number <= 8:
        return x, y + _HEIGHT * (8 - number) / 8, _WIDTH, _HEIGHT * number / 8
    if number <= 15:
        return x, y, _WIDTH * (16 - number) / 8, _HEIGHT
    return x + _WIDTH / 2, y, _WIDTH / 2, _HEIGHT


def line_path(char: str, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a box-drawing character of one weight, or nothing for any other.

    Its cell begins at ``x`` and ``y``.
    """
    if not line_weight(char):
        return ""
    places = {"x": x, "y": y, "cx": x + width / 2, "cy": y + height / 2}
    sizes = {"down": height / 2, "right": width / 2, "height": height, "width": width}
    words = unicodedata.name(char).split()
    return "".join(_ARMS[word].format(**places, **sizes) for word in words if word in _ARMS)


def line_weight(char: str) -> str:
    """Return LIGHT or HEAVY for a box character whose lines are drawn, or nothing."""
    words = unicodedata.name(char, "").split() if len(char) == 1 else []
    drawn = words[:2] == ["BOX", "DRAWINGS"] and "DASH" not in words
    return words[2] if drawn and words[2] in _STROKES else ""


def braille_path(char: str, x: int, y: int) -> str:
    """Return a path whose round ends are the dots of a braille pattern."""
    bits = ord(char) - 0x2800
    places = (_DOTS[bit] for bit in range(8) if bits >> bit & 1)
    return "".join(
        f"M{x + _WIDTH * (column + 0.5) / 2:g} {y + _HEIGHT * (row + 0.5) / 4:g}h.01"
        for column, row in places
    )
