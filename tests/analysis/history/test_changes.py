"""Steps, drifts and outliers of series whose changes are known."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.history.change_points import LevelSums
from analysis.history.changes import course
from analysis.history.drifts import ramp
from analysis.history.outlying_nights import outlying_nights
from tests.analysis.history.synthetic import nights


def kinds(values: list[float]) -> list[str]:
    return [change.kind for change in course(values).changes]


def test_a_step_has_its_size_within_its_interval_and_the_runs_of_both_sides() -> None:
    values = nights(120, 0.01, lambda night: 1 + 0.05 * (night >= 70))
    (change,) = course(values).changes
    assert (change.kind, change.place, change.end) == ("step", 70, 70)
    assert (change.n_before, change.n_after) == (70, 50)
    assert change.low is not None and change.high is not None
    assert change.low < 0.05 < change.high < change.low + 0.015


def test_the_interval_of_a_step_covers_its_size_in_19_of_20() -> None:
    covered = total = 0
    for seed in range(200):
        values = nights(60, 0.01, lambda night: 1 + 0.1 * (night >= 30), seed)
        for change in course(values).changes:
            if change.place == 30 and change.low is not None and change.high is not None:
                total += 1
                covered += change.low <= 0.1 <= change.high
    assert total > 150
    assert 0.9 < covered / total < 0.99


def test_single_bad_nights_are_outliers_and_no_steps() -> None:
    values = nights(150, 0.01, lambda night: 0.7 if night in (40, 90, 91) else 1.0)
    found = course(values)
    assert found.changes == ()
    assert [place for place, out in enumerate(found.outlying) if out] == [40, 90, 91]


def test_three_bad_nights_are_a_level_of_their_own() -> None:
    values = nights(90, 0.005, lambda night: 0.9 if 40 <= night < 43 else 1.0)
    assert [(each.place, each.kind) for each in course(values).changes] == [
        (40, "step"),
        (43, "step"),
    ]


def test_the_newest_nights_are_no_outliers() -> None:
    values = nights(60, 0.005, lambda night: 0.8 if night >= 58 else 1.0)
    assert not any(outlying_nights(values)[-2:])


@pytest.mark.parametrize("size", [0.06, -0.06, 0.1])
def test_a_slow_drift_is_none_of_the_steps(size: float) -> None:
    values = nights(200, 0.008, lambda night: 1 + size * min(max((night - 60) / 80, 0), 1))
    (change,) = course(values).changes
    assert change.kind == "drift"
    assert abs(change.place - 60) < 15
    assert abs(change.end - 140) < 15
    assert change.size == pytest.approx(size, abs=0.01)


def test_a_drift_through_all_nights_has_no_level_beside_it() -> None:
    values = nights(200, 0.005, lambda night: 1 + 0.06 * night / 200)
    (change,) = course(values).changes
    assert (change.kind, change.n_before < 20, change.n_after < 20) == ("drift", True, True)


def test_two_steps_of_one_direction_are_no_drift() -> None:
    values = nights(210, 0.005, lambda night: 1 + 0.03 * (night >= 70) + 0.03 * (night >= 140))
    assert kinds(values) == ["step", "step"]


def test_a_step_around_zero_has_no_size() -> None:
    values = [value - 100 for value in nights(60, 0.01, lambda night: 1 + 0.1 * (night >= 30))]
    (change,) = course([value - 5 for value in values]).changes
    assert (change.size, change.low, change.high) == (None, None, None)


@given(
    st.lists(st.integers(-100, 100).map(float), min_size=12, max_size=40),
    st.integers(0, 10),
    st.integers(2, 40),
)
def test_a_ramp_is_the_least_squares_fit(values: list[float], first: int, length: int) -> None:
    last = min(first + length, len(values))
    found = ramp(LevelSums(values), 0, first, last, len(values))
    fraction = np.clip((np.arange(len(values)) - first) / (last - first), 0, 1)
    design = np.column_stack([np.ones(len(values)), fraction])
    solution, *_ = np.linalg.lstsq(design, np.array(values), rcond=None)
    assert [found.low, found.rise] == pytest.approx(solution.tolist(), abs=1e-6)
    residual = float(((design @ solution - values) ** 2).sum())
    assert found.residual == pytest.approx(residual, abs=1e-5)


@pytest.mark.parametrize(("noise", "size"), [(0.003, 0.02), (0.01, 0.1)])
def test_noise_that_is_cut_into_levels_within_a_drift_is_part_of_it(
    noise: float, size: float
) -> None:
    for seed in range(40):
        random = Random(seed)
        values = [
            61 * (1 - size * max(0, night - 200) / 165) * (1 + random.gauss(0, noise))
            for night in range(365)
        ]
        assert [change.kind for change in course(values).changes] == ["drift"]
