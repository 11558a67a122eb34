"""Repeats of several days: that they are pooled is said."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.pooled_days import pooled_days
from analysis.runs import Choice, runs
from parsers.run_records.conforming import from_rows
from tests.analysis.history.test_nights import run


def said(rows: list[dict[str, Any]]) -> list[str]:
    return list(pooled_days(runs(from_rows(rows), Choice())))


def test_repeats_of_three_days_are_named() -> None:
    (line,) = said([run(day) for day in range(3)])
    assert line.startswith("repeats span up to 3 days")


@pytest.mark.parametrize(
    "rows",
    [
        [run(0), run(1)],
        [run(0, hours=hour) for hour in range(5)],
        [run(day, nodes=day + 1) for day in range(5)],
        [run(day) | {"started": None} for day in range(5)],
    ],
)
def test_repeats_of_a_day_or_two_and_configurations_of_many_are_not(
    rows: list[dict[str, Any]],
) -> None:
    assert said(rows) == []
