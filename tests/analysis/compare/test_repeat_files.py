"""Folders with a file for each repeat are sides, and no pairs of files."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from tests.make import records
from tui.views.compare.compare_table import changed_lines


def folder(name: str, files: Sequence[str], ranks: Sequence[int], **more: float) -> pl.DataFrame:
    """Return one run of each count in each file, with the times that ``more`` has for some."""
    return records(
        *(
            {
                "benchmark": file,
                "label": f"{file}.out",
                "source": f"{name}/{file}.out",
                "ranks": count,
                "value": more.get(file, 10.0) / count,
            }
            for file in files
            for count in ranks
        )
    )


def compared(
    base: pl.DataFrame, new: pl.DataFrame, by: str | None = None
) -> tuple[int, int, str | None]:
    """Return how many rows there are, the repeats of the first, and the last line above them."""
    comparison = compare(of_inputs([base, new], by)[0])
    return (
        comparison.table.height,
        comparison.table["n_base"][0],
        next(reversed([*changed_lines(comparison)]), None),
    )


@pytest.mark.parametrize("name", ["run_{}", "job{}", "job.{}", "slurm-10{}", "lbm_rep{}"])
def test_files_of_repeats_are_pooled(name: str) -> None:
    files = [name.format(number) for number in range(4)]
    sides = folder("old", files, [8]), folder("new", files[1:], [8])
    said = "pooled over files: 4 on the base side, 3 on the new side"
    assert compared(*sides) == (1, 4, said)
    assert compared(*sides, "+benchmark")[0] == 4


def test_outputs_are_repeats_where_each_has_several_runs() -> None:
    files = ["out1", "out2"]
    assert compared(folder("a", files, [1, 2]), folder("b", files, [1, 2]))[:2] == (2, 2)
    assert compared(folder("a", files, [1]), folder("b", files, [1]))[:2] == (2, 1)


@pytest.mark.parametrize(
    ("files", "times"),
    [
        (("case1", "case2"), {}),
        (("test_1", "test_2"), {}),
        (("run_1", "run_2"), {"run_2": 100.0}),
        (("run_1", "solve_1"), {}),
        (("n4_run1", "n8_run2"), {}),
    ],
)
def test_files_of_other_work_are_paired_by_name(
    files: Sequence[str], times: dict[str, float]
) -> None:
    old, new = folder("old", files, [8], **times), folder("new", files, [8], **times)
    assert compared(old, new)[:2] == (2, 1)
