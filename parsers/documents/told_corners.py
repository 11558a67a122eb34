"""Numbers across aligned text that the text above says to be counts.

::

    Time (s) against cores

    compiler       4       8      16
    gcc       120.40   61.30   31.20
    intel     101.30   52.00   27.10
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, islice
from typing import Final

from parsers.documents.borders import Line
from parsers.documents.line_cuts import STROKES, WIDE_GAP
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.tables.captions_below import caption_below
from parsers.tables.counts_in_a_row import grow
from parsers.tables.numbered_headings import CORNER, count_named_above

_FEWEST: Final = 3
_FARTHEST: Final = 6
"""So many lines above the numbers the text may stand, with what underlines it, a remark, blanks."""
_NAMED_ROW = Pattern(r"\s*\w\S*(?: \S+)*\s{2,}[-+]?\d*\.?\d")


def with_corners_told(lines: Sequence[Line]) -> list[Line]:
    """Return numbered ``lines``, the corner above names with what counts beside it as well."""
    found = list(lines)
    for place, (number, text) in enumerate(lines):
        if (corner := _corner(text)) and (told := _told(lines, place, corner)):
            found[place] = (number, f"{told}  {text.strip().removeprefix(corner).lstrip()}")
            if place + 1 < len(found) and STROKES.match(found[place + 1][1]):
                # Its strokes show where columns stood before.
                found[place + 1] = (number + 1, found[place + 1][1].replace(" ", "-"))
    return found


def _corner(text: str) -> str | None:
    """What stands before growing whole numbers, and counts nothing itself."""
    first, *others = WIDE_GAP.split(text.strip())
    if len(others) < _FEWEST or not grow(others) or not first[:1].isalpha():
        return None
    return None if read_heading(CORNER.split(first)[-1]).name in COUNTED else first


def _told(lines: Sequence[Line], place: int, corner: str) -> str | None:
    below = [text for _, text in lines[place + 1 : place + 3] if not STROKES.match(text)]
    if not below or not _NAMED_ROW.match(below[0]):
        return None
    above = [text.strip() for _, text in lines[max(0, place - _FARTHEST) : place]]
    counted = count_named_above([text for text in above if text])
    counted = counted or count_named_above([caption_below(_behind_rows(lines, place + 1), above)])
    return counted and f"{corner} \\ {counted}"


def _behind_rows(lines: Sequence[Line], place: int) -> str:
    """The line behind the rows that begin at ``place``, with no more than blank lines between."""
    rest = (text.strip() for _, text in lines[place:])
    behind = dropwhile(lambda text: _NAMED_ROW.match(text) or STROKES.match(text), rest)
    return next(filter(None, islice(behind, _FARTHEST)), "")
