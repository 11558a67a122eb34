"""The list of series beside a chart: shape, name, and a number that each ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from tui.drawing.series_labels import abbreviated, told_apart
from tui.drawing.series_styles import SeriesStyle
from tui.formatting.glyphs import Glyphs

_BESIDE_NAME: Final = 6
"""Cells of a line of the list that are neither the name nor the number."""


class ListedSeries(NamedTuple):
    """A series of the list; ``final``: the number after its name."""

    name: str
    final: str


def list_width(series: Sequence[ListedSeries]) -> int:
    """Return the width of the list that shortens no name."""
    names = max(cell_len(each.name) for each in series)
    return names + _finals_width(series) + _BESIDE_NAME


def _finals_width(series: Sequence[ListedSeries]) -> int:
    return max(len(each.final) for each in series)


def list_lines(
    series: Sequence[ListedSeries],
    series_styles: dict[int, SeriesStyle],
    current: int,
    width: int,
    height: int,
    glyphs: Glyphs,
    cursor: str,
) -> list[Text]:
    """Return a line for each series, as many as fit, the ``current`` one among them.

    ``series_styles`` lacks those that are not drawn at all. Where not all fit, the last line
    counts.
    """
    counted = len(series) > height > 1
    height -= counted
    first = max(0, min(current - height // 2, len(series) - height))
    shown = range(first, min(first + height, len(series)))
    tail = _finals_width(series)
    room = width - tail - _BESIDE_NAME
    names = [series[index].name for index in shown]
    if any(cell_len(name) > room for name in names):
        # What all in sight share says nothing; the point of the cursor is told with its whole name.
        names = abbreviated(told_apart(names), room, glyphs)
    lines = []
    for index in shown:
        look = series_styles.get(index)
        here = index == current
        line = Text(f"{cursor if here else ' '} ", style="bold" if here else "")
        line.append(look.shape if look else " ", style=look.style if look else "")
        style = ("bold" if here else "") if look and look.is_front else "dim"
        name = names[index - first]
        line.append(f" {name}{' ' * (room - cell_len(name))}  ", style=style)
        lines.append(line.append(f"{series[index].final:>{tail}}", style=style))
    if counted:
        more = f"{shown.start + 1} to {shown.stop} of {len(series)}"
        lines.append(Text(f"    {more}", style="dim"))
    return lines
