"""The best split of a stretch, against the definition written out."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.history.energy_split import energy_split


def literal(values: list[float], m: int) -> float:
    """Q of Matteson and James, equations (5) and (6), with the exponent 1."""
    before, after = values[:m], values[m:]
    n = len(after)
    across = sum(abs(x - y) for x, y in product(before, after)) * 2 / (m * n)
    within = [
        sum(abs(x - y) for x, y in combinations(side, 2)) * 2 / (len(side) * (len(side) - 1))
        for side in (before, after)
    ]
    return m * n / (m + n) * (across - sum(within))


@given(st.lists(st.integers(-1000, 1000).map(float), min_size=4, max_size=30), st.integers(2, 4))
def test_the_split_is_that_of_the_definition(values: list[float], least: int) -> None:
    found = energy_split(values, least)
    all_of_them = [literal(values, m) for m in range(least, len(values) - least + 1)]
    if not all_of_them:
        assert found is None
        return
    assert found is not None
    place, q = found
    assert q == pytest.approx(max(all_of_them), abs=1e-6)
    assert literal(values, place) == pytest.approx(q, abs=1e-6)


def test_two_levels_split_between_them() -> None:
    found = energy_split([5.0, 5.1, 4.9, 5.0, 9.0, 9.1, 8.9])
    assert found is not None
    assert found[0] == 4


def test_too_few_values_do_not_split() -> None:
    assert energy_split([1.0, 2.0, 3.0]) is None
