"""Lines that name the type of each column, as frames print them below their headings.

::

      nodes time_s              Row │ ranks  time_s
      <int>  <dbl>                  │ Int64  Float64
    1     1   88.1             ─────┼────────────────
    2     2   45.0                1 │     1    88.1

R's tibbles on the left, DataFrames of Julia on the right; DuckDB and Polars draw borders around
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.documents.borders import Line
from parsers.documents.line_cuts import WIDE_GAP
from parsers.grammar.patterns import Pattern
from parsers.grammar.type_names import are_types

_NUMBER = Pattern(r"[-+]?\.?\d")
_ROW_NUMBERS = Pattern(r"\s*Row\s*[|│]")
_STROKES: Final = ("|", "│")
_CROSSED: Final = ("+", "┼")


def without_types(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines`` without those of types between headings and numbers.

    The numbers of rows that stand before a stroke go with them.
    """
    done: list[Line] = []
    place = 0
    while place < len(lines):
        number, text = lines[place]
        place += 1
        if not _is_of_types(lines, place - 1):
            done.append((number, text))
            continue
        heading = done[-1][1]
        if _ROW_NUMBERS.match(heading):
            stroke = max(map(heading.find, _STROKES))
            done[-1] = (done[-1][0], heading[stroke + 1 :])
            rows = _behind(lines[place:], stroke)
            done += [row for row in rows if row[1]]
            place += len(rows)
    return done


def _behind(lines: Sequence[Line], stroke: int) -> list[Line]:
    """The lines as long as they are drawn, less what stands before the ``stroke``; rules empty."""
    rows: list[Line] = []
    for number, text in lines:
        drawn = text[stroke : stroke + 1]
        if drawn not in (*_STROKES, *_CROSSED):
            break
        rows.append((number, text[stroke + 1 :] if drawn in _STROKES else ""))
    return rows


def _is_of_types(lines: Sequence[Line], place: int) -> bool:
    """Whether a line has as many types as the one above has headings, and the next has numbers."""
    types = _words(lines[place][1])
    if not 0 < place < len(lines) - 1 or len(types) < 2 or not are_types(types):
        return False
    heading = lines[place - 1][1]
    headings = {len(_words(heading)), len(_phrases(heading))}
    numbered = _ROW_NUMBERS.match(lines[place - 1][1]) is not None
    below = [row.split() for _, row in lines[place + 1 : place + 3]]
    return len(types) + numbered in headings and any(any(map(_NUMBER.match, row)) for row in below)


def _words(text: str) -> list[str]:
    return _without_strokes(text).split()


def _phrases(text: str) -> list[str]:
    """The headings where a wide gap sets them apart: ``wall time (s)`` is one."""
    return WIDE_GAP.split(_without_strokes(text).strip())


def _without_strokes(text: str) -> str:
    for stroke in _STROKES:
        text = text.replace(stroke, "  ")
    return text
