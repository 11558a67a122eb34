"""Change points of one series of values in time.

E-divisive as Hunter and Otava have it (Fleming, Kolaczkowski, Kumar, Das, McCarthy, Pattabhiraman
and Ingo, Hunter: Using Open Source Data Tools to Hunt for Performance Regressions, ICPE 2023): the
statistic of Matteson and James finds candidates in windows that overlap, so that the time is linear
in the length; Student's t test in place of permutations, which is fast and gives the same answer
each time; and candidates that are weak between their neighbours go, the weakest first. Beyond that:

* windows also over the means of 4, 16, ... nights, so that a small step between two long levels is
  found as well as a large one between short ones;
* where the noise of a night hangs on that of the night before, the test reckons with it
  (``night_to_night``);
* outliers are set aside before (``outlying_nights``);
* what is left is moved to where the two levels fit best.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from analysis.history.energy_split import energy_split
from analysis.history.night_to_night import inflation
from analysis.stats.student_t import critical_t

ALPHA: Final = 0.001
"""The p-value of a change point, small as it is the best of many places: as in Hunter. White noise
then has fewer than one in 1,000 nights, as ``benchmarks/history.py`` measures."""
_FEWEST: Final = 3
"""Nights that a level has at least; fewer may be outliers."""
_WINDOW: Final = 48
"""Nights, or means of nights, in a window; the next begins in its middle."""
_COARSER: Final = 4
"""How many means are one at the next scale."""
_WEAK: Final = 5.0
"""How much larger than that of a change point the p-value of a candidate may be."""
_NEARLY: Final = 0.999
"""The share of a critical value from which on rounding may decide."""
_ROUNDING: Final = 1e-20
"""The variance that rounding may leave, as a share of the squared values."""


class LevelSums:
    """Sums along a series, by which two stretches of it are compared in no time."""

    def __init__(self, values: Sequence[float]) -> None:
        """Take the values less their median: sums of squares then lose nothing."""
        middle = median(values) if values else 0.0
        around = [value - middle for value in values]
        self.middle = middle
        self.sums = [0.0, *accumulate(around)]
        self.squares = [0.0, *accumulate(each * each for each in around)]
        self.moments = [0.0, *accumulate(place * each for place, each in enumerate(around))]
        self.floor = _ROUNDING * (middle * middle + self.squares[-1])

    def mean(self, start: int, end: int) -> float:
        """Return the mean of the values from ``start`` up to ``end``."""
        return self.middle + (self.sums[end] - self.sums[start]) / (end - start)

    def residual(self, start: int, end: int) -> float:
        """Return the sum of squared deviations of a stretch from its mean."""
        of_sum = self.sums[end] - self.sums[start]
        return max(self.squares[end] - self.squares[start] - of_sum * of_sum / (end - start), 0.0)

    def parted(self, start: int, end: int, least: int) -> tuple[int, float]:
        """Return the place whose two levels fit a stretch best, and what they explain of it.

        That is the sum of squares between the levels, by which the residual of both is smaller than
        that of one. Each has ``least`` values; ``start`` and 0 where there are too few.
        """
        length, base = end - start, self.sums[start]
        total = self.sums[end] - base
        best, place = 0.0, start
        for m in range(least, length - least + 1):
            apart = (self.sums[start + m] - base) * length - m * total
            between = apart * apart / (m * (length - m))
            if between > best:
                best, place = between, start + m
        return place, best / length if length else 0.0

    def t(self, start: int, place: int, end: int) -> float:
        """Return |t| of Student's test, with pooled variance, of the values before and after."""
        m, n = place - start, end - place
        pooled = (self.residual(start, place) + self.residual(place, end)) / (m + n - 2)
        apart = abs(self.mean(place, end) - self.mean(start, place))
        if apart * apart <= self.floor:
            return 0.0
        return apart / math.sqrt(max(pooled, self.floor) * (1 / m + 1 / n))


