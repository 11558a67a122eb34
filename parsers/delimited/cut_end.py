"""The end of a delimited text that was cut off within its last row, where that can be seen.

A copy that was interrupted ends anywhere: with no line feed, most often within a cell. A row too
short is left out by who reads the rows, as is one whose last number is shorter than all above it:
``8,30`` of ``8,3050.25`` is a wrong number, and a missing one misleads nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FEWEST: Final = 2
"""So many rows show what the cells of a column look like."""
_DECIMALS: Final = re.compile(r"\s*[-+]?\d+[.,](\d+)\s*")
_BEGUN: Final = re.compile(r"\s*[-+]?\d+(?:[.,](\d*))?")
"""A number as far as it goes; an empty cell is none."""


def has_cut_number(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the last of ``rows``, behind which no line feed stands, ends in half a number.

    All have the same number of fields. Numbers above it have the same number of decimals, which it
    falls short of.
    """
    *others, last = (row[-1] for row in rows)
    if len(others) < _FEWEST:
        return False
    decimals = {found and len(found[1]) for found in map(_DECIMALS.fullmatch, others)}
    (same, *varied) = decimals
    if varied or not same:
        return False
    found = _BEGUN.fullmatch(last)
    return found is not None and len(found[1] or "") < same


def doubt_about_end(rows: Sequence[Sequence[str]], *, open_quote: bool) -> str | None:
    """Return why the last of ``rows``, behind which no line feed stands, may not be whole.

    None where nothing speaks against it: many files end so.
    """
    if open_quote:
        return "its quote is not closed"
    *others, last = (row[-1] for row in rows)
    if len(others) >= _FEWEST and all(map(str.strip, others)) and not last.strip():
        return "its last cell is empty"
    return None
