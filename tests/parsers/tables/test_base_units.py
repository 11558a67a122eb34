"""Numbers in base units are as near as can be to what was written."""

from __future__ import annotations

import math
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.tables.base_units import in_base, times


@pytest.mark.parametrize(
    ("number", "factor", "expected"),
    [
        (4677.0, 0.001, 4.677),
        (707.0, 1e-3, 0.707),
        (17.08, 1e9, 17080000000.0),
        (4.6775, 1e3, 4677.5),
        (12.5, 60.0, 750.0),
        (1.1, 1024.0, 1.1 * 1024),
        (2.5, 1e-6, 2.5e-6),
    ],
)
def test_examples(number: float, factor: float, expected: float) -> None:
    assert times(number, factor) == expected
    # Several at once are another loop of Polars.
    assert in_base(pl.Series([number, None, number]), factor).to_list() == [
        expected,
        None,
        expected,
    ]


@given(st.integers(0, 10**7), st.integers(0, 4), st.sampled_from([1e-3, 1e-6, 1e-9, 1e3, 1e6, 1e9]))
def test_any_decimal(digits: int, places: int, factor: float) -> None:
    written = Decimal(digits).scaleb(-places)
    exact = float(written * Decimal(f"{factor:g}"))
    assert math.isclose(times(float(written), factor), exact, rel_tol=2.5e-16)
