"""The interval of a shift between two samples: the shifts that the rank test does not reject.

Hodges and Lehmann, Estimates of location based on rank tests, Annals of Mathematical Statistics 34,
1963: move the second sample by every possible shift, and keep those at which the Mann-Whitney test
of the moved samples has p >= alpha. Which values a test compares changes only where the shift is
the difference of two values, so that the ends of the interval are such differences. Taken of
logarithms, a shift is a ratio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import polars as pl

from analysis.stats.mann_whitney import least_p, mann_whitney, most_rejected

_MOST_RETESTED: Final = 400
"""Pairs of values up to which tied samples are tested again at other shifts: 20 runs a side."""
MOST_SORTED: Final = 2**18
"""Pairs of values whose differences are sorted; of more, two are searched for by halving."""
_SAME: Final = 1e-12
"""Differences of logarithms that are closer are one, written with other roundings."""
_HALVINGS: Final = 60


class Shift(NamedTuple):
    """By how much the second sample is larger than the first, at least and at most."""

    low: float
    high: float


def shift_interval(
    first: Sequence[float], second: Sequence[float], alpha: float, p: float
) -> Shift | None:
    """Return the interval, at 1 - ``alpha``, of the shift from ``first`` to ``second``.

    ``p`` is that of ``mann_whitney(first, second)``. The interval agrees with it: where p >= alpha
    the shift 0 is in it, else 0 is outside or its end. None where no shift can be rejected, however
    far it is: the samples are too small for ``alpha``.

    Exact where the test is, but for tied samples of more than ``_MOST_RETESTED`` pairs, whose
    interval is that of as many values without ties, which is not narrower (Noether, Biometrics 23,
    1967).
    """
    if least_p(len(first), len(second)) >= alpha:
        return None
    pairs = len(first) * len(second)
    if pairs <= _MOST_RETESTED and (_has_ties(first) or _has_ties(second)):
        found = _retested(first, second, alpha, 0.0 if p >= alpha else None)
    else:
        outside = most_rejected(len(first), len(second), alpha)
        if outside is None:
            return None
        found = Shift(*_differences_at(first, second, (outside, pairs - 1 - outside)))
    return _agreeing(found, rejects=p < alpha)


def _agreeing(found: Shift, *, rejects: bool) -> Shift:
    """Return the interval with 0 on the side where the test has it."""
    low, high = found
    if not rejects:
        return Shift(min(low, 0.0), max(high, 0.0))
    if low < 0 < high:
        return Shift(0.0, high) if low + high > 0 else Shift(low, 0.0)
    return found


def _has_ties(values: Sequence[float]) -> bool:
    return len(set(values)) < len(values)


def _retested(
    first: Sequence[float], second: Sequence[float], alpha: float, accepted: float | None
) -> Shift:
    """Return the ends by testing between the differences, inward from shifts that are rejected.

    ``accepted``: a shift that the test does not reject, where one is known; else the median of the
    differences is one.
    """
    ordered = sorted(y - x for x in first for y in second)
    center = ordered[len(ordered) // 2] if accepted is None else accepted
    ends = [ordered[0]]
    ends += [b for a, b in pairwise(ordered) if b - a > _SAME]

    def accepts(gap: int) -> bool:
        """Whether the test lets the shifts before ``ends[gap]`` stand."""
        shift = (ends[gap - 1] + ends[gap]) / 2
        return mann_whitney(first, [y - shift for y in second]).p >= alpha

    gaps = range(1, len(ends))
    low = _first([gap for gap in gaps if ends[gap - 1] < center], accepts)
    high = _first([gap for gap in reversed(gaps) if ends[gap] > center], accepts)
    return Shift(
        center if low is None else ends[low - 1],
        center if high is None else ends[high],
    )


def _first(gaps: Sequence[int], accepts: Callable[[int], bool]) -> int | None:
    """Return the first gap that the test accepts, those after it being accepted, too."""
    low, high = 0, len(gaps)
    while low < high:
        middle = (low + high) // 2
        if accepts(gaps[middle]):
            high = middle
        else:
            low = middle + 1
    return gaps[low] if low < len(gaps) else None


def _differences_at(
    first: Sequence[float], second: Sequence[float], places: Sequence[int]
) -> list[float]:
    """Return the differences at some ``places``, from 0, of all in ascending order."""
    if len(first) * len(second) <= MOST_SORTED:
        ordered = sorted(y - x for x in first for y in second)
        return [ordered[place] for place in places]
    one, other = pl.Series(sorted(first)), pl.Series(sorted(second))
    return [_searched(one, other, place) for place in places]


def _searched(first: pl.Series, second: pl.Series, place: int) -> float:
    """Return the difference at ``place``, to the last digits, by counting those below a guess."""
    low, high = second[0] - first[-1], second[-1] - first[0]
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        if not low < middle < high:
            break
        if second.search_sorted(first + middle, side="right").sum() > place:
            high = middle
        else:
            low = middle
    return float(high)
