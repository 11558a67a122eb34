"""Frequencies and statistics of columns."""

from __future__ import annotations

from collections import Counter
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.column_statistics import BINS, frequencies, statistics, units_of

CELLS = st.lists(st.none() | st.integers(-3, 3), max_size=12)
NUMBERS = st.lists(st.none() | st.floats(allow_nan=False), min_size=1, max_size=12)


@given(CELLS)
def test_frequencies_count_each_value_once(cells: list[int | None]) -> None:
    found = frequencies(pl.Series("x", cells, dtype=pl.Int64))
    assert dict(found.select("value", "rows").iter_rows()) == Counter(cells)
    assert found["rows"].to_list() == found["rows"].sort(descending=True).to_list()
    assert float(found["share"].sum()) == pytest.approx(1.0 if cells else 0.0)


def test_the_most_frequent_comes_first_and_nothing_counts_too() -> None:
    found = frequencies(pl.Series("software", ["b", "a", None, "a", "b", "c", "a"]))
    assert found.rows() == [("a", 3, 3 / 7), ("b", 2, 2 / 7), (None, 1, 1 / 7), ("c", 1, 1 / 7)]


@given(NUMBERS)
def test_statistics_agree_with_those_of_lists(cells: list[float | None]) -> None:
    found = statistics(pl.DataFrame({"x": pl.Series(cells, dtype=pl.Float64)}), ["x"])
    row = found.row(0, named=True)
    stated = [cell for cell in cells if cell is not None]
    finite = [cell for cell in stated if abs(cell) != float("inf")]
    assert (row["n"], row["missing"]) == (len(stated), len(cells) - len(stated))
    assert row["distinct"] == len(set(stated))
    assert (row["least"], row["greatest"]) == (min(finite, default=None), max(finite, default=None))
    if finite and max(map(abs, finite)) < 1e300:
        assert abs(row["median"] - median(finite)) <= 1e-12 * max(map(abs, finite))
    if row["histogram"] is not None:
        assert len(row["histogram"]) == BINS
        assert sum(row["histogram"]) == len(finite)


def test_a_histogram_has_equal_parts() -> None:
    table = pl.DataFrame({"x": [0.0, 0.5, 1.0, 7.9, 8.0], "same": [1.0] * 5})
    found = statistics(table, ["x", "same"])["histogram"].to_list()
    assert found == [[2, 1, 0, 0, 0, 0, 0, 2], None]


def test_metrics_are_apart_and_texts_have_no_median() -> None:
    table = pl.DataFrame(
        {
            "software": ["a", "a", "b"],
            "metric": ["runtime", "throughput", "runtime"],
            "unit": ["s", "img/s", "s"],
            "value": [2.0, 900.0, 4.0],
        }
    )
    found = statistics(table, ["software", "value"])
    assert found.select("column", "metric", "n", "distinct", "median").rows() == [
        ("software", None, 3, 2, None),
        ("value", "runtime", 2, 2, 3.0),
        ("value", "throughput", 1, 1, 900.0),
    ]


def test_one_metric_needs_no_name() -> None:
    table = pl.DataFrame({"metric": ["runtime"] * 2, "unit": ["s"] * 2, "value": [2.0, None]})
    found = statistics(table, ["value"])
    assert found.select("metric", "unit", "n", "missing").rows() == [(None, "s", 1, 1)]


def test_baselines_are_no_efficiencies_that_anyone_reached() -> None:
    table = pl.DataFrame({"efficiency": [1.0, 0.5, 0.7], "is_baseline": [True, False, None]})
    row = statistics(table, ["efficiency"]).row(0, named=True)
    assert (row["n"], row["missing"], row["greatest"]) == (2, 1, 0.7)


def test_what_is_measured_has_its_unit() -> None:
    table = pl.DataFrame(
        {
            "nodes": [1, 2],
            "metric": ["runtime", "runtime"],
            "unit": ["s", "s"],
            "value": [2.0, 4.0],
            "cost": [1.0, 2.0],
            "counted": ["node", "node"],
        }
    )
    found = statistics(table, ["nodes", "value", "cost"])
    assert found["unit"].to_list() == [None, "s", "node-hours"]
    assert found["metric"].null_count() == 3
    mixed = table.with_columns(unit=pl.Series(["s", "img/s"]))
    assert [units_of(each, "value") for each in (table, mixed)] == [["s"], ["s", "img/s"]]
    assert units_of(table, "nodes") == []
