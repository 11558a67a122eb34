"""The statistics against SciPy, and what has to hold for any numbers."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import combinations, count

import numpy
import numpy.typing
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.descriptive import far_outliers, geometric_mean, holm, holm_levels, outliers
from analysis.stats.mann_whitney import least_p, mann_whitney, sufficient
from analysis.stats.median_interval import median_interval, median_ranks

Floats = numpy.typing.NDArray[numpy.float64]
VALUES = st.floats(0.01, 1e6)
SAMPLES = st.lists(VALUES, min_size=1, max_size=9)
TIED = st.lists(st.integers(1, 4).map(float), min_size=1, max_size=6)


@pytest.mark.parametrize("confidence", [0.8, 0.9, 0.95, 0.99])
def test_the_interval_is_scipys_for_every_size(confidence: float) -> None:
    for n in range(2, 120):
        values = [float(v) for v in range(1, n + 1)]
        expected = scipy.stats.quantile_test(values, q=values[n // 2], p=0.5).confidence_interval(
            confidence
        )
        found = median_interval(values, confidence)
        if found is None:
            assert math.isnan(expected.low) or math.isnan(expected.high), n
        else:
            assert found == (expected.low, expected.high), n


def test_the_interval_of_very_many_values_is_the_binomials() -> None:
    n = 1_000_000
    ranks = median_ranks(n)
    assert ranks is not None
    binomial = scipy.stats.binom(n, 0.5)
    outside = [2 * binomial.cdf(rank - 1) for rank in (ranks[0], ranks[0] + 1)]
    assert outside[0] <= 0.05 < outside[1]


def test_how_many_runs_an_interval_takes() -> None:
    for confidence in (0.9, 0.95, 0.99):
        least = next(n for n in count(2) if median_ranks(n, confidence))
        assert 1 - 2 * 0.5**least >= confidence > 1 - 2 * 0.5 ** (least - 1)
    assert median_interval([], 0.95) is None


def random_pairs(
    count: int, *, tied: bool, least: int = 1
) -> list[tuple[list[float], list[float]]]:
    """Return pairs of samples of at most 6 values, always the same ones."""
    source = random.Random(20)

    def draw() -> float:
        return float(source.randint(1, 4)) if tied else source.random()

    def sample() -> list[float]:
        return [draw() for _ in range(source.randint(least, 6))]

    return [(sample(), sample()) for _ in range(count)]


def test_p_without_ties_is_scipys_exact_p() -> None:
    for first, second in random_pairs(2000, tied=False):
        expected = scipy.stats.mannwhitneyu(first, second, method="exact")
        found = mann_whitney(first, second)
        assert found.p == pytest.approx(expected.pvalue, rel=1e-12)
        assert found.u == expected.statistic


def ways_to_split(first: Sequence[float], second: Sequence[float]) -> float:
    """Return SciPy's p of the rank sum over every way to split the values."""

    def rank_sum(values: Floats, _: Floats, axis: int) -> Floats:
        total: Floats = values.sum(axis=axis)
        return total

    ranks = scipy.stats.rankdata([*first, *second])
    done = scipy.stats.permutation_test(
        (ranks[: len(first)], ranks[len(first) :]),
        rank_sum,
        n_resamples=numpy.inf,
        vectorized=True,
    )
    return float(done.pvalue)


def test_p_with_ties_is_that_of_every_permutation() -> None:
    for first, second in random_pairs(2000, tied=True, least=2):
        assert mann_whitney(first, second).p == pytest.approx(
            ways_to_split(first, second), rel=1e-9
        )


def test_p_with_ties_is_scipys_permutation_method() -> None:
    everything = scipy.stats.PermutationMethod(n_resamples=numpy.inf)
    for first, second in random_pairs(200, tied=True, least=2):
        expected = scipy.stats.mannwhitneyu(first, second, method=everything)
        assert mann_whitney(first, second).p == pytest.approx(expected.pvalue, rel=1e-9)


