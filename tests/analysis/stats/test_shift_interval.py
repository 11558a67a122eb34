"""The interval of a shift against the test at every shift, by counting all permutations."""

from __future__ import annotations

import math
import random
from itertools import combinations, pairwise

import numpy
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.mann_whitney import least_p, mann_whitney, most_rejected
from analysis.stats.shift_interval import MOST_SORTED, shift_interval

WHOLE = st.lists(st.integers(0, 9).map(float), min_size=3, max_size=5)
REAL = st.lists(st.floats(-100, 100), min_size=3, max_size=5, unique=True)
ALPHA = st.sampled_from([0.05, 0.1, 0.2])


def every_p(first: list[float], second: list[float]) -> float:
    """Return p of the rank test from all ways to split the values."""
    ranks = scipy.stats.rankdata([*first, *second])
    sums = numpy.array([sum(picked) for picked in combinations(ranks, len(first))])
    ours = sum(ranks[: len(first)])
    return float(min(1.0, 2 * min((sums <= ours).mean(), (sums >= ours).mean())))


def by_brute_force(
    first: list[float], second: list[float], alpha: float
) -> tuple[float, float] | None:
    """Return the ends of the shifts with p >= alpha: each difference, and between all of them."""
    ends = sorted({y - x for x in first for y in second})
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    shifts = sorted([ends[0] - 1, *ends, *between, ends[-1] + 1])
    places = [
        place
        for place, shift in enumerate(shifts)
        if every_p(first, [y - shift for y in second]) >= alpha
    ]
    if not places or places[0] == 0:
        return None
    # What stands between two differences reaches from the one to the other.
    low, high = places[0], places[-1]
    return shifts[low if low % 2 else low - 1], shifts[high if high % 2 else high + 1]


@given(WHOLE, WHOLE, ALPHA)
def test_the_interval_of_tied_values_is_that_of_every_shift(
    first: list[float], second: list[float], alpha: float
) -> None:
    p = mann_whitney(first, second).p
    assert shift_interval(first, second, alpha, p) == by_brute_force(first, second, alpha)


@given(REAL, REAL, ALPHA)
def test_the_interval_without_ties_is_that_of_every_shift(
    first: list[float], second: list[float], alpha: float
) -> None:
    p = mann_whitney(first, second).p
    found = shift_interval(first, second, alpha, p)
    gaps = sorted(y - x for x in first for y in second)
    if any(0 < b - a < 1e-6 for a, b in pairwise(gaps)):
        return  # Closer than the roundings of the brute force.
    expected = by_brute_force(first, second, alpha)
    assert found == (None if expected is None else pytest.approx(expected))


SAMPLES = st.one_of(
    st.lists(st.integers(1, 60).map(float), min_size=1, max_size=40),
    st.lists(st.floats(0.5, 2.0), min_size=1, max_size=40),
)


@given(SAMPLES, SAMPLES, ALPHA)
def test_interval_and_p_never_disagree(
    first: list[float], second: list[float], alpha: float
) -> None:
    for one, other in ((first, second), ([*map(math.log, first)], [*map(math.log, second)])):
        p = mann_whitney(one, other).p
        found = shift_interval(one, other, alpha, p)
        if found is None:
            assert least_p(len(one), len(other)) >= alpha
            continue
        assert found.low <= found.high
        if p >= alpha:
            assert found.low <= 0 <= found.high
        else:
            assert not found.low < 0 < found.high
        back = shift_interval(other, one, alpha, p)
        assert back is not None
        assert (-back.high, -back.low) == pytest.approx(found, abs=1e-9)


@given(SAMPLES, st.floats(-3, 3))
def test_a_shift_of_all_values_is_in_the_interval_and_moves_with_them(
    values: list[float], shift: float
) -> None:
    moved = [value + shift for value in values]
    p = mann_whitney(values, moved).p
    found = shift_interval(values, moved, 0.05, p)
    if found is not None:
        assert found.low - 1e-9 <= shift <= found.high + 1e-9


def test_constant_sides_have_their_one_shift() -> None:
    assert shift_interval([5.0] * 4, [5.0] * 4, 0.05, 1.0) == (0.0, 0.0)
    assert shift_interval([5.0] * 4, [6.0] * 4, 0.05, 2 / 70) == (1.0, 1.0)
    assert shift_interval([5.0] * 30, [6.0] * 30, 0.05, 0.0) == (1.0, 1.0)


def test_too_few_values_reject_no_shift() -> None:
    assert shift_interval([1.0, 2.0, 3.0], [7.0, 8.0, 9.0], 0.05, 0.1) is None
    assert shift_interval([1.0, 2.0, 3.0], [7.0, 8.0, 9.0], 0.2, 0.1) is not None


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.1, 0.3, 1.0])
def test_the_largest_rejected_u_is_the_last_that_scipy_rejects(alpha: float) -> None:
    for m, n in ((1, 9), (1, 45), (3, 3), (4, 4), (4, 9), (10, 10), (7, 20), (20, 20), (12, 5)):
        tail = numpy.arange(m * n // 2 + 1)
        # A sample without ties that has this U.
        ps = [scipy.stats.mannwhitneyu(*with_u(m, n, int(u)), method="exact").pvalue for u in tail]
        rejected = [u for u, p in zip(tail, ps, strict=True) if p < alpha - 1e-12]
        assert most_rejected(m, n, alpha) == (max(rejected) if rejected else None), (m, n)


def with_u(m: int, n: int, u: int) -> tuple[list[float], list[float]]:
    """Return samples without ties of which ``u`` pairs have the larger value first."""
    second = [float(place) for place in range(n)]
    above = [min(n, max(0, u - n * place)) for place in range(m)]
    return [count - 0.5 + place / 1000 for place, count in enumerate(above)], second


def test_beyond_twenty_a_side_the_interval_covers_what_it_says() -> None:
    source = random.Random(3)
    inside = 0
    for _ in range(300):
        first = [source.gauss(0, 1) for _ in range(25)]
        second = [source.gauss(0.3, 1) for _ in range(30)]
        found = shift_interval(first, second, 0.1, mann_whitney(first, second).p)
        assert found is not None
        inside += found.low <= 0.3 <= found.high
    assert 0.86 <= inside / 300 <= 0.94


def test_the_differences_of_very_many_values_are_not_all_sorted() -> None:
    source = random.Random(4)
    first, second = ([source.gauss(mean, 1) for _ in range(600)] for mean in (0, 0.1))
    assert len(first) * len(second) > MOST_SORTED
    p = mann_whitney(first, second).p
    found = shift_interval(first, second, 0.05, p)
    outside = most_rejected(600, 600, 0.05)
    assert outside is not None
    ordered = numpy.sort(numpy.subtract.outer(second, first), axis=None)
    assert found == pytest.approx((ordered[outside], ordered[-1 - outside]))
