"""Rows of a name and its numbers with single blanks between, as they are pasted from a PDF.

::

    Cores 1 2 4 8
    Time (s) 100 52 28 16
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from typing import Final

from parsers.documents.borders import Line
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading

_ROW = Pattern(
    r"(?P<name>[^\W\d_][^\d]*?(?:\([^()]*\)|\[[^\[\]]*\]|[^\W\d_]|%))"
    r"(?P<numbers>(?: \d[\d.,]*[%x×]?)+)"
)
_LEAST: Final = 3
"""Fewer numbers behind a name may be of anything."""


def with_names_set_apart(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with wide gaps in such rows, of which the first counts in growing numbers.

    All have as many numbers.
    """
    done = list(lines)
    place = 0
    while place < len(done):
        rows = [*takewhile(bool, (_cells(text) for _, text in done[place:]))]
        counts = rows[0][1:] if rows else []
        same = [*takewhile(partial(_has, len(counts) + 1), rows)]
        if len(same) > 1 and len(counts) >= _LEAST and _are_counts(rows[0][0], counts):
            for at, cells in enumerate(same, start=place):
                done[at] = (done[at][0], "   ".join(cells))
        place += max(len(same), 1)
    return done


def _has(width: int, cells: Sequence[str]) -> bool:
    return len(cells) == width


def _cells(text: str) -> list[str]:
    row = _ROW.fullmatch(text.strip())
    return [row["name"], *row["numbers"].split()] if row else []


def _are_counts(name: str, numbers: Sequence[str]) -> bool:
    if read_heading(name).name not in COUNTED or not all(map(str.isdecimal, numbers)):
        return False
    counts = [*map(int, numbers)]
    return counts == sorted({*counts})
