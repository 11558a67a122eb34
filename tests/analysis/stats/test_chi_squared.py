"""Quantiles of chi-squared, against SciPy."""

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.chi_squared import chi_squared_quantile, deviation_interval


@given(st.floats(1e-4, 0.9999), st.integers(1, 300))
def test_quantiles_are_those_of_scipy(p: float, freedom: int) -> None:
    assert chi_squared_quantile(p, freedom) == pytest.approx(
        scipy.stats.chi2.ppf(p, freedom), rel=1e-9
    )


def test_the_interval_of_a_deviation_narrows_with_the_values() -> None:
    low, high = deviation_interval(1, 3, 0.8)
    assert (low, high) == pytest.approx(
        ((2 / scipy.stats.chi2.ppf(0.9, 2)) ** 0.5, (2 / scipy.stats.chi2.ppf(0.1, 2)) ** 0.5)
    )
    assert deviation_interval(1, 10**6, 0.8) == pytest.approx((1, 1), abs=0.01)
    with pytest.raises(ValueError, match="no deviation"):
        deviation_interval(1, 1, 0.8)
