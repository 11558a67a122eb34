"""Whole histories: changes with what changed in the configuration, and the newest nights."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.compare.verdicts import Criteria
from analysis.history.histories_of import SeriesHistory, histories_of
from analysis.history.newest import Windows, over_limit
from analysis.runs import Choice
from parsers.run_records.conforming import from_rows
from tests.analysis.history.synthetic import nights
from tests.analysis.history.test_nights import run


def history(values: list[float | None], **columns: list[Any]) -> SeriesHistory:
    rows = [
        run(day, value, **{name: cells[day] for name, cells in columns.items()})
        for day, value in enumerate(values)
    ]
    (found,) = histories_of(from_rows(rows), Choice()).series
    return found


def stepped(at: int = 40, count: int = 80, size: float = 0.06) -> list[float | None]:
    return [*nights(count, 0.008, lambda night: 1 + size * (night >= at))]


def test_the_upgrade_of_that_night_is_named_and_others_are_not() -> None:
    compiler = ["gcc 12" if day < 40 else "gcc 13" for day in range(80)]
    driver = [1 if day < 20 else 2 for day in range(80)]
    (event,) = history(stepped(), compiler=compiler, driver=driver).events
    assert event.started.day == 10 and event.started.month == 2
    assert [(t.column, t.before, t.after, t.nights) for t in event.turns] == [
        ("compiler", "gcc 12", "gcc 13", 0)
    ]


def test_a_series_of_which_no_night_has_a_value_has_no_changes() -> None:
    found = history([None, None])
    assert (found.events, found.outlying) == ((), (False, False))


def test_an_upgrade_the_night_before_is_named_with_its_distance() -> None:
    (event,) = history(stepped(), compiler=["a" if day < 39 else "b" for day in range(80)]).events
    assert [turn.nights for turn in event.turns] == [-1]


def test_nodes_that_change_every_night_are_not_named() -> None:
    (event,) = history(stepped(), hosts=[f"n{day % 7}" for day in range(80)]).events
    assert event.turns == ()
    moved = ["n[1-4]" if day < 40 else "n[5-8]" for day in range(80)]
    (event,) = history(stepped(), hosts=moved).events
    assert [turn.column for turn in event.turns] == ["hosts"]


def test_of_commits_that_change_every_night_those_on_both_sides_are_named() -> None:
    (event,) = history(stepped(), commit=[f"c{day:07x}" for day in range(80)]).events
    assert [(t.column, t.before, t.after) for t in event.turns] == [
        ("commit", f"c{39:07x}", f"c{40:07x}")
    ]


def test_nights_that_failed_shift_no_change() -> None:
    values = stepped()
    values[10] = values[41] = None
    found = history(values)
    (event,) = found.events
    assert event.change.place == 40
    assert event.started == found.points["started"][40]


def judged(values: list[float | None], windows: Windows | None = None) -> dict[str, Any]:
    rows = [run(day, value) for day, value in enumerate(values)]
    return dict(histories_of(from_rows(rows), Choice(), windows).series[0].row)


def test_newest_nights_that_are_slower_have_regressed() -> None:
    row = judged(stepped(77))
    assert row["verdict"] == "regressed"
    assert row["delta"] == pytest.approx(0.06, abs=0.015)
    assert (row["n_base"], row["n_new"]) == (30, 3)


def test_one_bad_night_is_no_regression() -> None:
    values = stepped(80)
    values[-1] = 150.0
    row = judged(values)
    assert row["verdict"] == "unclear"
    assert row["change"] == pytest.approx(0.5, abs=0.05)


def test_faster_is_better() -> None:
    assert judged(stepped(77, size=-0.06))["verdict"] == "improved"


def test_a_short_history_is_untested_and_says_how_many_nights_it_needs() -> None:
    row = judged(stepped(5, 8))
    assert row["verdict"] == "untested"
    assert row["reason"] == "need >= 9 nights before the newest 3 for p < 0.01 (have 5)"
    row = judged(stepped(1, 2))
    assert row["verdict"] == "untested"
    assert row["reason"] == "need >= 9 nights before the newest 3 for p < 0.01 (have 0)"
    assert judged(stepped(9, 12))["verdict"] == "regressed"


def test_one_night_alone_cannot_tell() -> None:
    row = judged(stepped(79), Windows(newest=1))
    assert row["verdict"] == "untested"
    assert row["reason"] == "1 against 30 nights cannot reach p < 0.01"


def test_newest_nights_without_a_value_have_failed() -> None:
    row = judged([*stepped(80)[:-3], None, None, None])
    assert (row["verdict"], row["reason"]) == ("failed", "no value in the newest 3")


def test_a_change_below_the_threshold_is_none() -> None:
    windows = Windows(criteria=Criteria(alpha=0.01, threshold=0.1))
    assert judged(stepped(77), windows)["verdict"] == "unchanged"


def test_false_alarms_of_the_verdict_are_as_rare_as_alpha_says() -> None:
    rows = [
        run(day, value, tile=seed)
        for seed in range(300)
        for day, value in enumerate(nights(33, 0.02, seed=seed))
    ]
    windows = Windows(criteria=Criteria(alpha=0.05, threshold=0.0))
    table = histories_of(from_rows(rows), Choice(), windows).table
    worse = table["verdict"].cast(pl.String).is_in(["regressed", "improved"]).sum()
    assert worse <= 300 * 0.05 * 1.7


def test_a_limit_is_that_of_the_benchmark_else_of_the_metric_else_the_usual() -> None:
    table = pl.DataFrame(
        {
            "benchmark": ["a", "b", "c"],
            "metric": ["t", "t", "u"],
            "verdict": ["regressed"] * 3,
            "delta": [0.04, 0.04, 0.04],
        }
    )
    assert over_limit(table, {}, 0.05).to_list() == [False, False, False]
    assert over_limit(table, {"a": 0.03}, 0.05).to_list() == [True, False, False]
    assert over_limit(table, {"a": 0.1, "t": 0.01}, 0.05).to_list() == [False, True, False]


def test_other_metrics_are_named() -> None:
    rows = [run(day) for day in range(3)] + [run(day, metric="power") for day in range(3)]
    assert "power" in histories_of(from_rows(rows), Choice()).notes[0]
