"""What the terminal shows, cell by cell, so that a frame need only send what it changes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import Final

from rich.cells import get_character_cell_size, split_graphemes

Cell = tuple[str, str]
"""A character (with whatever combines with it) and its SGR parameters. The right half of a wide
character is an empty string."""

BLANK: Final[Cell] = (" ", "")
UNKNOWN: Final[Cell] = ("", "unknown")

TOKEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<sgr>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\n"
)
DEFAULTS: Final = frozenset({"", "0", "39", "49"})
BOLD_DIM_ITALIC: Final = frozenset({"1", "2", "3"})
LEADING_MOVE = re.compile(r"\x1b\[\d+;\d+H")

NOWHERE: Final = -2
"""A coordinate that is none, nor beside one."""

# A cursor move within a line is five bytes or so: up to here, sending unchanged cells is cheaper.
WORTH_SKIPPING = 5
# Setting the scrolling region, shifting, and resetting it costs about so many bytes.
WORTH_SCROLLING = 40


class ScreenBuffer:
    """The cells of a terminal of ``columns`` × ``rows``, all unknown at first."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.forget()

    def forget(self) -> None:
        """Take every cell for unknown, so that whatever is drawn next is sent."""
        self._lines = [[UNKNOWN] * self.columns for _ in range(self.rows)]

    def clear(self) -> None:
        """Take every cell for blank: the terminal has just been erased."""
        self._lines = [[BLANK] * self.columns for _ in range(self.rows)]

    def update(self, frame: str) -> str | None:
        """Return the shortest output found that brings the terminal to what ``frame`` draws.

        ``frame`` is text, absolute cursor moves, line feeds and SGR sequences, and starts with a
        move. The output starts from any cursor position, in the default style, and leaves the
        cursor where ``frame`` leaves it; it is empty where the screen shows the frame already.
        Returns None, and changes nothing, where ``frame`` holds anything else.
        """
        drawn = self._draw(frame)
        if drawn is None:
            return None
        lines, (row, column) = drawn
        output = [self._scroll(lines)]
        writer = _Writer(self.columns)
        for y, line in sorted(lines.items()):
            writer.line(y, self._lines[y], line)
            self._lines[y] = line
        output.append(writer.finish())
        if not any(output):
            return ""
        output.append(f"\x1b[{row + 1};{column + 1}H" if row or column else "\x1b[H")
        return "".join(output)

    def _draw(self, frame: str) -> tuple[dict[int, list[Cell]], tuple[int, int]] | None:
        """Return the lines that ``frame`` draws on, drawn, and where it leaves the cursor."""
        if not LEADING_MOVE.match(frame):
            return None
        lines: dict[int, list[Cell]] = {}
        y = x = end = 0
        style = ""
        for token in TOKEN.finditer(frame):
            if token.start() != end:
                return None
            end = token.end()
            if (text := token["text"]) is not None:
                if not 0 <= y < self.rows:
                    return None
                if (line := lines.get(y)) is None:
                    line = lines[y] = self._lines[y].copy()
                cells = _cells(text, style)[: max(0, self.columns - x)]
                _put(line, x, cells)
                x += len(cells)
            elif (sgr := token["sgr"]) is not None:
                style, stacked = _style(sgr), style
                if style and stacked:
                    return None
            elif token["row"] is not None:
                y, x = int(token["row"]) - 1, int(token["column"]) - 1
        if end != len(frame) or style:
            return None
        return lines, (y, x)

    def _scroll(self, lines: dict[int, list[Cell]]) -> str:
        """Shift what the terminal shows where that saves drawing ``lines`` anew."""
        shift, top, bottom = self._find_shift(lines)
        if not shift:
            return ""
        gap = [[BLANK] * self.columns for _ in range(abs(shift))]
        block = self._lines[top:bottom]
        shifted = block[shift:] + gap if shift > 0 else gap + block[:shift]
        before = sum(_distance(self._lines[y], lines[y]) for y in range(top, bottom))
        after = sum(_distance(old, lines[y]) for y, old in enumerate(shifted, top))
        if before - after < WORTH_SCROLLING:
            return ""
        self._lines[top:bottom] = shifted
        verb = "M" if shift > 0 else "L"
        return f"\x1b[{top + 1};{bottom}r\x1b[{top + 1}H\x1b[{abs(shift)}{verb}\x1b[r"

    def _find_shift(self, lines: dict[int, list[Cell]]) -> tuple[int, int, int]:
        """Return how far up most of ``lines`` have moved, and the block of lines they moved in."""
        blank = [BLANK] * self.columns
        shown = {tuple(self._lines[y]): y for y in lines if self._lines[y] != blank}
        moved = [
            (shown[content], y)
            for y, line in lines.items()
            if line != self._lines[y] and (content := tuple(line)) in shown
        ]
        if not moved:
            return 0, 0, 0
        (shift, _), *_ = Counter(old - new for old, new in moved).most_common(1)
        ends = [y for pair in moved if pair[0] - pair[1] == shift for y in pair]
        top, bottom = min(ends), max(ends) + 1
        if any(y not in lines for y in range(top, bottom)):
            return 0, 0, 0
        return shift, top, bottom


