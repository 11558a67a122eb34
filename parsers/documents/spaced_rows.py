"""Pipe tables with a blank line between any two rows, as editors and converters leave them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.documents.borders import Line
from parsers.documents.cell_text import cells_of, is_rule


def without_gaps(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return numbered ``lines`` with such rows one after the other, their blank lines behind them.

    Markdown ends a table at a blank line; where one stands between any two rows, of as many cells
    as the headings, none of them is the end.
    """
    lines = list(lines)
    if not _has_gap(lines):
        return lines
    at = 0
    while at < len(lines):
        places = _places(lines, at)
        end = places[-1] + 1 if places else at + 1
        if _are_spaced(lines, places):
            rows = [lines[place] for place in places]
            lines[at:end] = rows + [line for line in lines[at:end] if not line[1].strip()]
        at = end
    return lines


def _has_gap(lines: Sequence[Line]) -> bool:
    """Whether blank lines alone stand between two lines with pipes."""
    before, is_apart = "", False
    for _, text in lines:
        if not text.strip():
            is_apart = True
            continue
        if is_apart and "|" in before and "|" in text:
            return True
        before, is_apart = text, False
    return False


def _places(lines: Sequence[tuple[int, str]], start: int) -> list[int]:
    """Where the rows of a table stand that begins at ``start``: headings, rule, and rows."""
    places: list[int] = []
    width = len(cells_of(lines[start][1]))
    for place in range(start, len(lines)):
        text = lines[place][1].strip()
        if text and ("|" not in text or len(cells_of(text)) != width):
            break
        if len(places) > 1 and is_rule(text):
            # The line before has been the headings of another table.
            return places[:-1]
        if text:
            places.append(place)
        elif not places:
            break
    return places


def _are_spaced(lines: Sequence[tuple[int, str]], places: Sequence[int]) -> bool:
    """Whether a rule stands below the first of the rows, and blank lines between all behind it."""
    if len(places) < 3 or not is_rule(lines[places[1]][1].strip()):
        return False
    behind = places[2:] if len(places) > 3 else places[1:]
    return all(later > earlier + 1 for earlier, later in pairwise(behind))
