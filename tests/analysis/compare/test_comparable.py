"""What an input has to compare, as the message names it that asks for two sides."""

from __future__ import annotations

from analysis.compare.comparable import Comparable, told_apart_by


def found(**columns: tuple[object, ...]) -> list[Comparable]:
    return [Comparable(name, values, (1,) * len(values)) for name, values in columns.items()]


def test_columns_of_two_values_are_named_first() -> None:
    several = found(software=("a", "b", "c"), case=("before", "after"))
    expected = "--on case (before | after), --on software (a | b | c)"
    assert told_apart_by(several) == expected


def test_what_was_run_tells_no_sides_apart() -> None:
    assert told_apart_by(found(benchmark=("fft", "lu"), devices=(1, 2), size=(8, 16))) == ""
