"""Why no row of a comparison has both sides."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from analysis.compare.unmatched import Unmatched, spelled_apart, unmatched_by
from tests.make import records

Rows = list[dict[str, Any]]
HEAT: Rows = [{"benchmark": "heat", "nodes": nodes, "devices": None} for nodes in (1, 2)]
WAVE: Rows = [{**row, "benchmark": "wave"} for row in HEAT]
IN_CORES: Rows = [{"benchmark": "heat", "cores": row["nodes"], "devices": None} for row in HEAT]
TWO_CASES: Rows = [{**row, "benchmark": name} for row in HEAT for name in ("a", "b")]


@pytest.mark.parametrize(
    ("base", "new", "expected"),
    [
        (HEAT, WAVE, Unmatched("benchmark", 2)),
        (HEAT, WAVE[:1], Unmatched("benchmark", 1)),
        (HEAT, IN_CORES, Unmatched("nodes", 2, "cores")),
        (HEAT, HEAT, None),
        (HEAT, TWO_CASES, None),
    ],
    ids=["a name", "of some", "a count", "nothing", "several for one"],
)
def test_one_column_keeps_all_rows_apart(base: Rows, new: Rows, expected: Unmatched | None) -> None:
    sides = [records(*rows, label=label) for label, rows in (("x", base), ("y", new))]
    assert unmatched_by(compare(of_inputs(sides)[0])) == expected


def test_names_that_differ_in_spelling_alone_are_told() -> None:
    sides = [
        records(*({"benchmark": name, "nodes": 1} for name in names), label=label)
        for label, names in (
            ("x", ("Copy", "Triad", "a b")),
            ("y", ("copy", "Triad", "a-b", "dot")),
        )
    ]
    pairs = spelled_apart(compare(of_inputs(sides)[0]))
    assert sorted(pairs) == [("Copy", "copy"), ("a b", "a-b")]
