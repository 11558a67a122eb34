"""The weight of the last digit that was written."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.audit.rounding import digit


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([100.0, 50.5, 26.0], [1.0, 0.1, 1.0]),
        ([100.0, 52.0, 30.0], [1.0, 1.0, 1.0]),
        ([1000.0, 500.0, 250.0], [10.0, 10.0, 10.0]),
        ([100.0], [100.0]),
    ],
)
def test_zeros_at_the_end_are_digits_where_others_have_some(
    numbers: list[float], expected: list[float]
) -> None:
    table = pl.DataFrame({"value": numbers}).with_columns(table=0)
    digits = table.select(digit=digit("value", None, ["table"]))["digit"]
    assert digits.to_list() == pytest.approx(expected)


def test_columns_of_another_table_say_nothing_of_zeros() -> None:
    tables = pl.DataFrame({"value": [100.0, 52.0], "table": [0, 1]})
    digits = tables.select(digit=digit("value", None, ["table"]))["digit"]
    assert digits.to_list() == pytest.approx([100.0, 1.0])
