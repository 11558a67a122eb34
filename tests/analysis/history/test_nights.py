"""From records to series in time: dates, what is released from identity, and what is a night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest

from analysis.history.nights import nights
from analysis.usage import UsageError
from parsers.run_records.conforming import from_rows

FIRST = datetime(2026, 1, 1, 2)


def run(day: int, value: float | None = 1.0, hours: float = 0, **others: Any) -> dict[str, Any]:
    started = FIRST + timedelta(days=day, hours=hours)
    facts = {"label": "a.csv", "source": "a.csv", "line": day + 2, "benchmark": "hpl"}
    quantity = {"metric": "runtime", "unit": "s", "better": "lower", "value": value}
    return facts | quantity | {"started": started} | others


def test_versions_that_take_turns_tell_no_series_apart() -> None:
    rows = [run(day, software=f"app {day // 10}", compiler=f"gcc {day // 7}") for day in range(30)]
    found = nights(from_rows(rows))
    assert found.series.height == 1
    assert set(found.in_force) >= {"software", "compiler"}
    assert found.points.height == 30


def test_compilers_that_are_measured_side_by_side_are_series_of_their_own() -> None:
    rows = [run(day, hours=hour, compiler=name)
            for day in range(30) for hour, name in ((0, "gcc"), (1, "clang"))]  # fmt: skip
    found = nights(from_rows(rows))
    assert found.series["compiler"].to_list() == ["gcc", "clang"]
    same_time = [{**row, "started": FIRST + timedelta(days=row["line"])} for row in rows]
    assert nights(from_rows(same_time)).series.height == 2


def test_a_setting_tells_series_apart_even_where_it_changed_once() -> None:
    rows = [run(day, kernel_size=3 if day < 10 else 5) for day in range(20)]
    assert nights(from_rows(rows)).series.height == 2


def test_sizes_counts_and_metrics_tell_series_apart() -> None:
    rows = [
        run(day, nodes=nodes, size=size)
        for day in range(5)
        for nodes, size in ((1, 8.0), (2, 8.0), (2, 9.0))
    ]
    assert nights(from_rows(rows)).series.height == 3


def test_runs_of_one_night_are_repeats() -> None:
    rows = [run(day, value=day + hour, hours=hour) for day in range(4) for hour in (0, 1, 5)]
    points = nights(from_rows(rows)).points
    assert points["n"].to_list() == [3, 3, 3, 3]
    assert points["value"].to_list() == [1.0, 2.0, 3.0, 4.0]


def test_commits_of_one_day_are_points_of_their_own() -> None:
    rows = [run(0, value=float(n), hours=n, commit=f"c{n}") for n in range(5)]
    points = nights(from_rows(rows)).points
    assert points["value"].to_list() == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_a_night_that_failed_has_no_value_and_is_there() -> None:
    rows = [run(0), run(1, value=None, status="failed"), run(2)]
    points = nights(from_rows(rows)).points
    assert points["value"].to_list() == [1.0, None, 1.0]
    assert points["failed"].to_list() == [0, 1, 0]


def test_nights_are_in_the_order_of_time_however_they_stand_in_the_file() -> None:
    points = nights(from_rows([run(day, value=float(day)) for day in (5, 1, 9, 3)])).points
    assert points["value"].to_list() == [1.0, 3.0, 5.0, 9.0]


def test_runs_without_a_date_are_counted_and_left_out() -> None:
    found = nights(from_rows([run(0), run(1), run(2, started=None)]))
    assert (found.points.height, found.undated) == (2, 1)


def test_no_date_at_all_is_said_with_the_way_out() -> None:
    with pytest.raises(UsageError, match="no dates"):
        nights(from_rows([run(0, started=None)]))


def test_by_changes_what_tells_series_apart() -> None:
    rows = [run(day, software=f"app {day // 10}") for day in range(30)]
    assert nights(from_rows(rows), "+software").series.height == 3
    apart = [run(day, tile=tile) for day in range(3) for tile in (1, 2)]
    assert nights(from_rows(apart), "-tile").series.height == 1


def test_what_is_stated_as_a_mean_is_no_night_beside_what_was_measured() -> None:
    records = from_rows([run(0, 1.0), run(0, 9.0, role="summary")])
    assert nights(records).points["value"].to_list() == [1.0]
    assert nights(records.filter(pl.col("role") == "summary")).points["value"].to_list() == [9.0]


def test_what_is_always_a_hash_tells_no_series_apart_whatever_it_is_called() -> None:
    rows = [run(day, changes=f"{day:040x}") for day in range(6)]
    assert nights(from_rows(rows)).series.height == 1
    named = [run(day, changes=f"v{day}") for day in range(6)]
    assert nights(from_rows(named)).series.height == 6


def test_whether_a_commit_was_dirty_tells_no_series_apart() -> None:
    rows = [run(day, git_commit=f"{day:07x}", git_dirty=bool(day % 2)) for day in range(12)]
    assert nights(from_rows(rows)).series.height == 1
