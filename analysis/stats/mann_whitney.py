"""The two-sided Mann-Whitney U test, exact and aware of ties for small samples.

Mann and Whitney, On a test of whether one of two random variables is stochastically larger than
the other, Annals of Mathematical Statistics 18, 1947. Exact where the smaller side has at most
``_EXACT_UP_TO`` values and the sums of their ranks are counted within ``_MOST_WORDS``; beyond that
the normal approximation with the corrections for ties and continuity.

With m values against n there are N = m + n ranks. Counting adds every rank to the picks of 1 to m
ranks before it: N·m additions of whole numbers with a digit for each sum that m ranks can have, at
most m·n + 1 of them without ties and twice as many with ties, each wide enough for the number of
all picks, C(N, m). ``_MOST_WORDS`` bounds the product of these, in words of 64 bits. A side of one
value takes no counting of sums at all, and so is exact however many are on the other.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

_EXACT_UP_TO: Final = 20
"""How many values the smaller side may have for the exact test."""
_MOST_WORDS: Final = 2**26
"""The words of 64 bits that may be added to count the sums of ranks: a tenth of a second."""
_WORD: Final = 64


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
    smaller = doubled[:m] if m <= n else doubled[m:]
    if len(smaller) <= _EXACT_UP_TO:
        steps = _steps(doubled)
        if _words(len(smaller), steps) <= _MOST_WORDS:
            return RankTest(u, _exact(smaller, doubled, steps), exact=True)
    return RankTest(u, _normal(u, m, n, ties), exact=False)


def least_p(m: int, n: int) -> float:
    """Return the smallest p that ``m`` and ``n`` values can reach: that of complete separation."""
    return min(1.0, 2 / math.comb(m + n, m))


@lru_cache(maxsize=1024)
def most_rejected(m: int, n: int, alpha: float) -> int | None:
    """Return the largest u with p < ``alpha`` of ``m`` and ``n`` values without ties, None if none.

    That of the smaller tail: u is a whole number from 0 to m·n / 2.
    """
    smaller, steps = min(m, n), _steps(range(2, 2 * (m + n) + 1, 2))
    if smaller <= _EXACT_UP_TO and _words(smaller, steps) <= _MOST_WORDS:
        rejected = _most_rejected_exactly(smaller, m + n, alpha)
    else:
        tail = range(m * n // 2 + 1)
        rejected = bisect_left(tail, True, key=lambda u: _normal(u, m, n, ()) >= alpha) - 1
    return rejected if rejected >= 0 else None


def _most_rejected_exactly(m: int, total: int, alpha: float) -> int:
    if m == 1:
        return bisect_left(range(total), True, key=lambda u: 2 * (u + 1) / total >= alpha) - 1
    sums, bits = _rank_sums(m, tuple(range(total)))
    least = m * (m - 1) // 2
    sums >>= bits * least
    ways = 0
    rejected = -1
    while rejected < m * (total - m) // 2:
        ways += sums & ((1 << bits) - 1)
        if 2 * ways / math.comb(total, m) >= alpha:
            break
        sums >>= bits
        rejected += 1
    return rejected


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


class _Steps(NamedTuple):
    """Ranks in ascending order as whole steps above the lowest one: 0, 1, 2 and on without ties.

    ``lowest`` and ``size`` give the doubled rank back: lowest + step · size.
    """

    lowest: int
    size: int
    ranks: tuple[int, ...]


def _steps(doubled: Sequence[int]) -> _Steps:
    lowest = min(doubled)
    size = math.gcd(*(rank - lowest for rank in doubled)) or 1
    return _Steps(lowest, size, tuple(sorted((rank - lowest) // size for rank in doubled)))


def _words(m: int, steps: _Steps) -> int:
    """Return how many words of 64 bits are added to count the sums of ``m`` of these ranks."""
    if m == 1:
        return len(steps.ranks)
    sums = sum(steps.ranks[-m:]) + 1
    return len(steps.ranks) * m * (sums * _bits(m, len(steps.ranks)) // _WORD + 1)


def _bits(m: int, total: int) -> int:
    return math.comb(total, m).bit_length() + 1


def _exact(smaller: Sequence[int], doubled: Sequence[int], steps: _Steps) -> float:
    """Return p from all ways to pick as many of the ``doubled`` ranks as ``smaller`` has."""
    m = len(smaller)
    if m == 1:
        at_most = sum(rank <= smaller[0] for rank in doubled)
        at_least = sum(rank >= smaller[0] for rank in doubled)
        return min(1.0, 2 * min(at_most, at_least) / len(doubled))
    found = (sum(smaller) - m * steps.lowest) // steps.size
    sums, bits = _rank_sums(m, steps.ranks)
    at_most = _ways(sums & ((1 << bits * (found + 1)) - 1), bits)
    at_least = _ways(sums >> bits * found, bits)
    return min(1.0, 2 * min(at_most, at_least) / math.comb(len(doubled), m))


@lru_cache(maxsize=64)
def _rank_sums(m: int, ranks: tuple[int, ...]) -> tuple[int, int]:
    """Return how many picks of ``m`` ranks have each sum, and the bits that a count takes.

    The counts are the digits of one long integer, the digit at place s for the sum s: adding a
    rank to every pick is a shift, and all sums are done in one addition.
    """
    bits = _bits(m, len(ranks))
    picks = [1, *[0] * m]
    for rank in ranks:
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