@given(TIED, TIED)
def test_p_counts_every_way_to_split_the_values(first: list[float], second: list[float]) -> None:
    ranks = scipy.stats.rankdata([*first, *second])
    sums = [sum(picked) for picked in combinations(ranks, len(first))]
    ours = sum(ranks[: len(first)])
    tails = (sum(s <= ours for s in sums), sum(s >= ours for s in sums))
    expected = min(1.0, 2 * min(tails) / len(sums))
    assert mann_whitney(first, second).p == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "sizes", [(20, 20), (7, 20), (19, 3), (40, 1), (1, 500), (20, 60), (120, 12), (2, 400)]
)
def test_the_largest_exact_samples(sizes: tuple[int, int]) -> None:
    source = random.Random(1)
    first, second = (
        [source.gauss(mean, 1) for _ in range(n)] for n, mean in zip(sizes, (0, 1), strict=True)
    )
    found = mann_whitney(first, second)
    assert found.exact
    assert found.p == pytest.approx(
        scipy.stats.mannwhitneyu(first, second, method="exact").pvalue, rel=1e-9
    )


@pytest.mark.parametrize("tied", [False, True])
def test_beyond_twenty_it_is_scipys_corrected_approximation(tied: bool) -> None:
    source = random.Random(2)

    def draw() -> float:
        return float(source.randint(1, 5)) if tied else source.random()

    for sizes in ((21, 25), (30, 30), (20, 600), (700, 19)):
        for _ in range(10):
            first, second = ([draw() for _ in range(n)] for n in sizes)
            expected = scipy.stats.mannwhitneyu(
                first, second, method="asymptotic", use_continuity=True
            )
            found = mann_whitney(first, second)
            assert not found.exact
            assert found.p == pytest.approx(expected.pvalue, rel=1e-9)


def test_forty_runs_against_one_are_judged_exactly() -> None:
    found = mann_whitney([float(v) for v in range(40)], [100.0])
    assert found.exact
    assert found.p == pytest.approx(2 / 41)


@given(st.lists(st.integers(0, 60), min_size=21, max_size=45), st.integers(0, 60))
def test_one_value_with_ties_against_many_has_the_share_of_its_tail(
    many: list[int], one: int
) -> None:
    everything = [*many, one]
    below, above = (sum(v <= one for v in everything), sum(v >= one for v in everything))
    expected = min(1.0, 2 * min(below, above) / len(everything))
    assert mann_whitney([float(v) for v in many], [float(one)]).p == pytest.approx(expected)


@given(
    st.lists(st.integers(0, 30), min_size=21, max_size=40),
    st.lists(st.integers(0, 30), min_size=2, max_size=3),
)
def test_uneven_sides_with_ties_count_every_way_to_split(many: list[int], few: list[int]) -> None:
    ranks = scipy.stats.rankdata([*few, *many])
    sums = numpy.array([sum(picked) for picked in combinations(ranks, len(few))])
    ours = sum(ranks[: len(few)])
    expected = min(1.0, 2 * min((sums <= ours).mean(), (sums >= ours).mean()))
    found = mann_whitney([float(v) for v in few], [float(v) for v in many])
    assert found.exact
    assert found.p == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.floats(0, 1), min_size=21, max_size=60, unique=True), st.integers(2, 20))
def test_uneven_sides_without_ties_have_scipys_exact_p(values: list[float], m: int) -> None:
    first, second = values[:m], [*values[m:], *(2.0 + place for place in range(20))]
    expected = scipy.stats.mannwhitneyu(first, second, method="exact")
    assert mann_whitney(first, second).p == pytest.approx(expected.pvalue, rel=1e-9)


def test_equal_values_beyond_twenty_and_empty_samples() -> None:
    assert mann_whitney([1.0] * 30, [1.0] * 30).p == 1.0
    with pytest.raises(ValueError, match="empty"):
        mann_whitney([], [1.0])


