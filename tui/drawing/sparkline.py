"""Pictures in one row of cells: sparklines, bars of a fraction, bars of a change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from rich.text import Text

from tui.drawing.axes import is_drawable
from tui.drawing.palette import FAINT, HEADING
from tui.formatting.glyphs import BRAILLE, Glyphs

_GOOD: Final = 0.9
_WORTH: Final = 0.7
"""From these efficiencies on a run scales well, and is worth its devices, as for the knee."""
_GRADES: Final = ("green", "yellow", "red")
STILL: Final = 0.5
"""The least efficiency that sparklines of series tell from less."""


def sparkline(
    values: Sequence[float | None],
    width: int,
    low: float | None = None,
    high: float | None = None,
    highlight: int | None = None,
    glyphs: Glyphs = BRAILLE,
    style: str = "",
) -> Text:
    """Draw one value per cell, from the left, blank where it is missing or not finite.

    The scale goes from ``low`` to ``high``; an end not given is that of the values. Values beyond
    it are drawn at its ends; where it has no extent, as for equal values, all are at half height.
    More values than cells: each cell shows the most unusual of its stretch, and the lowest and
    the highest of all are among them. ``highlight`` is the index of a value that is set apart and
    shown whatever shares its cell; the others are faint then.
    """
    width = max(width, 0)
    known = [value if is_drawable(value, "linear") else None for value in values]
    numbers = [value for value in known if value is not None]
    bottom = min(numbers, default=0.0) if low is None else low
    top = max(numbers, default=0.0) if high is None else high
    shown = known if len(known) <= width else _thinned(known, width)
    cell = None
    if highlight is not None and 0 <= highlight < len(known) and width:
        cell = _cell(highlight, len(known), width)
        shown[cell] = known[highlight]
    signs = "".join(_level(value, bottom, top, glyphs.levels) for value in shown)
    text = Text(signs.ljust(width), no_wrap=True)
    if cell is None:
        text.stylize(style, 0, len(signs))
        return text
    text.stylize(f"{FAINT} {style}".strip(), 0, cell)
    text.stylize(f"{HEADING} {style}".strip(), cell, cell + 1)
    text.stylize(f"{FAINT} {style}".strip(), cell + 1, len(signs))
    return text


def _level(value: float | None, bottom: float, top: float, levels: str) -> str:
    if value is None:
        return " "
    if not 0 < top - bottom < math.inf:
        return levels[len(levels) // 2]
    share = max(0.0, min((value - bottom) / (top - bottom), 1.0))
    return levels[min(int(share * len(levels)), len(levels) - 1)]


def _median(ordered: Sequence[float]) -> float:
    # That of ``statistics`` takes longer to import than the first screen to draw its sparklines.
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _thinned(values: Sequence[float | None], width: int) -> list[float | None]:
    """Return ``width`` values: of each stretch the one farthest from the median of all."""
    numbers = {index: value for index, value in enumerate(values) if value is not None}
    if not numbers or not width:
        return [None] * width
    middle = _median(sorted(numbers.values()))
    chosen: dict[int, int] = {}
    for index, value in numbers.items():
        cell = _cell(index, len(values), width)
        rival = chosen.get(cell)
        if rival is None or abs(value - middle) > abs(numbers[rival] - middle):
            chosen[cell] = index
    shown = [numbers[chosen[cell]] if cell in chosen else None for cell in range(width)]
    for extreme, other in ((min, max), (max, min)):
        index = extreme(numbers, key=numbers.__getitem__)
        if numbers[index] in shown or width == 1:
            continue
        cell = _cell(index, len(values), width)
        if shown[cell] == other(numbers.values()):
            # Both extremes share a cell: this one goes to the neighbour on its own side.
            to_right = index > chosen[cell] if 0 < cell < width - 1 else cell == 0
            cell += 1 if to_right else -1
        shown[cell] = numbers[index]
    return shown


def _cell(index: int, length: int, width: int) -> int:
    """Return the cell that shows a value: its own, or that of its stretch if there are too few."""
    return index if length <= width else ((index + 1) * width - 1) // length


def bar(fraction: float | None, width: int, glyphs: Glyphs = BRAILLE, style: str = "") -> Text:
    """Draw a fraction as a bar that ``width`` cells hold at 1, to an eighth of a cell.

    Above 1 the last cell is an arrow to the right, below 0 the first is one to the left. A null
    or NaN is a faint dot, so that it differs from 0.
    """
    width = max(width, 0)
    if fraction is None or math.isnan(fraction):
        return _line([(glyphs.missing, FAINT)], width)
    if fraction < 0:
        return _line([(glyphs.below, style)], width)
    if fraction > 1 + 1e-9:
        return _line([(glyphs.eighths[-1] * (width - 1) + glyphs.above, style)], width)
    return _line([(_filled(fraction * width, glyphs.eighths), style)], width)


def graded_bar(efficiency: float, width: int, glyphs: Glyphs = BRAILLE) -> Text:
    """Draw an efficiency as a bar and its grade, by colour and by the sign in the last cell.

    It is ``_GOOD`` and above, ``_WORTH`` and above, or below.
    """
    grade = 0 if efficiency >= _GOOD else 1 if efficiency >= _WORTH else 2
    style = _GRADES[grade]
    return bar(efficiency, width - 1, glyphs, style).append(glyphs.grades[grade], style)


def change_bar(
    change: float | None,
    scale: float,
    width: int,
    glyphs: Glyphs = BRAILLE,
    style: str = "",
) -> Text:
    """Draw a change as a bar to the left or right of zero, to half a cell.

    Each side ends at ``scale``; a larger change ends in an arrow. A null or
    NaN is a faint dot in place of zero. ``style`` is that of the bar.
    """
    width = max(width, 0)
    arm = max((width - 1) // 2, 0)
    if change is None or math.isnan(change):
        return _line([(" " * arm, ""), (glyphs.missing, FAINT)], width)
    zero = (glyphs.zero, FAINT)
    beyond = abs(change) > scale * (1 + 1e-9)
    share = 1.0 if beyond else abs(change) / scale if change else 0.0
    if change < 0:
        drawn = _filled(share * arm, glyphs.right_parts)[::-1]
        drawn = glyphs.below + drawn[1:] if beyond and drawn else drawn
        return _line([(" " * (arm - len(drawn)), ""), (drawn, style), zero], width)
    drawn = _filled(share * arm, glyphs.parts)
    drawn = drawn[:-1] + glyphs.above if beyond and drawn else drawn
    return _line([(" " * arm, ""), zero, (drawn, style)], width)


def _filled(cells: float, parts: str) -> str:
    """Return full cells and a part of one, rounded to the parts there are."""
    steps = round(cells * len(parts))
    whole, part = divmod(steps, len(parts))
    return parts[-1] * whole + (parts[part - 1] if part else "")


def _line(pieces: Sequence[tuple[str, str]], width: int) -> Text:
    """Join pieces and their styles to a line of exactly ``width`` cells."""
    text = Text(no_wrap=True)
    for piece, style in pieces:
        text.append(piece[: width - len(text)], style or None)
    text.append(" " * (width - len(text)))
    return text
