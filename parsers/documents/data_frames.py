"""Frames as pandas prints them: the names of the index stand on a line below the headings.

::

                    tokens_per_sec
    precision gpus
    bf16      1              92.17
              2             154.70

An outer level of the index is not printed again where it stays the same. A pivot names what is
across on the line of the headings, above the name of the index::

    compiler     gcc   intel
    cores
    1         120.40  101.30
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.documents.borders import Line
from parsers.documents.line_cuts import WIDE_GAP
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.tables.cells import UNAVAILABLE, UNSTATED

_NAMES = Pattern(r"#?[A-Za-z_]\S*(?: +#?[A-Za-z_]\S*)*")
_BEFORE_HEADINGS = Pattern(r"(?:(?P<over>[A-Za-z_]\S*)\s)?\s+")
_NUMBER = Pattern(r"[-+]?\.?\d")
_LEAST: Final = 2
"""So many rows show that the line below the headings is no first row."""


def with_index_named(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` with the names of an index on the line of the headings.

    Levels of the index that stand above are filled in.
    """
    done: list[Line] = []
    place = 0
    while place < len(lines):
        rows = _rows_below(lines, place)
        if rows:
            number, headings = lines[place]
            names = lines[place + 1][1].rstrip()
            levels = _levels(rows, names)
            done.append((number, _set_apart(_named(headings, names), levels)))
            done += [(at, _set_apart(row, levels)) for at, row in _filled(rows, levels)]
            place += 2 + len(rows)
        else:
            done.append(lines[place])
            place += 1
    return done


def _rows_below(lines: Sequence[Line], place: int) -> Sequence[Line]:
    """The rows of a frame whose headings are at ``place``, none where there is no frame."""
    if place + 1 + _LEAST >= len(lines):
        return ()
    headings, names = lines[place][1], lines[place + 1][1].rstrip()
    start = _BEFORE_HEADINGS.match(headings)
    if not headings.strip() or start is None or not _NAMES.fullmatch(names):
        return ()
    first = start.end()
    if len(names) >= first or (start["over"] and len(names.split()) > 1):
        return ()
    columns, end = len(WIDE_GAP.split(headings[first:].strip())), place + 2
    while end < len(lines) and _is_row(lines[end][1], columns):
        end += 1
    return lines[place + 2 : end] if end - place - 2 >= _LEAST else ()


def _named(headings: str, names: str) -> str:
    """The headings behind the names of the index, and what counts across behind a stroke."""
    start = _BEFORE_HEADINGS.match(headings)
    over = start["over"] if start else None
    if start is None or not over:
        return names + headings[len(names) :]
    corner = f"{names}\\{over}" if read_heading(over).name in COUNTED else names
    return f"{corner:{start.end() - 2}}  {headings[start.end() :]}"


def _is_row(text: str, columns: int) -> bool:
    """Whether a line has a cell of the index and one for each column, a number among these."""
    cells = text.split()
    return len(cells) > columns and any(map(_is_value, cells[-columns:]))


def _is_value(cell: str) -> bool:
    """Whether a cell is a number, or stands for one that a run did not give."""
    missing = cell.lower() in UNSTATED | UNAVAILABLE
    return missing or _NUMBER.match(cell) is not None or read_outcome(cell) is not None


def _filled(rows: Sequence[Line], starts: Sequence[int]) -> list[Line]:
    """The rows with the outer levels of the index, which begin at ``starts``."""
    filled: list[Line] = []
    above = ""
    for number, row in rows:
        for start, end in pairwise(starts):
            if not row[start:end].strip():
                row = row[:start] + above[start:end] + row[end:]
        filled.append((number, row))
        above = row
    return filled


def _levels(rows: Sequence[Line], names: str) -> list[int]:
    """Where the levels of the index begin: below words of ``names``, behind a blank."""
    starts = [name.start() for name in re.finditer(r"\S+", names)]
    return [
        start
        for start in starts
        if not start
        or (
            all(row[start - 1].isspace() for _, row in rows)
            and any(not row[start].isspace() for _, row in rows)
        )
    ]


def _set_apart(text: str, starts: Sequence[int]) -> str:
    """A line with a wide gap before each level of the index, which one blank sets apart."""
    for start in reversed(starts[1:]):
        text = f"{text[:start]} {text[start:]}"
    return text
