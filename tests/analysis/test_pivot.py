"""Configurations with one column across."""

from typing import Any

import pytest

from analysis.pivot import PivotCell, pivot
from analysis.runs import Choice, Runs, runs
from analysis.usage import UsageError
from tests.make import records

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}


def table(*rows: dict[str, Any]) -> Runs:
    return runs(records(*rows, **TIMES), Choice())


def test_missing_and_failed_cells_are_told_apart() -> None:
    found = pivot(
        table(
            {"devices": 10, "software": "a", "value": 1},
            {"devices": 2, "software": "a", "value": 4},
            {"devices": 2, "software": "b", "status": "failed", "reason": "CUDA out of memory"},
        ),
        "devices",
        "value",
    )
    assert found.across == (2, 10)
    assert dict(zip(found.rows["software"], found.cells, strict=True)) == {
        "a": (PivotCell(4, ""), PivotCell(1, "")),
        "b": (
            PivotCell(None, "failed", "failed", "CUDA out of memory"),
            PivotCell(None, "missing"),
        ),
    }


def test_texts_across_are_sorted_naturally() -> None:
    rows = [{"case": case, "value": 1} for case in ("ResNet101", "ResNet18", "ResNet50")]
    assert pivot(table(*rows), "case", "value").across == ("ResNet18", "ResNet50", "ResNet101")


def test_nodes_follow_devices_unless_they_tell_rows_apart() -> None:
    follow = [{"devices": n, "nodes": n // 4, "value": 8 / n} for n in (4, 8)]
    assert "nodes" not in pivot(table(*follow), "devices", "value").keys
    apart = [*follow, {"devices": 4, "nodes": 4, "value": 2.5}]
    found = pivot(table(*apart), "devices", "value")
    assert sum(cell.number is not None for row in found.cells for cell in row) == 3


def test_the_problem_of_weak_scaling_follows_the_count() -> None:
    grown = [{"nodes": n, "size": 100.0 * n, "value": 10 + n} for n in (1, 2, 4)]
    found = pivot(table(*grown), "nodes", "value")
    assert "size" not in found.keys
    assert [cell.number for cell in found.cells[0]] == [11, 12, 14]
    larger = [each | {"size": 2 * each["size"]} for each in grown]
    assert "size" in pivot(table(*grown, *larger), "nodes", "value").keys


def test_a_ratio_above_1_is_better() -> None:
    rows = [{"devices": n, "value": v} for n, v in ((1, 8.0), (2, 4.0), (4, 16.0))]
    (row,) = pivot(table(*rows), "devices", "ratio").cells
    assert [cell.number for cell in row] == [1, 2, 0.5]


def test_a_row_is_a_series_where_ranks_follow_the_nodes() -> None:
    rows = [
        {"nodes": n, "ranks": n * of, "ranks_per_node": of, "threads": 48 // of, "value": 1.0}
        for n in (1, 2, 4)
        for of in (4, 8)
    ]
    found = pivot(table(*rows), "nodes", "value")
    assert found.rows.height == 2 and "ranks" not in found.keys


def test_a_baseline_is_no_efficiency_that_was_earned() -> None:
    rows = [{"devices": n, "value": v} for n, v in ((1, 8.0), (2, 4.0))]
    (row,) = pivot(table(*rows), "devices", "efficiency").cells
    assert row == (PivotCell(1, "baseline"), PivotCell(1, ""))


def test_what_tells_nothing_apart_is_refused() -> None:
    with pytest.raises(UsageError, match="no column 'value'"):
        pivot(table({"devices": 1, "value": 1}), "value", "value")


def test_configurations_without_the_column_are_counted() -> None:
    found = pivot(table({"devices": 1, "value": 1}, {"value": 2}), "devices", "value")
    assert (found.left_out, found.rows.height) == (1, 1)
