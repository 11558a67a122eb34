from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.formatting.numbers import count, fixed, percent, scale_for, scale_of, signed_percent
from tui.formatting.scales import scales_of


@pytest.mark.parametrize(
    ("unit", "smallest", "largest", "value", "text"),
    [
        ("img/s", 325.95, 5950.39, 5950.39, "5950.4 img/s"),
        ("img/s", 21.73, 320.29, 21.73, "21.73 img/s"),
        ("s", 12012.0, 76852.0, 53570.0, "53570 s"),
        ("s", 0.000245, 0.9, 0.000245, "245.0 µs"),
        ("s", 0.0123, 0.5, 0.0123, "12.30 ms"),
        ("s/op", 3e-9, 8.3e-5, 3e-9, "3.000 ns/op"),
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


def test_the_unit_is_that_of_a_typical_value() -> None:
    values = [0.0065, 0.0105, 32.0005, 63.7358]
    scale = scale_for("s", values)
    assert [scale.quantity(value) for value in values] == [
        "0.0065 s",
        "0.0105 s",
        "32.0005 s",
        "63.7358 s",
    ]
    assert scale_for("s", [0.0065, 0.0072, 0.0105, 32.0]).unit == "ms"
    assert scale_for("img/s", [4e5, 2e6, 3e6]).unit == "Mimg/s"


def test_no_digits_are_shown_that_no_value_needs() -> None:
    scale = scale_for("s", [410.5, 212.0, 73.5])
    assert [scale.number(value) for value in (410.5, 212.0)] == ["410.5", "212.0"]
    assert scale_for("s", [412.0, 71.0]).number(71.0) == "71"
    assert scale_for("s", [1 / 3]).number(1 / 3) == "333.3"
    assert scale_for("s", [None, 0.0]).number(0.0) == "0"


def test_a_value_far_below_the_others_is_never_written_as_0() -> None:
    scale = scale_of("img/s", 1e-4, 6e6, 2000.0)
    assert scale.number(0.0001234) == "0.00012"
    assert float(scale_for(None, [0.0123, 5432.1, 98765.4]).number(0.0123)) == 0.012


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=6), st.sampled_from(["s", "img/s"]))
def test_values_of_a_column_keep_two_digits_at_least(values: list[float], unit: str) -> None:
    scale = scale_for(unit, values)
    for value in values:
        assert math.isclose(float(scale.number(value)) * scale.factor, value, rel_tol=6e-2)


@given(st.lists(st.decimals(0, 10**5, places=2).map(float), min_size=1, max_size=6))
def test_a_table_and_a_list_have_the_same_scale(values: list[float]) -> None:
    table = pl.DataFrame({"metric": "runtime", "unit": "s", "value": values})
    assert scales_of(table, ["value"]) == {("runtime", "s"): scale_for("s", values)}


def test_less_than_nothing_is_nothing() -> None:
    assert scale_of("s", None, None).quantity(-0.0) == "0 s"
    assert fixed(-0.0, 2) == "0.00"
    assert percent(-0.0) == "0.0"
