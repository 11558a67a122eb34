"""Where a value stands in the line that it was read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.views.number_in_text import span_of


@pytest.mark.parametrize(
    ("value", "line", "expected"),
    [
        (103.0, "solver,1,103.0", "103.0"),
        (0.0045, "4 ranks: 4.5 ms", "4.5"),
        (2.5e9, "| 2.5 GB/s |", "2.5"),
        (0.93, "efficiency 93 %", "93"),
        (1234.5, "total 1,234.5 s", "1,234.5"),
        (120.0, "wall time: 2 min", "2"),
        (1.5e-6, "latency 1.5e-06", "1.5e-06"),
        (8.0, "run8 took 8 s", "8"),
        (7.0, "nothing here", None),
        (7.0, "17 70 0.7.1", None),
        (2048.0, "2K", "2"),
    ],
)
def test_values(value: float, line: str, expected: str | None) -> None:
    span = span_of(value, line)
    assert (None if span is None else line[slice(*span)]) == expected


def test_a_value_as_it_stands_comes_before_one_in_another_unit() -> None:
    line = "1000 iterations, 1 s"
    assert span_of(1.0, line) == (len(line) - 3, len(line) - 2)


@given(st.floats(1e-3, 1e9), st.text(alphabet="ab |,:", max_size=9))
def test_a_number_is_found_wherever_it_stands(value: float, before: str) -> None:
    line = f"{before} {value!r} s"
    span = span_of(value, line)
    assert span is not None
    assert float(line[slice(*span)]) == value


@given(st.floats(allow_nan=True, allow_infinity=True), st.text(max_size=40))
def test_any_text_can_be_looked_through(value: float, line: str) -> None:
    span = span_of(value, line)
    assert span is None or 0 <= span[0] < span[1] <= len(line)
