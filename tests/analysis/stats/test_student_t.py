"""Student's t distribution, with SciPy as the oracle."""

from __future__ import annotations

import math

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.student_t import critical_t, two_sided_p


@given(st.floats(-60, 60), st.integers(1, 2000))
def test_p_is_that_of_scipy(t: float, freedom: int) -> None:
    assert two_sided_p(t, freedom) == pytest.approx(
        2 * scipy.stats.t.sf(abs(t), freedom), rel=1e-8, abs=1e-300
    )


@given(st.floats(1e-9, 0.9), st.integers(1, 2000))
def test_a_critical_value_is_that_of_scipy(p: float, freedom: int) -> None:
    assert critical_t(freedom, p) == pytest.approx(scipy.stats.t.isf(p / 2, freedom), rel=1e-7)


def test_the_ends() -> None:
    assert two_sided_p(0.0, 5) == 1.0
    assert two_sided_p(math.inf, 5) == 0.0
