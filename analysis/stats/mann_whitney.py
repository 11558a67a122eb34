"""The two-sided Mann-Whitney U test, exact and aware of ties for small samples.

Mann and Whitney, On a test of whether one of two random variables is stochastically larger than
the other, Annals of Mathematical Statistics 18, 1947. Beyond ``EXACT_UP_TO`` values a side: the
normal approximation with the corrections for ties and continuity.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

EXACT_UP_TO: Final = 20


class RankTest(NamedTuple):
    """``u``: pairs in which the first sample is larger, ties as half; ``p``: two-sided."""

    u: float
    p: float
    exact: bool


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> RankTest:
    """Test whether two samples, neither empty, come from one distribution.

    Raises ``ValueError`` for an empty sample.
    """
    m, n = len(first), len(second)
    if not (m and n):
        raise ValueError("a sample is empty")
    doubled, ties = _doubled_ranks([*first, *second])
    doubled_sum = sum(doubled[:m])
    u = (doubled_sum - m * (m + 1)) / 2
    if max(m, n) > EXACT_UP_TO:
        return RankTest(u, _normal(u, m, n, ties), exact=False)
    return RankTest(u, _exact(doubled_sum, m, tuple(sorted(doubled))), exact=True)


def least_p(m: int, n: int) -> float:
    """Return the smallest p that ``m`` and ``n`` values can reach: that of complete separation."""
    return min(1.0, 2 / math.comb(m + n, m))


def sufficient(m: int, n: int, alpha: float) -> list[tuple[int, int]]:
    """Return the sizes that can reach p < ``alpha`` with the fewest runs more than ``m``, ``n``.

    The most even first; of two equal sides, each other's mirror images are named once.
    """
    total = m + n
    while True:
        pairs = [(a, total - a) for a in range(m, total - n + 1) if least_p(a, total - a) < alpha]
        if pairs:
            ordered = sorted(pairs, key=lambda pair: abs(pair[0] - pair[1]))
            return [(a, b) for a, b in ordered if m != n or a <= b]
        total += 1


def _doubled_ranks(values: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return twice the mid-rank of each value, a whole number, and how many share each value."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    ties = []
    below = 0
    for _, group in groupby(order, key=values.__getitem__):
        tied = list(group)
        for index in tied:
            ranks[index] = 2 * below + len(tied) + 1
        below += len(tied)
        ties.append(len(tied))
    return ranks, ties


def _exact(doubled_sum: int, m: int, doubled: tuple[int, ...]) -> float:
    """Return p from all ways to pick ``m`` of the ranks."""
    sums, bits = _rank_sums(m, doubled)
    at_most = _ways(sums & ((1 << bits * (doubled_sum + 1)) - 1), bits)
    at_least = _ways(sums >> bits * doubled_sum, bits)
    return min(1.0, 2 * min(at_most, at_least) / math.comb(len(doubled), m))


@lru_cache(maxsize=256)
def _rank_sums(m: int, doubled: tuple[int, ...]) -> tuple[int, int]:
    """Return how many picks of ``m`` ranks have each sum, and the bits that a count takes.

    The counts are the digits of one long integer, the digit at place s for the sum s: adding a
    rank to every pick is a shift, and all sums are done in one addition.
    """
    bits = math.comb(len(doubled), m).bit_length() + 1
    picks = [1, *[0] * m]
    for rank in doubled:
        for size in range(m, 0, -1):
            picks[size] += picks[size - 1] << bits * rank
    return picks[m], bits


def _ways(sums: int, bits: int) -> int:
    """Return the sum of the digits, which is the remainder by the base less one: all are fewer."""
    return sums % ((1 << bits) - 1)


def _normal(u: float, m: int, n: int, ties: Sequence[int]) -> float:
    total = m + n
    tied = sum(t**3 - t for t in ties)
    variance = m * n / 12 * (total + 1 - tied / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    z = (abs(u - m * n / 2) - 0.5) / math.sqrt(variance)
    return min(1.0, math.erfc(z / math.sqrt(2)))