@given(st.one_of(SAMPLES, TIED), st.one_of(SAMPLES, TIED), st.randoms())
def test_what_never_changes_p(
    first: list[float], second: list[float], source: random.Random
) -> None:
    found = mann_whitney(first, second)
    swapped = mann_whitney(second, first)
    assert swapped.p == found.p
    assert swapped.u == len(first) * len(second) - found.u
    shuffled = source.sample(first, len(first))
    assert mann_whitney(shuffled, second) == found
    doubled = mann_whitney([2 * v for v in first], [2 * v for v in second])
    assert doubled == found
    assert least_p(len(first), len(second)) <= found.p <= 1


@given(st.integers(1, 8), st.integers(1, 8))
def test_the_smallest_p_is_that_of_separated_samples(m: int, n: int) -> None:
    low, high = [float(v) for v in range(m)], [float(v) for v in range(100, 100 + n)]
    assert least_p(m, n) == pytest.approx(mann_whitney(low, high).p)


@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.1, 0.05, 0.01, 0.001]))
def test_sufficient_sizes_suffice_and_no_fewer_do(m: int, n: int, alpha: float) -> None:
    sizes = sufficient(m, n, alpha)
    total = sum(sizes[0])
    for a, b in sizes:
        assert a >= m
        assert b >= n
        assert a + b == total
        assert least_p(a, b) < alpha
    fewer = [(a, total - 1 - a) for a in range(m, total - n)]
    assert all(least_p(a, b) >= alpha for a, b in fewer)


def test_sufficient_sizes_are_named_evenest_first() -> None:
    assert sufficient(3, 3, 0.05) == [(4, 4), (3, 5)]
    assert sufficient(1, 9, 0.05) == [(2, 9)]


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_the_geometric_mean_is_scipys(ratios: list[float]) -> None:
    assert geometric_mean(ratios) == pytest.approx(scipy.stats.gmean(ratios))
    inverse = geometric_mean([1 / ratio for ratio in ratios])
    assert geometric_mean(ratios) * inverse == pytest.approx(1)


@pytest.mark.parametrize("ratios", [[], [1.0, 0.0], [2.0, -1.0]])
def test_a_geometric_mean_of_nothing_positive_is_refused(ratios: list[float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        geometric_mean(ratios)


@given(st.lists(VALUES, max_size=12))
def test_outliers_by_scipys_deviation(values: list[float]) -> None:
    flagged = outliers(values)
    if len(values) < 5 or (scale := scipy.stats.median_abs_deviation(values)) == 0:
        assert flagged == [False] * len(values)
    else:
        scores = numpy.abs(0.6745 * (numpy.array(values) - numpy.median(values))) / scale
        clear = numpy.abs(scores - 3.5) > 1e-9
        assert [f for f, c in zip(flagged, clear, strict=True) if c] == list((scores > 3.5)[clear])


def test_one_value_far_off_is_an_outlier() -> None:
    assert outliers([10.0, 10.1, 9.9, 10.05, 14.0]) == [False, False, False, False, True]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.5))
def test_holm_rejects_what_the_step_down_procedure_rejects(ps: list[float], alpha: float) -> None:
    rejected: set[int] = set()
    for place, index in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        if ps[index] * (len(ps) - place) >= alpha:
            break
        rejected.add(index)
    assert {i for i, p in enumerate(holm(ps)) if p < alpha} == rejected
    assert all(new >= old for new, old in zip(holm(ps), ps, strict=True))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0.001, 0.5))
def test_holm_decides_each_p_at_its_level(ps: list[float], alpha: float) -> None:
    corrected, levels = holm(ps), holm_levels(ps, alpha)
    for p, changed, level in zip(ps, corrected, levels, strict=True):
        assert alpha / len(ps) - 1e-15 <= level <= alpha
        if abs(changed - alpha) > 1e-12:
            assert (changed < alpha) == (p < level)


def test_an_outlier_close_to_the_others_is_no_alarm() -> None:
    assert outliers([100.0, 100.1, 99.9, 100.05, 101.0])[4]
    assert not any(far_outliers([100.0, 100.1, 99.9, 100.05, 101.0]))
    assert far_outliers([10.0, 10.1, 9.9, 10.05, 14.0]) == [False, False, False, False, True]
