"""What is known about one point of a chart, in two or three lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len
from rich.text import Text

from tui.drawing.series_styles import SeriesStyle
from tui.drawing.text_cells import with_middle_cut
from tui.formatting.glyphs import Glyphs

_BETWEEN: Final = (3, 2)
"""Blanks between two facts of the read-out, where there is room and where there is less."""
_INDENT: Final = 3

Fact = tuple[str, str]
"""A label, which may be empty, and a text."""


def read_out(
    name: str,
    row: Mapping[str, Any],
    facts: Iterable[Fact],
    look: SeriesStyle,
    width: int,
    glyphs: Glyphs,
) -> list[Text]:
    """Return the name of the series and where the point was read, and below that the facts."""
    file = Path(row["source"]).name
    place = f"{file}:{row['line']}" if row["line"] else file
    return [_head(name, place, look, width, glyphs), *_flowed(list(facts), width, glyphs)]


def no_point(name: str, look: SeriesStyle, width: int, glyphs: Glyphs) -> list[Text]:
    """Return that a series has nothing to read out."""
    return [_head(name, "", look, width, glyphs), Text(" no point has a value", "dim")]


def _head(name: str, place: str, look: SeriesStyle, width: int, glyphs: Glyphs) -> Text:
    place = with_middle_cut(place, width // 2, glyphs)
    room = width - cell_len(place) - 6
    name = with_middle_cut(name, room, glyphs)
    line = Text(" ").append(look.shape, look.style)
    line.append(f" {name}{' ' * (room - cell_len(name))}  ", "bold")
    return line.append(place, "dim")


def _flowed(facts: Sequence[Fact], width: int, glyphs: Glyphs) -> list[Text]:
    """Set facts one after the other, closer together where that saves a line."""
    return min((_set(facts, width, between, glyphs) for between in _BETWEEN), key=len)


def _set(facts: Sequence[Fact], width: int, between: int, glyphs: Glyphs) -> list[Text]:
    lines: list[Text] = []
    for label, text in facts:
        before = f"{label} " if label else ""
        text = with_middle_cut(text, width - len(before) - _INDENT - 1, glyphs)
        needed = len(before) + cell_len(text)
        if not lines or cell_len(lines[-1].plain) + between + needed > width - 1:
            lines.append(Text(" " * _INDENT))
        else:
            lines[-1].append(" " * between)
        lines[-1].append(before, "dim").append(text)
    return lines
