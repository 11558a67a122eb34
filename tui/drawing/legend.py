"""The legend: beside the plot where there is room, in lines below it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.drawing.canvas import Canvas
from tui.drawing.palette import FAINT
from tui.drawing.series_labels import abbreviated
from tui.drawing.text_cells import cells, with_middle_cut
from tui.formatting.glyphs import Glyphs

_PLOT_FROM: Final = 40
"""The least width of a plot that shares its lines with the legend."""

GAP: Final = 2
"""Blank columns between the plot, the names and the finals beside it."""

_BETWEEN: Final = 3


class LegendEntry(NamedTuple):
    """A sign in its style, the name it stands for, and what is said at the end of the line.

    Without a name and a final there is nothing to explain, and no entry in the legend.
    """

    sign: str
    style: str
    name: str
    final: str = ""


class Placement(NamedTuple):
    """Where a legend goes: columns beside the plot, or lines of entries below it."""

    beside: int = 0
    below: Sequence[Sequence[LegendEntry]] = ()


def place_legend(
    entries: Sequence[LegendEntry], width: int, most_below: int, glyphs: Glyphs
) -> Placement:
    """Choose the place of a legend that may take ``most_below`` lines below the plot.

    It goes where no name has to be shortened, beside the plot before below it; failing both,
    beside a wide plot and below a narrow one.
    """
    if not entries:
        return Placement()
    final = max(_width(entry.final, glyphs) for entry in entries)
    name = max(_width(entry.name, glyphs) for entry in entries)
    beside = 2 + name + (GAP + final if final else 0)
    if width - beside - GAP >= _PLOT_FROM and beside <= width * 2 // 5:
        return Placement(beside=beside)
    rows = _rows(entries, width, glyphs)
    if len(rows) > most_below and width >= 2 * _PLOT_FROM:
        return Placement(beside=width // 3)
    return Placement(below=_first_rows(rows, most_below, width, len(entries), glyphs))


def draw_beside(
    canvas: Canvas, entries: Sequence[LegendEntry], column: int, row: int, rows: int
) -> None:
    """Draw one entry a line from ``row`` down, to the right edge; finals are aligned there."""
    shown = entries if len(entries) <= rows else entries[: max(rows - 1, 0)]
    most = (canvas.width - column) // 2
    finals = [with_middle_cut(entry.final, most, canvas.glyphs) for entry in shown]
    tail = max((_width(final, canvas.glyphs) for final in finals), default=0)
    room = canvas.width - column - 2 - (tail + GAP if tail else 0)
    names = abbreviated([entry.name for entry in shown], room, canvas.glyphs) if shown else []
    for line, (entry, name, final) in enumerate(zip(shown, names, finals, strict=True), start=row):
        canvas.write(column, line, entry.sign, entry.style)
        canvas.write(column + 2, line, name, _word_style(entry))
        canvas.write(canvas.width - 1, line, final, _word_style(entry), "right")
    if len(shown) < len(entries) and rows > 0:
        canvas.write(column, row + rows - 1, _more(len(entries) - len(shown)), FAINT)


def draw_below(
    canvas: Canvas, rows: Sequence[Sequence[LegendEntry]], row: int, entries: int
) -> None:
    """Draw lines of entries from ``row`` down; the last says how many of all are left out.

    An entry that is too long for a line loses its final before its name is shortened.
    """
    left_out = entries - sum(map(len, rows))
    for line, shown in enumerate(rows, start=row):
        is_last = line == row + len(rows) - 1
        end = canvas.width - (len(_more(left_out)) + 1 if left_out and is_last else 0)
        column = 0
        for entry in shown:
            room = min(_entry_width(entry, canvas.glyphs), end - column)
            final = _final_below(entry) if room >= _entry_width(entry, canvas.glyphs) else ""
            name = with_middle_cut(
                entry.name, room - 2 - _width(final, canvas.glyphs), canvas.glyphs
            )
            canvas.write(column, line, entry.sign, entry.style)
            # In one: letters of a picture are not as wide as cells.
            canvas.write(column + 2, line, name + final, _word_style(entry))
            column += room + _BETWEEN
        if left_out and is_last:
            canvas.write(end + 1, line, _more(left_out), FAINT)


def _word_style(entry: LegendEntry) -> str:
    return FAINT if entry.style == FAINT else ""


def _rows(entries: Sequence[LegendEntry], width: int, glyphs: Glyphs) -> list[list[LegendEntry]]:
    """Distribute entries over lines of ``width``, each line with one at least."""
    rows: list[list[LegendEntry]] = []
    used = width
    for entry in entries:
        needed = _BETWEEN + _entry_width(entry, glyphs)
        if used + needed > width:
            rows.append([])
            used = -_BETWEEN
        rows[-1].append(entry)
        used += needed
    return rows


def _first_rows(
    rows: list[list[LegendEntry]], most: int, width: int, entries: int, glyphs: Glyphs
) -> list[list[LegendEntry]]:
    """Return at most ``most`` lines, with room on the last to say how many entries are left out."""
    if len(rows) <= most:
        return rows
    shown = rows[:most]
    room = width - len(_more(entries)) - 1
    while shown and len(shown[-1]) > 1 and _row_width(shown[-1], glyphs) > room:
        shown[-1] = shown[-1][:-1]
    return shown


def _row_width(entries: Sequence[LegendEntry], glyphs: Glyphs) -> int:
    return sum(_BETWEEN + _entry_width(entry, glyphs) for entry in entries) - _BETWEEN


def _entry_width(entry: LegendEntry, glyphs: Glyphs) -> int:
    return 2 + _width(entry.name, glyphs) + _width(_final_below(entry), glyphs)


def _final_below(entry: LegendEntry) -> str:
    return f": {entry.final}" if entry.final else ""


def _width(text: str, glyphs: Glyphs) -> int:
    return len(cells(text, glyphs))


def _more(count: int) -> str:
    return f"+{count} more"
