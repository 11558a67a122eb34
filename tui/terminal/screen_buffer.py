"""What the terminal shows, cell by cell, so that a frame need only send what it changes."""

from __future__ import annotations

import re
from collections import Counter

from rich.cells import split_graphemes

from tui.terminal.cell_writer import BLANK, UNKNOWN, Cell, CellWriter, is_narrow
from tui.terminal.sgr import bare_style, style_on_blank

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<sgr>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\n"
)
_LEADING_MOVE = re.compile(r"\x1b\[\d+;\d+H")
# Setting the scrolling region, shifting, and resetting it costs about so many bytes.
_WORTH_SCROLLING = 40


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

    def update(self, frame: str, *, typing: bool = True) -> str | None:
        """Return the shortest output found that brings the terminal to what ``frame`` draws.

        ``frame`` is text, absolute cursor moves, line feeds and SGR sequences, and starts with a
        move. The output starts from any cursor position, in the default style, and with ``typing``
        leaves the cursor where ``frame`` leaves it, which is where an input method shows what is
        being composed. It is empty where the screen shows the frame already.
        Returns None, and changes nothing, where ``frame`` holds anything else.
        """
        drawn = self._draw(frame)
        if drawn is None:
            return None
        lines, (row, column) = drawn
        output = [self._scroll(lines)]
        writer = CellWriter(self.columns)
        for y, line in sorted(lines.items()):
            writer.line(y, self._lines[y], line)
            self._lines[y] = line
        output.append(writer.finish())
        if not any(output):
            return ""
        if typing:
            output.append(f"\x1b[{row + 1};{column + 1}H" if row or column else "\x1b[H")
        return "".join(output)

    def _draw(self, frame: str) -> tuple[dict[int, list[Cell]], tuple[int, int]] | None:
        """Return the lines that ``frame`` draws on, drawn, and where it leaves the cursor."""
        if not _LEADING_MOVE.match(frame):
            return None
        lines: dict[int, list[Cell]] = {}
        y = x = end = 0
        style = ""
        for token in _TOKEN.finditer(frame):
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
                style, stacked = bare_style(sgr), style
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
        if before - after < _WORTH_SCROLLING:
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


def _distance(old: list[Cell], new: list[Cell]) -> int:
    return 0 if old == new else sum(a != b for a, b in zip(old, new, strict=True))


def _cells(text: str, style: str) -> list[Cell]:
    bare = style_on_blank(style)
    if text.isascii() or all(map(is_narrow, text)):
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
