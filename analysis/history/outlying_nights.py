"""Single bad nights: values far from those around them, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from analysis.stats.descriptive import TO_SIGMA

AROUND: Final = 5
"""How many nights on each side a value is held against."""
LONGEST: Final = 2
"""How many nights in a row may be outliers; more of them are a level of their own."""
FAR_OFF: Final = 4.0
"""From how many standard deviations of the noise a night is an outlier: of ten thousand nights of
a normal distribution, fewer than one."""
SHORTEST: Final = 7
"""Nights below which no outlier is told from the rest."""


def outlying_nights(values: Sequence[float]) -> list[bool]:
    """Return which values are outliers among those around them.

    A value is held against the median of itself and ``AROUND`` nights on each side, and its
    distance against the spread of all such distances, as Hampel's filter does (Davies and Gather,
    The identification of multiple outliers, JASA 88, 1993). At a step half of the nights around
    are on the new level, and so it is none. Nor is the newest night: whether it stays is not known.
    """
    length = len(values)
    if length < SHORTEST:
        return [False] * length
    off = [
        value - median(values[max(0, place - AROUND) : place + AROUND + 1])
        for place, value in enumerate(values)
    ]
    limit = FAR_OFF * median(map(abs, off)) / TO_SIGMA
    flagged = [limit > 0 and abs(each) > limit for each in off]
    place = 0
    while place < length:
        end = place
        while end < length and flagged[end] and (off[end] > 0) == (off[place] > 0):
            end += 1
        if end - place > LONGEST or end == length:
            flagged[place:end] = [False] * (end - place)
        place = max(end, place + 1)
    return flagged
