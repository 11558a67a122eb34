"""Repeats by formula: that so many see the change is simulated."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.planning.repeats_needed import (
    CONFIDENCE,
    POWER,
    Needed,
    relative_deviation,
    repeats_needed,
)
from analysis.stats.mann_whitney import least_p, mann_whitney

SURE = 10**6
"""So many runs know their spread exactly."""


def power(effect: float, n: int, *, times: int = 600) -> float:
    """Return how often n runs a side see a change of ``effect`` deviations."""
    generator = random.Random(20)
    seen = 0
    for _ in range(times):
        base = [generator.gauss(0, 1) for _ in range(n)]
        new = [generator.gauss(effect, 1) for _ in range(n)]
        seen += mann_whitney(base, new).p < 0.05
    return seen / times


@pytest.mark.parametrize("effect", [0.5, 0.7, 1, 1.5, 2, 2.5])
def test_as_many_as_are_needed_see_the_change(effect: float) -> None:
    n = repeats_needed(0.01, SURE, 0.01 * effect).usual
    # A simulation of 600 is off by 0.05 in one of a thousand.
    assert POWER - 0.05 < power(effect, n) < POWER + 0.1


@pytest.mark.parametrize("effect", [0.7, 1, 2])
def test_two_thirds_of_them_see_it_too_seldom(effect: float) -> None:
    n = repeats_needed(0.01, SURE, 0.01 * effect).usual
    assert power(effect, n * 2 // 3) < POWER - 0.05


def test_the_range_holds_what_is_needed_as_often_as_it_says() -> None:
    generator, true = random.Random(3), repeats_needed(0.02, SURE, 0.01).usual
    held = 0
    for _ in range(1000):
        deviation = relative_deviation([generator.gauss(1, 0.02) for _ in range(4)])
        assert deviation is not None
        needed = repeats_needed(deviation, 4, 0.01)
        held += needed.low <= true <= needed.high
    assert abs(held / 1000 - CONFIDENCE) < 0.05


def test_without_spread_it_is_what_any_verdict_needs() -> None:
    needed = repeats_needed(0.0, 5, 0.01)
    assert needed == Needed(4, 4, 4)
    assert least_p(4, 4) < 0.05 < least_p(3, 3)


def test_two_repeats_tell_no_spread() -> None:
    assert relative_deviation([1, 2]) is None
    assert relative_deviation([1, 0, -1]) is None
    with pytest.raises(ValueError, match="3 repeats"):
        repeats_needed(0.01, 2, 0.01)


@given(st.floats(1e-4, 1), st.integers(3, 50), st.floats(0.001, 0.2))
def test_more_spread_and_smaller_changes_need_more(spread: float, n: int, change: float) -> None:
    needed = repeats_needed(spread, n, change)
    assert needed.low <= needed.usual <= needed.high
    assert repeats_needed(2 * spread, n, change).usual >= needed.usual
    assert repeats_needed(spread, n, 2 * change).usual <= needed.usual
