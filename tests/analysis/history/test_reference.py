"""The nights that the newest are held against, where the level changed among them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from analysis.history.newest import Windows
from analysis.history.reference import reference_nights
from tests.analysis.history.test_histories_of import judged, stepped

FIRST = datetime(2026, 1, 1)


def reference(
    count: int, steps: list[int], windows: Windows | None = None, *, without: range = range(0)
) -> range:
    points = pl.DataFrame(
        {
            "started": [FIRST + timedelta(days=day) for day in range(count)],
            "value": [None if day in without else 1.0 for day in range(count)],
        }
    )
    return reference_nights(points, steps, windows or Windows())


@pytest.mark.parametrize(
    ("count", "steps", "nights"),
    [
        (80, [], range(47, 77)),
        (80, [40], range(47, 77)),
        (80, [74], range(44, 74)),
        (80, [77], range(47, 77)),
        (80, [48], range(18, 48)),
        (80, [47], range(47, 77)),
        (80, [55, 70], range(55, 70)),
        # The level before lasted too short for the test: earlier ones are in the window.
        (80, [66, 70], range(40, 70)),
        (20, [14], range(14)),
        (2, [], range(0)),
    ],
    ids=[
        *("no step", "long ago", "six nights ago", "three ago", "the oldest in the window"),
        *("accepted by time", "two", "two, one short", "young", "none before"),
    ],
)
def test_the_window_ends_before_the_last_step_that_it_would_hold(
    count: int, steps: list[int], nights: range
) -> None:
    assert reference(count, steps) == nights


def test_nights_without_a_value_make_no_level_long_enough() -> None:
    assert reference(80, [55, 70]) == range(55, 70)
    assert reference(80, [55, 70], without=range(56, 64)) == range(40, 70)


def test_the_level_of_a_day_is_the_reference_however_short() -> None:
    windows = Windows(until=date(2026, 1, 1) + timedelta(days=73))
    assert reference(80, [70], windows) == range(70, 74)
    assert reference(80, [75], windows) == range(44, 74)
    # The newest are never among those that they are held against.
    assert reference(80, [70], Windows(until=date(2027, 1, 1))) == range(70, 77)


@pytest.mark.parametrize("ago", [3, 4, 6, 9, 15, 25])
def test_a_step_stays_a_regression_night_after_night(ago: int) -> None:
    row = judged(stepped(80 - ago, 80, 0.096))
    assert row["verdict"] == "regressed"
    assert row["delta"] == pytest.approx(0.096, abs=0.01)


def test_a_level_that_has_filled_the_window_is_the_usual_one() -> None:
    assert judged(stepped(47, 80, 0.096))["verdict"] == "unclear"
