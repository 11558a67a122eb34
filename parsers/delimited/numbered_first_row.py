"""Numbers and conditions in the first row of delimited text that are its headings.

``Model,1,2,4`` or ``Code,N=1,N=2,N=4``.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.delimited.split_lines import Row
from parsers.grammar.outcomes import read_outcome
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import SET_BEFORE
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE
from parsers.tables.cells import UNAVAILABLE, UNSTATED
from parsers.tables.counts_in_a_row import grow
from parsers.tables.numbered_headings import CORNER

_NUMBER = Pattern(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WHOLE = Pattern(r"^\s*(\d+)\.0+\s*$")
_CONDITION = Pattern(r"(?P<name>[A-Za-z#][\w #]*?)\s?=\s?(?P<number>\d{1,7})(?:\s*[(\[].*[)\]])?")


def is_numbered(first: Row, below: Sequence[Row]) -> bool:
    """Return whether numbers in the first row are headings: ``Model,1,2,4``.

    They grow, under what is set, or else above fractions beside a name in each row.
    """
    corner, *others = (field.strip() for field in with_whole_headings(first))
    if _is_name(corner) and others and _is_above_numbers(others[0], [row.fields for row in below]):
        # A name above nothing but numbers: the first row names columns, which are more than one.
        del others[0]
        return len(others) > 1 and grow(others)
    # Sizes across what counts may begin with the largest.
    falls = read_heading(corner).name in SCALE and grow(others[::-1])
    if len(others) < 2 or not (grow(others) or falls):
        return False
    said = [corner, *CORNER.split(corner), *corner.split("/")]
    if not corner:
        # Rows have names, and headings need none above them.
        return bool(below) and all(row.fields[0].strip() for row in below)
    known = any(read_heading(each).kind in SET_BEFORE for each in said) or _are_measured(below)
    return _is_name(corner) and (known or _are_numbered(below))


def _is_name(field: str) -> bool:
    return any(map(str.isalpha, field)) and not field[:1].isdigit()


def _is_above_numbers(name: str, below: Sequence[Sequence[str]]) -> bool:
    """Whether a name stands in the second field of rows that have numbers there."""
    fields = [row[1].strip() for row in below if len(row) > 1]
    if read_outcome(name) is not None or name.lower() in UNSTATED | UNAVAILABLE:
        return False
    return _is_name(name) and len(fields) > 1 and all(field.isdecimal() for field in fields)


def with_whole_headings(row: Row) -> tuple[str, ...]:
    """Return headings with ``1`` for ``1.0``, as a frame with counts for columns is written."""
    return tuple(_WHOLE.sub(r"\1", field) for field in row.fields)


def has_conditions(row: Row) -> bool:
    """Return whether fields are conditions: ``Code,N=1,N=2,N=4``, with one name in all.

    What stands beside them are names, on whichever side.
    """
    fields = [field.strip() for field in row.fields]
    found = [match for field in fields if (match := _CONDITION.fullmatch(field))]
    names, numbers = ({match[part] for match in found} for part in ("name", "number"))
    others = [field for field in fields if not _CONDITION.fullmatch(field)]
    are_named = all(_is_name(field) and "=" not in field for field in others)
    return bool(others) and are_named and 1 < len(found) == len(numbers) and len(names) == 1


def _are_numbered(rows: Sequence[Row]) -> bool:
    """Whether each row begins with a number of its own, as no name above them is a row of them."""
    firsts = [row.fields[0].strip() for row in rows]
    return len(set(firsts)) == len(firsts) > 1 and all(first[:1].isdigit() for first in firsts)


def _are_measured(rows: Sequence[Row]) -> bool:
    """Whether rows have a name and then numbers, of which there are fractions."""
    names = [row.fields[0].strip() for row in rows]
    fields = [field.strip() for row in rows for field in row.fields[1:]]
    named = len(set(names)) == len(names) > 0 and not any(name[:1].isdigit() for name in names)
    return named and all(map(_NUMBER.fullmatch, fields)) and any("." in field for field in fields)
