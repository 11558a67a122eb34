"""One line of comma-separated values: its cells, and none where it is no row."""

from __future__ import annotations

import csv

import pytest

from parsers.grammar.csv_line import csv_cells


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a,b", ["a", "b"]),
        ('"a,b", c', ["a,b", " c"]),
        ("", []),
        ("a\rb,c", ["a b", "c"]),
        ("a" * (csv.field_size_limit() + 1), []),
    ],
)
def test_cells(line: str, cells: list[str]) -> None:
    assert csv_cells(line) == cells


def test_another_separator_and_spaces_before_cells() -> None:
    assert csv_cells("a; b", ";", spaced=True) == ["a", "b"]
