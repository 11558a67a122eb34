"""Where a stretch of values falls best into two: the statistic of E-divisive.

Matteson and James, A nonparametric approach for multiple change point analysis of multivariate
data, Journal of the American Statistical Association 109, 2014, with the exponent 1: of m values
before and n after, Q = mn / (m + n) · (2 · mean |x - y| across - mean |x - x'| before - mean
|y - y'| after), largest where the two differ most in distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import sub


def energy_split(values: Sequence[float], least: int = 2) -> tuple[int, float] | None:
    """Return how many values stand before the best split, and its Q.

    ``least``: how many each side has at least, 2 or more. None where there are too few values.
    Takes a time in the square of the length: of long series give it windows.
    """
    length = len(values)
    if length < 2 * least:
        return None
    # The distances of each value to those before it, and to all: a value that goes from the right
    # side to the left takes them along.
    to_before = [
        sum(map(abs, map(sub, values[:place], repeat(value)))) for place, value in enumerate(values)
    ]
    to_all = _distances(values)
    total = sum(to_before)
    before = list(accumulate(to_before))
    gone = list(accumulate(to_all))
    best: tuple[int, float] | None = None
    for m in range(least, length - least + 1):
        n = length - m
        left = before[m - 1]
        across = gone[m - 1] - 2 * left
        right = total - left - across
        q = 2 * across - n * left * 2 / (m - 1) - m * right * 2 / (n - 1)
        if best is None or q > best[1]:
            best = m, q
    if best is None:
        return None
    return best[0], best[1] / length


def _distances(values: Sequence[float]) -> list[float]:
    """Return of each value the sum of its distances to all."""
    order = sorted(range(len(values)), key=values.__getitem__)
    total, below = sum(values), 0.0
    found = [0.0] * len(values)
    for rank, place in enumerate(order):
        value = values[place]
        above = total - below
        found[place] = value * rank - below + above - value * (len(values) - rank)
        below += value
    return found
