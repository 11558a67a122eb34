"""Percents, fractions and sizes in conditions, as people write them."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.select import where
from analysis.usage import UsageError

TABLE = pl.DataFrame(
    {
        "at": range(4),
        "efficiency": [0.07, 0.5, 0.93, None],
        "devices": [1, 2, 50, 64],
        "size": ["512^3", "50 %", "64^3", None],
    }
)


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("efficiency >= 50 %", [1, 2]),
        ("efficiency>50%", [2]),
        ("efficiency = 7 %", [0]),
        ("efficiency between 5 % and 60 %", [0, 1]),
        ("efficiency in (50 %, 93 %)", [1, 2]),
        ("efficiency < 50 % or devices > 60", [0, 3]),
        ("(efficiency > 7.5 %) and devices < 10", [1]),
        ("efficiency < 200 %", [0, 1, 2]),
        ("efficiency < 1.5", [0, 1, 2]),
        ("devices % 2 = 0", [1, 2, 3]),
        ("7 % 2 = 1 and devices = 1", [0]),
        ("size = '50 %'", [1]),
        ("size = 512^3", [0]),
        ("size in (512^3, 64 ^ 3, '64^3')", [0, 2]),
        ("size <> '512^3'", [1, 2]),
    ],
)
def test_values_are_understood_as_they_are_written(sql: str, rows: list[int]) -> None:
    assert where(TABLE, sql)["at"].to_list() == rows


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("efficiency > 50", "efficiency is a fraction of 1, and 50 would be 5000 %: "),
        ("efficiency > 50", "write 0.5 or 50 %"),
        ("devices > 2 and efficiency<=92.5", "write 0.925 or 92.5 %"),
        ("efficiency between 50 and 90", "write 0.5 or 50 %"),
        ("devices > 50 %", "devices is no fraction of 1"),
        ("eficiency > 50 %", "did you mean efficiency"),
    ],
)
def test_what_would_be_misread_is_explained(sql: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        where(TABLE, sql)