def change_points(values: Sequence[float], alpha: float = ALPHA) -> list[int]:
    """Return the places at which a new level begins, in order.

    ``values``: finite, in the order of time, without outliers. ``alpha``: the p-value, above which
    there is no change point.
    """
    levels = LevelSums(values)
    length = len(values)
    found = sorted({*_candidates(values, alpha)})
    larger = inflation(values)
    found = _strong(levels, found, larger, alpha)
    return _strong(levels, _moved(levels, found, length), larger, alpha)


def _candidates(values: Sequence[float], alpha: float) -> Iterator[int]:
    """Yield the places of all scales that are worth a test between their neighbours."""
    scale, means = 1, list(values)
    least = _FEWEST
    while len(means) >= 2 * least:
        windows = range(0, max(len(means) - _WINDOW // 2, 1), _WINDOW // 2)
        for place in _splits(means, windows, least, alpha):
            yield place * scale
        if len(means) <= _WINDOW:
            break
        scale *= _COARSER
        means = [
            sum(means[place : place + _COARSER]) / _COARSER
            for place in range(0, len(means) - _COARSER + 1, _COARSER)
        ]
        least = 2


def _splits(
    values: Sequence[float], windows: Iterable[int], least: int, alpha: float
) -> Iterator[int]:
    """Yield where each window splits, where its parts do, and so on while that is significant."""
    levels, weak = LevelSums(values), min(alpha * _WEAK, 0.5)
    waiting = [(start, min(start + _WINDOW, len(values))) for start in windows]
    while waiting:
        start, end = waiting.pop()
        critical = critical_t(max(end - start - 2, 1), weak)
        if not _may_split(levels, start, end, least, critical):
            continue
        split = energy_split(values[start:end], least)
        if split is None:
            continue
        place = start + split[0]
        if levels.t(start, place, end) >= critical:
            yield place
            waiting += [(start, place), (place, end)]


def _may_split(levels: LevelSums, start: int, end: int, least: int, critical: float) -> bool:
    """Return whether any place of a window reaches a |t|: of most none does, which is soon seen.

    t^2 is what the levels explain over what they leave, times the degrees of freedom.
    """
    place, between = levels.parted(start, end, least)
    left = max(levels.residual(start, end) - between, 0.0)
    return place > start and between * (end - start - 2) >= _NEARLY * critical * critical * left


def _strong(levels: LevelSums, found: Sequence[int], larger: float, alpha: float) -> list[int]:
    """Return the places that are significant between their neighbours; the weakest goes first.

    ``larger``: by how much the error of a mean is, as nights are not independent.
    """
    length = len(levels.sums) - 1
    ends = [0, *found, length]
    before = dict(zip(found, ends, strict=False))
    after = dict(zip(found, ends[2:], strict=True))

    def strength(place: int) -> float:
        start, end = before[place], after[place]
        if min(place - start, end - place) < _FEWEST:
            return 0.0
        return levels.t(start, place, end) / larger / critical_t(end - start - 2, alpha)

    now = {place: strength(place) for place in found}
    heap = [(strong, place) for place, strong in now.items()]
    heapify(heap)
    while heap:
        strong, place = heappop(heap)
        if now.get(place) != strong:
            continue
        if strong >= 1:
            break
        del now[place]
        start, end = before[place], after[place]
        for other, neighbours, beyond in ((start, after, end), (end, before, start)):
            if other in now:
                neighbours[other] = beyond
                now[other] = strength(other)
                heappush(heap, (now[other], other))
    return sorted(now)


def _moved(levels: LevelSums, found: Sequence[int], length: int) -> list[int]:
    """Return each place where the levels before and after it fit best."""
    moved: list[int] = []
    for place, end in pairwise([*found, length]):
        start = moved[-1] if moved else 0
        best, _ = levels.parted(start, end, _FEWEST)
        moved.append(best if best > start else place)
    return moved
