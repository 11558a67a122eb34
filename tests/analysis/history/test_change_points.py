"""Change points of series whose changes are known."""

from __future__ import annotations

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.history.change_points import LevelSums, change_points
from tests.analysis.history.synthetic import nights

numbers = st.integers(-10_000, 10_000).map(lambda whole: whole / 100)


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@given(st.lists(numbers, min_size=2, max_size=12), st.lists(numbers, min_size=2, max_size=12))
def test_t_is_that_of_scipy(before: list[float], after: list[float]) -> None:
    if len({*before}) == len({*after}) == 1:
        return
    levels = LevelSums([*before, *after])
    t = levels.t(0, len(before), len(before) + len(after))
    assert t == pytest.approx(
        abs(scipy.stats.ttest_ind(before, after).statistic), rel=1e-6, abs=1e-6
    )


@pytest.mark.parametrize("length", [60, 300, 2000])
@pytest.mark.parametrize("size", [0.05, -0.05])
def test_a_step_is_found_where_it_is(length: int, size: float) -> None:
    at = length // 3
    values = nights(length, 0.01, lambda night: 1 + size * (night >= at))
    near = [place for place in change_points(values) if abs(place - at) <= 2]
    assert len(near) == 1


def test_a_small_step_between_long_levels_is_found_beyond_the_window() -> None:
    values = nights(1000, 0.03, lambda night: 1 + 0.02 * (night >= 500), seed=5)
    found = change_points(values)
    assert len(found) == 1
    assert abs(found[0] - 500) < 30


def test_a_level_of_three_nights_is_found() -> None:
    values = nights(60, 0.005, lambda night: 1.1 if 30 <= night < 33 else 1.0)
    assert change_points(values) == [30, 33]


def test_false_alarms_are_fewer_than_one_in_a_hundred_nights() -> None:
    alarms = sum(len(change_points(nights(200, 0.02, seed=seed))) for seed in range(60))
    assert alarms <= 60 * 200 / 500


def test_a_smaller_alpha_gives_no_more_change_points() -> None:
    values = nights(400, 0.02, lambda night: 1 + 0.01 * (night // 50 % 2))
    counts = [len(change_points(values, alpha)) for alpha in (0.1, 0.001, 1e-9)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


@given(st.integers(-8, 8), st.integers(0, 20))
def test_a_unit_changes_nothing(power: int, seed: int) -> None:
    values = nights(80, 0.01, lambda night: 1 + 0.03 * (night >= 40), seed)
    assert change_points([value * 2.0**power for value in values]) == change_points(values)


@pytest.mark.parametrize("values", [[], [1.0], [1.0] * 5, [3.0] * 200])
def test_what_does_not_change_has_none(values: list[float]) -> None:
    assert change_points(values) == []


def test_a_count_without_noise_has_its_step() -> None:
    assert change_points([7e9] * 20 + [7e9 + 3] * 20) == [20]
