"""Single bad nights: values far from those around them, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from analysis.stats.descriptive import TO_SIGMA

_AROUND: Final = 5
"""How many nights on each side a value is held against."""
_LONGEST: Final = 2
"""How many nights in a row may be outliers; more of them are a level of their own."""
_FAR_OFF: Final = 4.0
"""From how many standard deviations of the noise a night is an outlier: of ten thousand nights of
a normal distribution, fewer than one."""
_SHORTEST: Final = 7
"""Nights below which no outlier is told from the rest."""


def outlying_nights(values: Sequence[float]) -> list[bool]:
    """Return which values are outliers among those around them.

    A value is held against the median of the nights before it and that of the nights after it, and
    is one where it is far from both on the same side: at a step it is near one of them. Far is
    against the typical distance from the former, as in Hampel's filter (Davies and Gather, The
    identification of multiple outliers, JASA 88, 1993). The newest nights are none, as whether they
    stay so is not known.
    """
    length = len(values)
    if length < _SHORTEST:
        return [False] * length
    after = [_middle(values[place + 1 : place + 1 + _AROUND]) for place in range(length - 1)]
    before = [_middle(values[max(0, place - _AROUND) : place]) for place in range(1, length)]
    # The first nights have nothing before them that could tell.
    off = [
        _nearer(value - was, value - will)
        for value, was, will in zip(
            values, [*after[:_LONGEST], *before[_LONGEST - 1 :]], [*after, before[-1]], strict=True
        )
    ]
    usual = median(abs(value - was) for value, was in zip(values[1:], before, strict=True))
    limit = _FAR_OFF * usual / TO_SIGMA
    flagged = [limit > 0 and abs(each) > limit for each in off]
    place = 0
    while place < length:
        end = place
        while end < length and flagged[end] and (off[end] > 0) == (off[place] > 0):
            end += 1
        if end - place > _LONGEST or end == length:
            flagged[place:end] = [False] * (end - place)
        place = max(end, place + 1)
    return flagged


def _nearer(one: float, other: float) -> float:
    """Return the smaller of two distances of the same sign, else 0."""
    return min(one, other, key=abs) if one * other > 0 else 0.0


def _middle(values: Sequence[float]) -> float:
    """Return the median of a few values, in half the time of the one for any numbers."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
