"""The order-statistic confidence interval of a median: no assumption about the distribution.

The interval from the k-th smallest to the k-th largest of n independent values holds the median
unless fewer than k of them fall on one side of it, and how many do is binomial with p = 1/2 (David
and Nagaraja, Order Statistics, 3rd edition, 2003, section 7.1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

_ROUNDING = 1e-9
"""By how much the sum of the binomial shares may be off."""


@cache
def median_ranks(n: int, confidence: float = 0.95) -> tuple[int, int] | None:
    """Return the ranks, from 1, of the ends of the symmetric interval, the shortest that suffices.

    None where even the smallest and the largest of ``n`` values do not reach ``confidence``.
    """
    rank = n // 2
    coverage = _share(n, rank) * (1 if n % 2 == 0 else 2)
    while rank > 0 and coverage < confidence - _ROUNDING:
        rank -= 1
        coverage += 2 * _share(n, rank)
    return (rank, n + 1 - rank) if rank > 0 else None


def median_interval(
    values: Sequence[float], confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the ends of the interval of the median of ``values``, None where they are too few."""
    ranks = median_ranks(len(values), confidence)
    if ranks is None:
        return None
    ordered = sorted(values)
    return ordered[ranks[0] - 1], ordered[ranks[1] - 1]


def _share(n: int, k: int) -> float:
    """The probability that ``k`` of ``n`` values fall below the median."""
    log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2)
    return math.exp(log)
