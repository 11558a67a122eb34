"""What is said right below a table: a paragraph about the one above it, and about no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.documents.cell_text import plain
from parsers.grammar.patterns import Pattern

_NOTHING = Pattern(r"\s*(?:`{3,}|~{3,}|</?\w+>)?\s*")
"""A blank line, or the end of a block of code that the table stood in."""
_UNDERLINE = Pattern(r"([-=~^+])\1{2,}\s*\Z")
_HEADING = Pattern(r"\s*(?:#{1,6}\s|\*\*[^*]+\*\*:?\s*$|={3,}|-{3,})")
_CLOSING = Pattern(r"\s*(?:[-=+]{2,}[-=+ ]*|\|={3,})\s*\Z")
"""The rule right below the last row of a table."""
_CELLS = Pattern(r"\S\s{2,}\S|\||\t")
_MOST: Final = 500
"""Characters; a longer text goes on about other things."""
_FAR: Final = 3
"""So many blank lines part a text from a table."""


def text_below(lines: Sequence[str], last: int) -> str:
    """Return the paragraph below the ``last`` line (1-based) of a table, without its markup.

    Nothing where it may be about another table: it ends in a colon, or one stands below it.
    """
    is_closed = last < len(lines) and _CLOSING.match(lines[last]) is not None
    place = _behind_blank(lines, last + is_closed)
    end = place
    while end < len(lines) and not _NOTHING.fullmatch(lines[end]) and not _ends(lines[end]):
        end += 1
    if end < len(lines) and _UNDERLINE.match(lines[end]):
        return ""  # The title of what comes next.
    text = " ".join(line.strip() for line in lines[place:end])
    after = _behind_blank(lines, end)
    is_last = after >= len(lines) or _HEADING.match(lines[after]) is not None
    goes_on = after < len(lines) and after > end and not _ends(lines[after])
    if not text or len(text) > _MOST or text[-1] in ":：" or not (is_last or goes_on):
        return ""
    return plain(text.lstrip("> "))


def _behind_blank(lines: Sequence[str], place: int) -> int:
    end = min(place + _FAR, len(lines))
    while place < end and _NOTHING.fullmatch(lines[place]):
        place += 1
    return place


def _ends(line: str) -> bool:
    """Whether a line belongs to no paragraph: it is a heading, or has cells."""
    return _HEADING.match(line) is not None or _CELLS.search(line.strip()) is not None
