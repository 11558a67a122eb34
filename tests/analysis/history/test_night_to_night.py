"""Noise that hangs together from night to night."""

from __future__ import annotations

from random import Random

import pytest

from analysis.history.change_points import change_points
from analysis.history.night_to_night import correlation, inflation
from tests.analysis.history.synthetic import nights


def wandering(count: int, phi: float, seed: int) -> list[float]:
    random, off, values = Random(seed), 0.0, []
    for _ in range(count):
        off = phi * off + random.gauss(0, 1)
        values.append(100 + off)
    return values


@pytest.mark.parametrize("phi", [0.3, 0.5, 0.7])
def test_the_correlation_is_found(phi: float) -> None:
    found = [correlation(wandering(400, phi, seed)) for seed in range(20)]
    assert sum(found) / 20 == pytest.approx(phi, abs=0.08)


def test_independent_nights_have_none_also_with_steps_and_outliers() -> None:
    found = [correlation(nights(300, 0.01, seed=seed)) for seed in range(40)]
    assert sum(each > 0 for each in found) <= 3
    stepped = nights(300, 0.01, lambda night: 1 + 0.1 * (night >= 150) + (night % 60 == 7))
    assert correlation(stepped) < 0.2
    assert inflation([1.0] * 50) == 1.0
    assert inflation([1.0, 2.0]) == 1.0


def test_false_alarms_stay_below_one_in_a_hundred_nights() -> None:
    alarms = sum(len(change_points(wandering(200, 0.5, seed))) for seed in range(40))
    assert alarms <= 40 * 200 / 100