class _Writer:
    """Writes changed cells with few cursor moves and style changes."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._output: list[str] = []
        self._style = ""
        self._y = self._x = NOWHERE

    def line(self, y: int, old: list[Cell], new: list[Cell]) -> None:
        """Write the cells of line ``y`` that differ."""
        if old == new:
            return
        if _is_narrow(old) and _is_narrow(new):
            slack = 0 if UNKNOWN in new else WORTH_SKIPPING
            changed = [x for x, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
        else:
            # Terminals disagree on how wide some characters are: send the line whole.
            slack = 0
            changed = [x for x, cell in enumerate(new) if cell is not UNKNOWN]
        end = self._columns
        while end and new[end - 1] == BLANK:
            end -= 1
        tail = [x for x in changed if x >= end]
        erases = len(tail) > WORTH_SKIPPING
        for start, stop in _runs(changed[: len(changed) - len(tail)] if erases else changed, slack):
            self._move(y, start)
            self._write(new[start:stop])
        if erases:
            self._move(y, tail[0])
            self._pen("")
            self._output.append("\x1b[K")

    def finish(self) -> str:
        """Return what was written, ending in the default style."""
        self._pen("")
        return "".join(self._output)

    def _move(self, y: int, x: int) -> None:
        if (y, x) == (self._y, self._x):
            return
        if y == self._y:
            self._output.append(f"\x1b[{x + 1}G" if x else "\r")
        elif y == self._y + 1 and x == 0:
            self._output.append("\r\n")
        else:
            self._output.append(f"\x1b[{y + 1};{x + 1}H")
        self._y, self._x = y, x

    def _write(self, cells: list[Cell]) -> None:
        for character, style in cells:
            blank = character == " " and not style
            if character and not (blank and not _on_blank(self._style)):
                self._pen(style)
            self._output.append(character)
        self._x += len(cells)
        if self._x >= self._columns:
            # Whether the cursor now stands on the last cell or beyond it is the terminal's choice.
            self._x = NOWHERE

    def _pen(self, style: str) -> None:
        if style == self._style:
            return
        if not style:
            self._output.append("\x1b[m")
        elif self._style:
            self._output.append(f"\x1b[0;{style}m")
        else:
            self._output.append(f"\x1b[{style}m")
        self._style = style


def _put(line: list[Cell], x: int, cells: list[Cell]) -> None:
    """Put ``cells`` on ``line``; of a wide character half covered, the other half becomes blank."""
    stop = x + len(cells)
    if cells and x > 0 and _is_right_half(line[x]):
        line[x - 1] = BLANK
    if stop < len(line) and _is_right_half(line[stop]):
        line[stop] = BLANK
    line[x:stop] = cells


def _is_right_half(cell: Cell) -> bool:
    return not cell[0] and cell is not UNKNOWN


def _runs(changed: list[int], slack: int) -> list[tuple[int, int]]:
    """Return [start, stop) pairs that cover ``changed`` and the gaps of up to ``slack`` cells."""
    runs: list[tuple[int, int]] = []
    for x in changed:
        if runs and x - runs[-1][1] <= slack:
            runs[-1] = (runs[-1][0], x + 1)
        else:
            runs.append((x, x + 1))
    return runs


def _distance(old: list[Cell], new: list[Cell]) -> int:
    return 0 if old == new else sum(a != b for a, b in zip(old, new, strict=True))


def _cells(text: str, style: str) -> list[Cell]:
    bare = _on_blank(style)
    if text.isascii() or all(map(_narrow, text)):
        return [(character, bare if character == " " else style) for character in text]
    cells: list[Cell] = []
    spans, _ = split_graphemes(text)
    for start, stop, width in spans:
        if width:
            cells.append((text[start:stop], style))
            cells.extend([("", style)] * (width - 1))
        elif cells:
            cells[-1] = (cells[-1][0] + text[start:stop], style)
    return cells


def _is_narrow(cells: list[Cell]) -> bool:
    return all(map(_narrow, {cell[0] for cell in cells if cell is not UNKNOWN}))


@lru_cache(maxsize=4096)
def _narrow(character: str) -> bool:
    return len(character) == 1 and get_character_cell_size(character) == 1


@lru_cache(maxsize=1024)
def _style(sgr: str) -> str:
    """Return ``sgr`` without what the default style has anyway."""
    return ";".join(";".join(group) for group in _attributes(sgr) if group[0] not in DEFAULTS)


@lru_cache(maxsize=1024)
def _on_blank(style: str) -> str:
    """Return ``style`` if it shows on a cell without a character, else the default style."""
    return style if any(not _is_of_character(group[0]) for group in _attributes(style)) else ""


def _is_of_character(parameter: str) -> bool:
    foreground = parameter[:1] in ("3", "9") and len(parameter) == 2
    return foreground or parameter in BOLD_DIM_ITALIC


def _attributes(sgr: str) -> list[list[str]]:
    """Return SGR parameters, those that belong to one colour together."""
    groups: list[list[str]] = []
    rest = iter(sgr.split(";") if sgr else [])
    for parameter in rest:
        group = [parameter]
        if parameter in ("38", "48"):
            group.append(next(rest, ""))
            group.extend(islice(rest, 1 if group[1] == "5" else 3))
        groups.append(group)
    return groups
