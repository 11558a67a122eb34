"""What may be the headings of aligned text, and what the line below them says of units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.documents.line_cuts import STROKES, UNIT_IN_BRACKETS, WIDE_GAP, Split
from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_unit
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_texts import as_int
from parsers.tables.cells import UNSTATED
from parsers.tables.levels import read_levels
from parsers.tables.numbered_headings import CORNER

_LETTER = Pattern(r"[^\W\d_]")
_COMMENT = Pattern(r"\s*[#%!]+\s*")
_UNITS = Pattern(r"\s*(?:[(\[][^()\[\]\s]+[)\]]\s*){2,}")
_NUMBER = Pattern(r"[-+]?[\d.,]+\Z")
_CONDITION = Pattern(r"[A-Za-z#][\w #]* = \d+\Z")
"""``Num Nodes = 4``, of which several are headings."""
_AMOUNT = Pattern(
    r"[-+]?\d+\.\d+(?:[eE][-+]?\d+)?\s+"
    r"(?:(?P<brackets>\[[^\]]+\])(?:\s+\([^()]*\))?|(?P<unit>\S+))\Z"
)
"""A number with a fraction and a unit: what was measured, and no heading."""
_LONGEST: Final = 500
_SET_APART: Final = 3
"""So many cells between wide gaps are headings and no sentence."""


def says_units(text: str) -> bool:
    """Whether the line below headings may have their units: a comment, or units alone."""
    return is_comment(text) or _are_units(text)


def _are_units(text: str) -> bool:
    """Whether a line has units alone: in brackets, or with dashes where there is none."""
    if _UNITS.fullmatch(text):
        return True
    words = text.split()
    units = [word for word in words if word not in UNSTATED]
    return 0 < len(units) < len(words) and all(
        UNIT_IN_BRACKETS.fullmatch(word) or parse_unit(word) for word in units
    )


def has_counts(cells: Sequence[str], split: Split) -> bool:
    """Whether headings set apart say how large runs were, so that the rest is measured."""
    if not split.sets_words_apart:
        return False
    return have_count(cells) or read_levels(cells, ()) is not None


def have_count(cells: Sequence[str]) -> bool:
    """Return whether one of the headings is that of a count."""
    return any(read_heading(cell).name in COUNTED for cell in cells)


def begins_with_count(cells: Sequence[str]) -> bool:
    """Whether the first heading of a comment counts, as it does above data for gnuplot."""
    return read_heading(cells[0]).name in COUNTED


def has_units(cells: Sequence[str], split: Split) -> bool:
    """Whether a single row below headings is one of a table: one is of a known quantity."""
    if not split.sets_words_apart:
        return False
    headings = [read_heading(cell) for cell in cells]
    return any(each.unit or (each.kind == "metric" and each.better) for each in headings)


def may_be_headings(text: str) -> bool:
    """Whether a line has words set apart by blanks, and is neither a sentence nor a result."""
    if len(text) > _LONGEST or not _LETTER.search(text):
        return False
    text = without_mark(text)
    if STROKES.match(text) or _are_units(text):
        return False
    words = text.split()
    # Between wide gaps a heading may have a number of its own: ``Run 1``, ``8 GPUs``.
    cells = WIDE_GAP.split(text.strip())
    numbered = any(map(_NUMBER.match, words if len(cells) < 2 else cells))
    if len(words) < 2 or (numbered and not is_on_its_side(cells)):
        return False
    if _has_amounts(cells) or _is_statement(cells, words):
        return False
    # A comma ends no heading; it may stand within one that wide gaps set apart.
    set_apart = len(cells) >= _SET_APART or read_heading(cells[0]).name in COUNTED
    ends = cells if set_apart else words
    conditions = sum(map(bool, map(_CONDITION.match, cells)))
    is_assigned = "=" in words and not (set_apart and conditions >= len(cells) - 1)
    return not any(part[-1] in ",;" for part in ends) and "|" not in words and not is_assigned


def _has_amounts(cells: Sequence[str]) -> bool:
    """Whether a line is a result: ``Runtime:  968.783 s``; of several, with no name before them.

    ``Message size  0.5 MB  1.5 MB`` are headings.
    """
    found = [
        cell
        for cell in cells
        if (match := _AMOUNT.match(cell)) and (match["brackets"] or parse_unit(match["unit"]))
    ]
    return len(found) == 1 or (bool(found) and found[0] == cells[0])


def _is_statement(cells: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a line says what it names: ``Memory:  70.00%``, ``config: hybrid``, ``Time  : 8``."""
    if (len(words) == 2 and words[0].endswith(":")) or any(cell[0] == ":" for cell in cells[1:]):
        return True
    return len(cells) == 2 and cells[0].endswith(":") and cells[1][:1].isdigit()


def is_on_its_side(cells: Sequence[str]) -> bool:
    """Whether growing counts stand beside what they count: ``Threads  1  2  4``."""
    first, *others = cells
    counts = [number for cell in others if (number := as_int(cell)) is not None]
    return (
        read_heading(CORNER.split(first)[-1]).name in COUNTED
        and len(counts) == len(others) > 1
        and counts == sorted(set(counts))
    )


def without_mark(text: str) -> str:
    """Return ``text`` with blanks for the mark of a comment: its columns stay where they are."""
    mark = _COMMENT.match(text)
    return text if mark is None else " " * mark.end() + text[mark.end() :]


def is_comment(text: str) -> bool:
    """Whether a line begins with the mark of a comment."""
    return _COMMENT.match(text) is not None


def units_below(headings: str, text: str) -> list[str | None]:
    """Return the units below headings, for each the nearest by where they end; none if in doubt.

    Where as many units and dashes as headings between wide gaps stand there, each has its own.
    """
    cells = [] if is_comment(text) else text.split()
    if _are_units(text) and len(cells) == len(WIDE_GAP.split(headings.strip())):
        return [_unit_of(cell) for cell in cells]
    words = list(re.finditer(r"\S+", without_mark(headings)))
    units: list[str | None] = [None] * len(words)
    found = list(UNIT_IN_BRACKETS.finditer(text))
    if " ".join(unit[0] for unit in found) != " ".join(without_mark(text).split()):
        return []
    for unit in found:
        nearest = min(range(len(words)), key=lambda place: abs(words[place].end() - unit.end()))
        if units[nearest] is not None:
            return []
        units[nearest] = unit[0]
    return [_unit_of(unit) for unit in units]


def _unit_of(word: str | None) -> str | None:
    """Return a unit in brackets, as it follows its heading; None for a dash or another word."""
    bare = (word or "").strip("[]()")
    return f"[{bare}]" if bare not in UNSTATED and parse_unit(bare) else None
