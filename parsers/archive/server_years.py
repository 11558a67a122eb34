"""The year of ``started`` on a server, told by the times at which years begin.

``EXTRACT(year FROM started)`` says the same, but no index helps to find it, and a server that
shares its records out does not send it to those that have them (its first argument is a text of the
database's collation): they would send all they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_FIRST, _LAST = 1, 9999
"""Years that there are: what our records can hold, and four digits write."""
_FACETS: Final = range(1970, 2100)
"""Years that records are counted by."""
_SIGNS: Final = {"<": ("<", 0), "<=": ("<", 1), ">": (">=", 1), ">=": (">=", 0)}


def compared(sign: str, year: int) -> str:
    """Return that the year compares so, for one of ``= <> != < <= > >=``."""
    if sign == "=":
        return between(year, year)
    if sign in ("<>", "!="):
        return f"(NOT {between(year, year)})"
    ours, later = _SIGNS[sign]
    return f"(started {ours} {_begin(year + later)})"


def between(first: int, last: int) -> str:
    """Return that the year is one from the first to the last."""
    return f"(started >= {_begin(first)} AND started < {_begin(last + 1)})"


def among(years: Sequence[int]) -> str:
    """Return that the year is one of these."""
    return f"({' OR '.join(between(year, year) for year in years)})"


def counted_by() -> str:
    """Return what tells the years of ``_FACETS`` apart, for ``GROUP BY``: see ``year_of``."""
    begins = ", ".join(_begin(year) for year in (*_FACETS, _FACETS.stop))
    return f"width_bucket(started, ARRAY[{begins}])"


def year_of(bucket: int | None) -> int | None:
    """Return the year that ``counted_by`` has told, ``None`` for one that ``_FACETS`` has not."""
    if bucket is None or not 1 <= bucket <= len(_FACETS):
        return None
    return _FACETS[bucket - 1]


def _begin(year: int) -> str:
    if year < _FIRST:
        return "TIMESTAMP '-infinity'"
    return f"TIMESTAMP '{year:04}-01-01'" if year <= _LAST else "TIMESTAMP 'infinity'"
