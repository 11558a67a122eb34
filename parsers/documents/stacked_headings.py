"""Headings of aligned text that stand in two or three lines, above a column or a group of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.documents.aligned_headings import may_be_headings, says_units
from parsers.documents.line_cuts import STROKES, UNIT_IN_BRACKETS, WIDE_GAP, extents_of
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED, MEASURED
from parsers.headings.read_heading import read_heading, read_headings

Line = tuple[int, str]
_MOST: Final = 3
_NUMERIC = Pattern(r"\s*[-+~]?\.?\d")
_LEAST_ROWS: Final = 2


def with_headings_joined(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines``, headings over several lines joined in the last and the others blank.

    Every word has to stand above or below one column alone, in rows that all have as many cells;
    and what is joined has to count and to measure, as none of the lines does by itself. Or it is
    the name above a group of columns, whose headings all groups have.
    """
    found = list(lines)
    place = 0
    while place < len(found):
        joined = None
        if may_be_headings(found[place][1]):
            joined = _joined(found, place) or _grouped(found, place)
        if joined is None:
            place += 1
            continue
        height, text = joined
        last = place + height - 1
        found[place:last] = [(number, "") for number, _ in found[place:last]]
        found[last] = (found[last][0], text)
        place = last + 1
        if place < len(found) and STROKES.match(found[place][1]):
            # Its strokes show where columns stood before their headings were joined.
            found[place] = (found[place][0], found[place][1].replace(" ", "-"))
    return found


def _joined(lines: Sequence[Line], place: int) -> tuple[int, str] | None:
    """How many lines are headings from ``place`` on, and all in one; None where they are one."""
    height = 0
    for _, text in lines[place : place + _MOST + 1]:
        if _NUMERIC.match(text) or STROKES.match(text) or not text.strip():
            break
        height += 1
    headings = [text for _, text in lines[place : place + height]]
    if not 1 < height <= _MOST or not all(may_be_headings(t) or says_units(t) for t in headings):
        return None
    if height == 2 and says_units(headings[-1]):
        # Units below headings are read with these.
        return None
    columns = _columns(lines, place + height)
    cells = _of_columns(headings, columns)
    last = WIDE_GAP.split(headings[-1].strip())
    is_whole = _tells(last) and not any(map(UNIT_IN_BRACKETS.fullmatch, last))
    if not cells or is_whole or not _tells(cells):
        return None
    return height, "   ".join(cells)


def _grouped(lines: Sequence[Line], place: int) -> tuple[int, str] | None:
    """Two lines of headings in one, where the first has the names of groups with equal headings.

    ``Frontier   Perlmutter`` above ``nodes  time(s)  eff(%)  time(s)  eff(%)``.
    """
    if place + 1 >= len(lines) or _NUMERIC.match(lines[place + 1][1]):
        return None
    names = WIDE_GAP.split(lines[place][1].strip())
    cells = WIDE_GAP.split(lines[place + 1][1].strip())
    width = (len(cells) - 1) // len(names)
    first = len(cells) - width * len(names)
    group = cells[first : first + width]
    if len(names) < 2 or not group or cells[first:] != group * len(names):
        return None
    if any(cell in group for cell in cells[:first]) or not _tells([*cells[:first], *group]):
        return None
    over = [f"{name} {cell}" for name in names for cell in group]
    return 2, "   ".join([*cells[:first], *over])


def _columns(lines: Sequence[Line], first: int) -> list[tuple[int, int]]:
    """Where the columns of the rows from ``first`` on begin and end; none where they differ."""
    rows = [extents_of(text, "wide") for text in _rows(lines, first)]
    if len(rows) < _LEAST_ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return []
    return [
        (min(start for start, _ in cells), max(end for _, end in cells))
        for cells in zip(*rows, strict=True)
    ]


def _rows(lines: Sequence[Line], first: int) -> Iterator[str]:
    if first < len(lines) and STROKES.match(lines[first][1]):
        first += 1
    for _, text in lines[first:]:
        if not _NUMERIC.match(text):
            return
        yield text


def _of_columns(headings: Sequence[str], columns: Sequence[tuple[int, int]]) -> list[str]:
    """The words of each column; none where some stand over two, or over no column.

    What is measured, with its unit, holds for names to the right that have nothing above them; if
    nothing else is, it may stand above the middle of them, and holds for those to the left as well.
    """
    said: list[list[str]] = [[] for _ in columns]
    above_them = list(columns)
    for text in headings:
        line = text.expandtabs()
        for start, end in extents_of(text, "wide"):
            # A unit may stand below its heading and beside the numbers.
            over = _overlapping(columns, start, end) or _overlapping(above_them, start, end)
            if len(over) != 1:
                return []
            left, right = above_them[over[0]]
            above_them[over[0]] = min(left, start), max(right, end)
            said[over[0]].append(line[start:end])
    above = [words[0] for words in said if len(words) > 1 and _is_quantity(words[0])]
    held = above[0] if len(above) == 1 else ""
    for words in said:
        if len(words) > 1 and _is_quantity(words[0]):
            held = words[0]
        elif held and len(words) == 1 and _is_below(words[0], headings):
            words.insert(0, held)
        elif len(above) != 1:
            held = ""
    return [" ".join(words) for words in said] if all(said) else []


def _overlapping(columns: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    return [at for at, (left, right) in enumerate(columns) if start < right and left < end]


def _is_below(name: str, headings: Sequence[str]) -> bool:
    """Whether a name that means nothing by itself stands in the last line of headings."""
    return name in headings[-1] and read_heading(name).kind == "unknown"


def _is_quantity(text: str) -> bool:
    heading = read_heading(text)
    return heading.kind == "metric" and heading.unit is not None


def _tells(cells: Sequence[str]) -> bool:
    """Whether headings count and measure, and none stands twice."""
    read = read_headings(cells)
    return (
        any(each.name in COUNTED for each in read)
        and any(each.kind in MEASURED for each in read)
        and len({*cells}) == len(cells)
    )
