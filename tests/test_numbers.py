from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.numbers import count, fixed, percent, scale_of, signed_percent


@pytest.mark.parametrize(
    ("unit", "smallest", "largest", "value", "text"),
    [
        ("img/s", 325.95, 5950.39, 5950.39, "5950.4 img/s"),
        ("img/s", 21.73, 320.29, 21.73, "21.73 img/s"),
        ("s", 12012.0, 76852.0, 53570.0, "53570 s"),
        ("s", 0.000245, 0.9, 0.000245, "245.0 µs"),
        ("s", 0.0123, 0.5, 0.0123, "12.30 ms"),
        ("B/s", 2.4e11, 4.2e11, 2.397e11, "239.7 GB/s"),
        ("flop/s", 8.3291e11, 8.3291e11, 8.3291e11, "832.9 Gflop/s"),
        (None, 0.9186, 0.9815, 0.9186, "0.9186"),
        ("samples/s", 2.5e6, 9e6, 2.5e6, "2.500 Msamples/s"),
        ("s", None, None, 0.0, "0 s"),
    ],
)
def test_one_scale_for_a_quantity(
    unit: str | None, smallest: float | None, largest: float | None, value: float, text: str
) -> None:
    assert scale_of(unit, smallest, largest).quantity(value) == text


@given(
    st.floats(1e-3, 1e6),
    st.floats(1.0, 1e3),
    st.sampled_from(["s", "B/s", "img/s", "", "flop/s"]),
)
def test_the_smallest_value_keeps_its_digits(least: float, span: float, unit: str) -> None:
    scale = scale_of(unit, least, least * span)
    shown = float(scale.number(least)) * scale.factor
    assert math.isclose(shown, least, rel_tol=5e-3)
    assert len(scale.number(least * span)) <= 12


def test_values_too_far_apart_for_one_scale_are_written_with_exponents() -> None:
    scale = scale_of("s", 1e-320, 1e300)
    assert (scale.quantity(1e300), scale.quantity(1e-320)) == ("1.000e+300 s", "1.000e-320 s")


def test_no_value_is_an_empty_text() -> None:
    scale = scale_of("s", 1.0, 2.0)
    assert (scale.number(None), scale.quantity(None)) == ("", "")
    assert (percent(None), signed_percent(None), count(None)) == ("", "", "")


def test_counts_and_changes() -> None:
    assert [count(v) for v in (4, 4.0, 0.01)] == ["4", "4", "0.01"]
    assert [signed_percent(v) for v in (0.104, -0.1153, 0.0)] == ["+10.4 %", "-11.5 %", "+0.0 %"]


def test_what_is_too_long_for_decimals_has_an_exponent() -> None:
    assert percent(2.5e145) == "2.5e+147"
    assert signed_percent(1e300) == "+1.0e+302 %"
    assert signed_percent(-0.25) == "-25.0 %"
    assert fixed(123456.789, 2) == "123456.79"
    assert fixed(-1e16, 4) == "-1.0e+16"
