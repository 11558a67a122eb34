"""From what a reader found to records: names, units, places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
from parsers.source import Source

SOURCE = Source("out/a.log", "mine", Path("out/a.log"), b"")


def record(run: FoundRun) -> dict[str, Any]:
    (row,) = as_reading(SOURCE, [run]).records.rows(named=True)
    return row


def test_what_every_record_has_is_put_in() -> None:
    row = record(FoundRun(7, {"nodes": 2}, [Measurement("bandwidth", 3.0, "GB/s")], "bandwidth"))
    assert (row["label"], row["source"], row["line"]) == ("mine", "out/a.log", 7)
    assert (row["benchmark"], row["nodes"], row["primary"]) == ("a", 2, True)
    assert (row["value"], row["unit"], row["better"]) == (3e9, "B/s", "higher")
    assert (row["run"], row["status"]) == (None, "ok")


def test_a_run_without_a_line_is_numbered() -> None:
    runs = [FoundRun(None, {}, [Measurement("runtime", 1.0, "s")])] * 2
    assert as_reading(SOURCE, runs).records["run"].to_list() == ["mine:1", "mine:2"]


def test_a_run_that_measured_nothing_is_a_row_without_a_value() -> None:
    row = record(FoundRun(1, {}, [], "runtime", "timeout", "DUE TO \x1b TIME"))
    assert (row["metric"], row["value"], row["status"]) == ("runtime", None, "timeout")
    assert row["reason"] == "DUE TO ␛ TIME"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_a_failure(value: float) -> None:
    row = record(FoundRun(1, {}, [Measurement("runtime", value, "s")]))
    assert (row["value"], row["status"]) == (None, "failed")
    assert row["reason"] == f"{value} measured"


def test_samples_and_digits_are_in_the_base_unit_too() -> None:
    measured = Measurement("latency", 2.0, "ms", samples=[1.0, 3.0], digit=0.1)
    row = record(FoundRun(1, {}, [measured]))
    assert row["samples"] == [0.001, 0.003]
    assert row["value_digit"] == pytest.approx(1e-4)


def test_no_fact_takes_the_place_of_what_is_computed_or_known() -> None:
    row = record(FoundRun(1, {"line": 9, "speedup": 4, "a\x1b": "b"}, [Measurement("x", 1.0)]))
    assert (row["line"], row["speedup_given"], row["a␛"]) == (1, 4, "b")


@pytest.mark.parametrize(
    ("number", "digit"),
    [("12.50", 0.01), ("3", 1.0), ("8.3295e+02", 0.01), ("nan", None), ("1e999", None)],
)
def test_the_weight_of_the_last_digit(number: str, digit: float | None) -> None:
    assert weight_of_last_digit(number) == (None if digit is None else pytest.approx(digit))
