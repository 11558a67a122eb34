"""Pairs of a line of output that no colon or sign joins."""

from __future__ import annotations

import pytest

from parsers.grammar.printed_line import read_statement


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (
            "Concurrency: 4, throughput: 91.5 infer/sec, latency 1230 usec",
            {"Concurrency": "4", "throughput (infer/sec)": "91.5", "latency (usec)": "1230"},
        ),
        ("Solve     19.80 s", {"Solve (s)": "19.80"}),
    ],
)
def test_a_name_and_a_number_with_its_unit_are_a_pair(line: str, cells: dict[str, str]) -> None:
    said = read_statement(line)
    assert said is not None and said.cells == cells
