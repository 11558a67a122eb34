from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import compare
from analysis.configurations import configurations, identity
from analysis.select import ConditionError
from analysis.sides import matched_columns, of_conditions, of_inputs, of_rows
from tests.make import records

POSITIVE = st.floats(1e-6, 1e6)


def versions() -> pl.DataFrame:
    return records(
        {"software": "v1", "devices": 1, "value": 100.0},
        {"software": "v1", "devices": 2, "value": 180.0},
        {"software": "v1", "devices": 4, "value": None, "status": "failed"},
        {"software": "v2", "devices": 1, "value": 110.0},
        {"software": "v2", "devices": 4, "value": 300.0},
        {"software": "v2", "devices": 8, "value": 500.0},
    )


def test_nothing_is_dropped() -> None:
    sides = of_conditions(versions(), "software = 'v1'", "software = 'v2'")
    table = compare(sides).table
    assert table.select("devices", "n_base", "n_new", "base", "new", "verdict").rows() == [
        (1, 1, 1, 100.0, 110.0, "untested"),
        (2, 1, 0, 180.0, None, "missing_new"),
        (4, 0, 1, None, 300.0, "failed"),
        (8, 0, 1, None, 500.0, "missing_base"),
    ]
    assert table["delta"].to_list() == [pytest.approx(0.1), None, None, None]


def test_differences_and_what_is_the_same() -> None:
    comparison = compare(of_conditions(versions(), "software = 'v1'", "software = 'v2'"))
    named = {each.column: (each.base, each.new) for each in comparison.differences}
    assert named["software"] == (("v1",), ("v2",))
    assert dict(comparison.shared) == {"label": "bench", "benchmark": "LAMMPS"}


def test_naming_one_scale_column_frees_them_all() -> None:
    by = ["benchmark", "nodes", "devices", "devices_per_node", "batch", "steps"]
    assert matched_columns(by, ["nodes"]) == ["benchmark", "batch"]
    assert matched_columns(by, ["batch"]) == [name for name in by if name != "batch"]


def test_a_side_that_no_run_meets_is_an_error() -> None:
    with pytest.raises(ConditionError, match="no run meets --new"):
        of_conditions(versions(), "software = 'v1'", "software = 'v3'")


def test_two_inputs_match_on_all_but_the_label() -> None:
    before = records({"devices": 1, "value": 2.0}, label="before")
    after = records({"devices": 1, "value": 1.0, "compiler": "gcc"}, label="after")
    after = after.drop("compiler")
    row = compare(of_inputs(before, after)).table.row(0, named=True)
    assert (row["base"], row["new"], row["delta"], row["ratio"]) == (2.0, 1.0, -0.5, 0.5)


def test_two_rows_match_on_what_they_agree_in() -> None:
    frame = versions()
    by = identity(frame)
    rows = configurations(frame, by).rows(named=True)
    comparison = compare(of_rows(frame, rows[0], rows[4], by))
    assert comparison.matched == ("label", "benchmark")
    assert comparison.table.select("base", "new").rows() == [(100.0, 300.0)]


def test_lower_is_better_turns_the_ratio_not_the_change() -> None:
    base = records({"value": 10.0}, better="lower", metric="runtime", unit="s")
    new = records({"value": 5.0}, better="lower", metric="runtime", unit="s")
    row = compare(of_inputs(base, new)).table.row(0, named=True)
    assert (row["delta"], row["ratio"]) == (-0.5, 2.0)


def test_no_direction_no_ratio_and_zeros() -> None:
    base = records({"devices": 1, "value": 0.0}, {"devices": 2, "value": 0.0}, better=None)
    new = records({"devices": 1, "value": 0.0}, {"devices": 2, "value": 3.0}, better=None)
    table = compare(of_inputs(base, new)).table
    assert table["delta"].to_list() == [0.0, None]
    assert table["ratio"].to_list() == [None, None]


@given(POSITIVE, POSITIVE, st.sampled_from(["higher", "lower"]))
def test_swapping_the_sides_inverts_the_ratio(a: float, b: float, better: str) -> None:
    one, two = records({"value": a}, better=better), records({"value": b}, better=better)
    there = compare(of_inputs(one, two)).table["ratio"].item()
    back = compare(of_inputs(two, one)).table["ratio"].item()
    assert there * back == pytest.approx(1.0)
