"""Writes the cells of a frame that changed in as few bytes as it finds ways to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import compress
from operator import ne
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size

from tui.terminal.sgr import style_change, style_on_blank

Cell = tuple[str, str]
"""A character (with whatever combines with it) and its SGR parameters. The right half of a wide
character is an empty string."""

BLANK: Final[Cell] = (" ", "")
UNKNOWN: Final[Cell] = ("", "unknown")

_NOWHERE: Final = -1
"""Where the cursor is while nobody can say."""
_ERASE_LINE: Final = "\x1b[K"
_WORTH_ERASING: Final = 5
"""Erasing takes a move and three bytes: so many blanks are as cheap."""


class _Piece(NamedTuple):
    """A text of one style, and where it stands."""

    style: str
    y: int
    x: int
    text: str
    width: int


class CellWriter:
    """Writes changed cells with few cursor moves and style changes.

    Each style is set once a frame and drawn wherever it stands: the lines of a table have the
    same few styles each, and the line below is fewer bytes away than the next style.
    """

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._output: list[str] = []
        self._pieces: list[_Piece] = []
        self._lines: dict[int, list[Cell]] = {}
        self._style = ""
        self._y = self._x = _NOWHERE

    def line(self, y: int, old: list[Cell], new: list[Cell]) -> None:
        """Take in the cells of line ``y`` that differ."""
        if old == new:
            return
        if not (_is_narrow(old) and _is_narrow(new)):
            self._write_whole(y, new)
            return
        self._lines[y] = new
        changed = list(compress(range(self._columns), map(ne, old, new)))
        end = self._columns
        while end and new[end - 1] == BLANK:
            end -= 1
        tail = [x for x in changed if x >= end]
        if len(tail) > _WORTH_ERASING:
            self._pieces.append(_Piece("", y, tail[0], _ERASE_LINE, 0))
            changed = changed[: -len(tail)]
        for start, stop in _runs(changed):
            self._pieces += _pieces(y, start, new[start:stop])

    def finish(self) -> str:
        """Return what draws all that was taken in, and leaves the default style."""
        for style, y, x, text, width in sorted(self._pieces):
            self._output.append(self._way(y, x))
            if style != self._style:
                self._pen(style)
            self._output.append(text)
            self._stand(y, x + width)
        self._pen("")
        return "".join(self._output)

    def _write_whole(self, y: int, cells: list[Cell]) -> None:
        """Write a line at once: terminals disagree on how wide some characters are."""
        known = [x for x, cell in enumerate(cells) if cell is not UNKNOWN]
        for start, stop in _runs(known):
            self._output.append(f"\x1b[{y + 1};{start + 1}H")
            for piece in _pieces(y, start, cells[start:stop]):
                self._pen(piece.style)
                self._output.append(piece.text)
        self._pen("")
        self._stand(_NOWHERE, _NOWHERE)

    def _pen(self, style: str) -> None:
        self._output.append(style_change(self._style, style))
        self._style = style

    def _stand(self, y: int, x: int) -> None:
        # Whether the cursor stands on the last cell or beyond it is the terminal's choice.
        self._y, self._x = (y, x) if x < self._columns else (_NOWHERE, _NOWHERE)

    def _way(self, y: int, x: int) -> str:
        """Return the shortest way found to a cell, which may be the cells up to there once more."""
        there = f"\x1b[{y + 1};{x + 1}H"
        if self._y == _NOWHERE or y < self._y:
            return there
        way = min(_down(y - self._y) + _across(self._x, x), there, key=len)
        if y > self._y or not 0 < x - self._x <= len(way):
            return way
        gap = self._lines[y][self._x : x]
        text = "".join(character for character, _ in gap)
        cheap = len(text.encode()) <= len(way)
        return text if cheap and all(_is_drawn_by(self._style, cell) for cell in gap) else way


def _pieces(y: int, x: int, cells: list[Cell]) -> Iterator[_Piece]:
    """Cut ``cells`` where their style changes; blanks go with what is beside them."""
    style = next((cell[1] for cell in cells if cell != BLANK), "")
    if not _is_drawn_by(style, cells[0]):
        style = ""
    hidden = not style_on_blank(style)
    start = 0
    text = ""
    for stop, (character, wanted) in enumerate(cells):
        if wanted != style and character and not (hidden and not wanted and character == " "):
            yield _Piece(style, y, x + start, text, stop - start)
            start, style, text = stop, wanted, ""
            hidden = not style_on_blank(style)
        text += character
    yield _Piece(style, y, x + start, text, len(cells) - start)


def _is_drawn_by(style: str, cell: Cell) -> bool:
    """Whether ``cell`` looks as it should where it is written in ``style``."""
    return cell[1] == style or (cell == BLANK and not style_on_blank(style))


def _runs(changed: list[int]) -> list[tuple[int, int]]:
    """Return the [start, stop) pairs that cover ``changed``, and nothing else."""
    runs: list[tuple[int, int]] = []
    for x in changed:
        if runs and x == runs[-1][1]:
            runs[-1] = (runs[-1][0], x + 1)
        else:
            runs.append((x, x + 1))
    return runs


def _down(lines: int) -> str:
    return min("\n" * lines, f"\x1b[{lines}B", key=len)


@lru_cache(maxsize=4096)
def _across(old: int, new: int) -> str:
    """Return the shortest move from column ``old`` to column ``new`` of a line."""
    if old == new:
        return ""
    if not new:
        return "\r"
    cells = abs(new - old)
    by = f"\x1b[{cells if cells > 1 else ''}{'C' if new > old else 'D'}"
    back = ["\b" * cells] if new < old else []
    return min(by, f"\x1b[{new + 1}G", *back, key=len)


def _is_narrow(cells: list[Cell]) -> bool:
    return all(map(is_narrow, {cell[0] for cell in cells if cell is not UNKNOWN}))


@lru_cache(maxsize=4096)
def is_narrow(character: str) -> bool:
    """Whether ``character`` takes one cell in any terminal."""
    return len(character) == 1 and get_character_cell_size(character) == 1
