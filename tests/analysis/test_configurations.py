from __future__ import annotations

from statistics import mean, median

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.configurations import configurations, identity, runs_of
from analysis.repeats import FIRST
from analysis.usage import UsageError
from tests.make import records

VALUES = st.floats(min_value=1e-9, max_value=1e12)


def test_repeats_become_one_row() -> None:
    frame = records(
        {"devices": 1, "value": 3.0},
        {"devices": 2, "value": 7.0},
        {"devices": 1, "value": 1.0},
        {"devices": 1, "value": 2.5},
    )
    table = configurations(frame, identity(frame))
    assert table.select("devices", "n", "value", "low", "high", "interval", "line").rows() == [
        (1, 3, 2.5, 1.0, 3.0, "range", 1),
        (2, 1, 7.0, None, None, None, 2),
    ]


def test_repeats_are_found_however_late_they_come() -> None:
    frame = records(*({"devices": n % FIRST, "value": float(n)} for n in range(FIRST + 1)))
    table = configurations(frame, identity(frame))
    assert table.height == FIRST
    assert table.row(0, named=True) | {"n": 2, "value": FIRST / 2} == table.row(0, named=True)


@pytest.mark.parametrize("repeats", [1, 2, 3])
def test_the_median_of_the_largest_numbers_is_one_of_them(repeats: int) -> None:
    frame = records(*[{"value": 1.7e308}] * repeats)
    assert configurations(frame, identity(frame))["value"].to_list() == [1.7e308]


@given(st.lists(VALUES, min_size=1, max_size=12), st.randoms())
def test_the_order_of_repeats_changes_nothing(values: list[float], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    rows = []
    for given_order in (values, shuffled):
        frame = records(*({"value": v} for v in given_order))
        by = identity(frame)
        rows.append(configurations(frame, by).select("n", "value", "low", "high").row(0))
    assert rows[0] == rows[1]
    assert rows[0][1] == pytest.approx(median(values))


@given(st.lists(st.lists(VALUES, min_size=1, max_size=15), min_size=1, max_size=4))
def test_enough_repeats_have_scipys_interval_of_the_median(groups: list[list[float]]) -> None:
    frame = records(
        *({"devices": p, "value": v} for p, values in enumerate(groups, 1) for v in values)
    )
    table = configurations(frame, identity(frame), with_repeats=True)
    for row, values in zip(table.iter_rows(named=True), groups, strict=True):
        ends = scipy.stats.quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
        assert row["repeats"] == sorted(values)
        if len(values) >= 6:
            assert (row["low"], row["high"], row["interval"]) == (ends.low, ends.high, "ci95")
        elif len(values) >= 2:
            assert (row["low"], row["high"]) == (min(values), max(values))
            assert row["interval"] == "range"
        else:
            assert (row["low"], row["high"], row["interval"]) == (None, None, None)


def test_another_confidence_and_a_mean_without_an_interval() -> None:
    frame = records(*({"value": float(v)} for v in range(8)))
    by = identity(frame)
    assert configurations(frame, by, confidence=0.9)["interval"].item() == "ci90"
    mean_row = configurations(frame, by, "mean").row(0, named=True)
    assert (mean_row["low"], mean_row["high"], mean_row["interval"]) == (0.0, 7.0, "range")


def test_samples_are_repeats_and_progress_is_none() -> None:
    frame = records(
        {"value": 9.0, "samples": [1.0, 2.0, None, 6.0], "progress": [7.0, 8.0, 9.0]},
        {"value": 4.0, "progress": [50.0, 60.0]},
        {"value": None, "samples": [], "status": "failed"},
        {"devices": 2, "value": 3.0},
    )
    table = configurations(frame, identity(frame), with_repeats=True)
    assert table.select("n", "failed", "value", "repeats", "line").rows() == [
        (4, 1, 3.0, [1.0, 2.0, 4.0, 6.0], 1),
        (1, 0, 3.0, [3.0], 4),
    ]


def test_the_mean_on_request() -> None:
    values = [1.0, 2.0, 9.0]
    frame = records(*({"value": v} for v in values))
    assert configurations(frame, identity(frame), "mean")["value"].item() == mean(values)


def test_a_failed_run_is_counted_and_stays_out_of_the_arithmetic() -> None:
    frame = records(
        {"value": 2.0},
        {"value": None, "status": "failed", "reason": "OOM"},
        {"value": 4.0},
        {"devices": 8, "value": None, "status": "timeout"},
    )
    table = configurations(frame, identity(frame))
    assert table.select("n", "failed", "value", "status").rows() == [
        (2, 1, 3.0, "ok"),
        (0, 1, None, "timeout"),
    ]


def test_summaries_never_enter_a_mean_but_stand_where_nothing_was_measured() -> None:
    frame = records(
        {"value": 2.0},
        {"value": 100.0, "role": "summary"},
        {"devices": 4, "value": 50.0, "role": "summary"},
        {"label": "stated only", "value": 7.0, "role": "summary"},
    )
    table = configurations(frame, identity(frame))
    assert table.select("label", "n", "value").rows() == [
        ("bench", 1, 2.0),
        ("stated only", 0, 7.0),
    ]


def test_by_replaces_adds_and_takes_away() -> None:
    frame = records({"devices": 1, "value": 1.0, "epochs": 10, "hosts": "n1"})
    default = ["label", "benchmark", "devices", "epochs"]
    assert identity(frame) == default
    assert identity(frame, "+hosts") == [*default, "hosts"]
    assert identity(frame, "-epochs") == ["label", "benchmark", "devices"]
    assert identity(frame, "benchmark,hosts") == ["benchmark", "hosts"]
    with pytest.raises(UsageError, match="cannot group by 'value'"):
        identity(frame, "+value")


def test_a_configuration_finds_its_runs_again() -> None:
    frame = records(
        {"devices": 1, "system": None, "value": 1.0},
        {"devices": 1, "system": "a", "value": 2.0},
        {"devices": 1, "system": None, "value": 3.0},
        {"devices": 1, "system": None, "value": 9.0, "role": "summary"},
    )
    by = identity(frame)
    row = configurations(frame, by).row(0, named=True)
    assert runs_of(frame, row, by)["value"].to_list() == [1.0, 3.0]
