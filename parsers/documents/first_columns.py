"""Headings that leave the first column without one: numbers of rows, or names below a corner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.documents.borders import Line
from parsers.documents.line_cuts import WIDE_GAP
from parsers.grammar.beside_counts import counts_of
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_unit
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.tables.levels import read_levels
from parsers.tables.titled_frames import NUMBERED

_NAME: Final = "name"
_NUMBER = Pattern(r"[-+]?\.?\d")
_WITH_UNIT = Pattern(r"(?P<row>.*\d)\s+(?P<unit>[A-Za-zµ][\w/%^]*)")


def with_first_called(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with a heading for the first column where there is a blank in its place.

    The headings are one fewer than the cells of each row. These begin with 0 and 1, as pandas
    prints frames, with 1 and 2 beside counts, as R does, or with names of what has a number below
    each heading.
    """
    done = list(lines)
    for place, (number, text) in enumerate(lines):
        if text[:2].strip() or not text.strip():
            continue
        below = [line for _, line in lines[place + 1 : place + 3]]
        if called := _are_numbered(text, below) or _are_named(text, below):
            blank = len(text) - len(text.lstrip())
            done[place] = (number, f"{called:<{blank}}  {text.lstrip()}")
        elif rows := _rows_with_unit(text, lines[place + 1 :]):
            done[place] = (number, f"{_NAME}  {text.lstrip()}  unit")
            done[place + 1 : place + 1 + len(rows)] = rows
    return done


def _rows_with_unit(headings: str, below: Sequence[Line]) -> list[Line]:
    """The rows whose numbers all have the unit at their end, set apart, under counts alone."""
    rows = []
    for number, text in below:
        row = _WITH_UNIT.fullmatch(text.rstrip())
        if row is None or parse_unit(row["unit"]) is None:
            break
        if not _are_named(headings, [row["row"]]):
            break
        rows.append((number, f"{row['row']}  {row['unit']}"))
    return rows


def _are_numbered(headings: str, below: Sequence[str]) -> str | None:
    """Headings of several words are set apart by wide gaps, and so may cells be.

    No heading stands above the numbers.
    """
    blank = len(headings) - len(headings.lstrip())
    ends = [len(row) - len(row.lstrip()) + len(row.split()[0]) for row in below if row.strip()]
    for heads, cut in ((str.split, str.split), (_at_gaps, str.split), (_at_gaps, _at_gaps)):
        cells, rows = heads(headings), [cut(row) for row in below]
        numbers = [row[0] for row in rows if len(row) == len(cells) + 1 > 2]
        counts = any(read_heading(cell).name in COUNTED for cell in cells)
        numbered = numbers == ["0", "1"] or (counts and numbers == ["1", "2"])
        if numbered and (heads is str.split or max(ends) <= blank):
            return NUMBERED
    return None


def _at_gaps(text: str) -> list[str]:
    return WIDE_GAP.split(text.strip())


def _are_named(headings: str, below: Sequence[str]) -> str | None:
    """Above counts one row is enough, and its name may begin with a digit: ``256^3``."""
    cells = _at_gaps(headings)
    blank = len(headings) - len(headings.lstrip())
    rows = [_at_gaps(row) for row in below if row.strip()]
    first = [name for name, *values in rows if len(values) == len(cells) > 1 and _numbers(values)]
    if not first or first[0] in first[1:]:
        return None
    if len(first) > 1 and (counted := _counted_in_both(first)):
        return counted
    if len(first[0]) + 1 < blank and read_levels([_NAME, *cells], ()) is not None:
        return _NAME
    return None if len(first) < 2 or _NUMBER.match(first[0]) else _NAME


def _counted_in_both(names: Sequence[str]) -> str | None:
    one, two = ([*(counts_of(name) or ())] for name in names)
    return one[0] if one == two and len(one) == 1 else None


def _numbers(cells: Sequence[str]) -> bool:
    return all(map(_NUMBER.match, cells))
