from __future__ import annotations

from typing import Any

import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from tests.make import records


def compared(column: str, base: Any, new: Any, unit: str = "s") -> tuple[list[str], list[str]]:
    """Return the verdicts of two runs that differ in a column, and what is confounded."""
    sides = [
        records({column: value, "value": 2.0}, metric="runtime", unit=unit, better="lower")
        for value in (base, new)
    ]
    comparison = compare(of_inputs(sides)[0])
    return comparison.table["verdict"].to_list(), [each.column for each in comparison.confounded]


@pytest.mark.parametrize(
    "column",
    [
        *("nx", "seq_len", "hidden_size", "n_layers", "dataset", "mesh", "problem_size", "op"),
        *("input_file", "global_batch_size", "polynomial_order", "steps", "num_epochs"),
    ],
)
def test_other_work_is_not_compared(column: str) -> None:
    assert compared(column, 512, 640) == (["missing_new", "missing_base"], [])


@pytest.mark.parametrize(
    "column",
    [
        *("compiler", "precision", "block_size", "process_grid", "device_mesh", "matrix_layout"),
        *("vector_length", "input_pipeline", "stripe_size", "opt_level", "micro_batch_size"),
    ],
)
def test_how_it_was_run_is_named_as_changed(column: str) -> None:
    assert compared(column, 512, 640) == (["untested"], [column])


def test_what_one_side_does_not_say_keeps_no_rows_apart() -> None:
    assert compared("nx", 512, None) == (["untested"], ["nx"])


def test_rates_over_more_steps_are_compared() -> None:
    assert compared("steps", 100, 200, unit="tok/s") == (["untested"], ["steps"])
