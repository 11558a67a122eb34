"""The end of a delimited text that was cut off within its last row, where that can be seen.

A copy that was interrupted ends anywhere: with no line feed, most often within a cell. A row too
short is left out by who reads the rows; of one that has all its cells, the last may be shorter than
it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

FEWEST: Final = 2
"""So many rows show what the cells of a column look like."""
_DECIMALS: Final = re.compile(r"\s*[-+]?\d+\.(\d+)\s*")


def doubt_about_end(rows: Sequence[Sequence[str]], *, open_quote: bool) -> str | None:
    """Return why the last of ``rows``, behind which no line feed stands, may not be whole.

    All have the same number of fields. ``open_quote``: a quote in the last is not closed. None
    where nothing speaks against it: many files end so.
    """
    if open_quote:
        return "its quote is not closed"
    *others, last = (row[-1] for row in rows)
    if len(others) < FEWEST or not all(map(str.strip, others)):
        return None
    if not last.strip():
        return "its last cell is empty"
    decimals = {found and len(found[1]) for found in map(_DECIMALS.fullmatch, others)}
    (same, *varied) = decimals
    if varied or not same:
        return None
    found = re.fullmatch(r"\s*[-+]?\d*\.?(\d*)\s*", last)
    if found and len(found[1]) < same:
        return "its last number has fewer decimals than all above it"
    return None
