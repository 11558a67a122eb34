"""What an input has to compare, in which order, and as messages name it."""

from __future__ import annotations

from datetime import datetime

from analysis.compare.comparable import Comparable, comparable, likely_first, told_apart_by
from analysis.compare.compare import compare
from analysis.compare.sides import of_values
from tests.make import records
from tui.views.compare.compare_table import changed_lines


def test_counts_come_last_as_what_they_change_is_scaling() -> None:
    given = [
        {"label": label, "nodes": nodes, "cores": 8 * nodes, "software": software, "value": 1.0}
        for label in ("a", "b")
        for nodes in (1, 2)
        for software in ("1.0", "1.1")
    ]
    offered = comparable(records(*given), ["label", "nodes", "cores", "software", "system"])
    assert [each.column for each in offered] == ["label", "software", "nodes", "cores"]
    assert offered[1].values == ("1.0", "1.1")


def found(**columns: tuple[object, ...]) -> list[Comparable]:
    return [Comparable(name, values, (1,) * len(values)) for name, values in columns.items()]


def test_columns_of_two_values_are_named_first() -> None:
    several = found(software=("a", "b", "c"), case=("before", "after"))
    expected = "--on case (before | after), --on software (a | b | c)"
    assert told_apart_by(several) == expected


def test_what_was_run_tells_no_sides_apart() -> None:
    assert told_apart_by(found(benchmark=("fft", "lu"), devices=(1, 2), size=(8, 16))) == ""


def test_what_likely_tells_sides_apart_is_offered_first() -> None:
    several = found(benchmark=("fft", "lu"), label=("a", "b"), software=("1", "2"), nodes=(1, 2))
    offered = [each.column for each in likely_first(several)]
    assert offered == ["label", "software", "benchmark", "nodes"]


def test_benchmarks_that_are_called_old_and_new_are_sides() -> None:
    assert told_apart_by(found(benchmark=("before", "after"))) == "--on benchmark (before | after)"


def test_benchmarks_that_are_called_by_release_day_or_commit_are_sides() -> None:
    for sides in (("v1.4.0", "v1.5.0"), ("2024-03-01", "2024-03-08"), ("a1b2c3d", "9f8e7d6")):
        assert told_apart_by(found(benchmark=sides)) == f"--on benchmark ({' | '.join(sides)})"
    assert told_apart_by(found(benchmark=("v1.4.0", "fft"))) == ""
    assert told_apart_by(found(benchmark=("acceded", "defaced"))) == ""


def test_names_over_one_line_of_results_are_sides() -> None:
    rows = [
        {"benchmark": name, "nodes": nodes, "line": nodes, "value": 1.0}
        for nodes in (1, 2)
        for name in ("gcc", "clang")
    ]
    offered = comparable(records(*rows), ["benchmark", "nodes"])
    assert told_apart_by(offered) == "--on benchmark (gcc | clang)"
    below = [{**row, "line": at} for at, row in enumerate(rows)]
    assert told_apart_by(comparable(records(*below), ["benchmark", "nodes"])) == ""


def test_days_are_sides_and_times_of_each_run_are_not() -> None:
    rows = [
        {"started": datetime(2026, 11, day, hour), "value": 1.0}
        for day in (20, 1)
        for hour in (9, 10)
    ]
    offered = told_apart_by(comparable(records(*rows), ["benchmark"]))
    assert offered == "--on started (2026-11-01 | 2026-11-20)"
    assert told_apart_by(comparable(records(*rows[:2]), ["benchmark"])) == ""
    (sides,) = of_values(records(*rows), "started")
    comparison = compare(sides)
    assert list(changed_lines(comparison)) == ["started: 2026-11-01 → 2026-11-20"]
    assert comparison.table.select("n_base", "n_new").row(0) == (2, 2)


def test_the_hosts_that_are_compared_are_named() -> None:
    rows = [{"hosts": host, "value": 1.0} for host in ("n1", "n2")]
    (sides,) = of_values(records(*rows), "hosts")
    assert list(changed_lines(compare(sides))) == ["hosts: n1 → n2"]


def test_what_is_not_stated_is_a_side_where_the_other_is_asked_for() -> None:
    rows = [{"pinning": pinning, "value": 1.0} for pinning in ("close", None)]
    (sides,) = of_values(records(*rows), "pinning")
    assert list(changed_lines(compare(sides))) == ["pinning: not stated → close"]
