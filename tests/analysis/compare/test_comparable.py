"""What an input has to compare, in which order, and as messages name it."""

from __future__ import annotations

from analysis.compare.comparable import Comparable, comparable, likely_first, told_apart_by
from tests.make import records


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
