"""Ticks of an axis of time: round days, months or years, whichever fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

EPOCH: Final = date(1970, 1, 1)
_MOST: Final = 12
"""Ticks of an axis; more say nothing that these do not."""
_DAYS: Final = (1, 2, 7, 14)
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_MONTH: Final = 30
"""Days of a month, nearly."""


def day_of(x: float) -> date:
    """Return the day of ``x``, days since 1970."""
    return EPOCH + timedelta(days=int(x // 1))


def written_date(x: float) -> str:
    """Return ``2026-03-01``."""
    return day_of(x).isoformat()


def date_ticks(first: float, last: float) -> list[float]:
    """Return round dates from ``first`` to ``last``, days since 1970, at most about ``_MOST``."""
    start, end = day_of(first), day_of(last)
    days = (end - start).days
    step = next((each for each in _DAYS if days / each < _MOST), None)
    if step is not None:
        found = [float((start - EPOCH).days + at) for at in range(0, days + 1, step)]
    else:
        months = next((each for each in _MONTHS if days / (each * _MONTH) < _MOST), _MONTHS[-1])
        found = [float((each - EPOCH).days) for each in _months(start, end, months)]
    return [x for x in found if first // 1 <= x <= last] or [first]


def _months(start: date, end: date, step: int) -> Iterator[date]:
    """Yield the first days of every ``step``-th month, counted from January."""
    number = start.year * 12 + start.month - 1
    number += -number % step
    while (each := date(number // 12, number % 12 + 1, 1)) <= end:
        if each >= start:
            yield each
        number += step
