"""Repeats in columns and rows, by the words and marks that people give them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import THREE, series_of_table

REPEATS = {1: (99, 100, 101), 2: (51, 52, 53), 4: (27, 28, 29)}


def read(folder: Path, rows: list[str]) -> tuple[list[object], set[int]]:
    path = folder / "runs.csv"
    path.write_text("\n".join(rows) + "\n")
    table = runs(load([str(path)]).records, Choice()).table
    return list(series_of_table(table)), set(table["n"])


@pytest.mark.parametrize(
    "headings",
    [
        "time (s);time (s).1;time (s).2",
        "time (s);time (s);time (s)",
        "repeat=1;repeat=2;repeat=3",
        "Sample 1;Sample 2;Sample 3;mean",
        "iteration 1;iteration 2;iteration 3;Mean",
        "r0;r1;r2;avg",
    ],
)
def test_columns(tmp_path: Path, headings: str) -> None:
    mean = headings.count(";") == 3
    rows = [
        ";".join(map(str, (cores, *times, *([times[1]] if mean else []))))
        for cores, times in REPEATS.items()
    ]
    assert read(tmp_path, ["# time (s)", f"cores;{headings}", *rows]) == ([THREE], {3})


@pytest.mark.parametrize("name", ["run{}", "rep-{}", "trial {}"])
def test_rows_with_a_word_for_each(tmp_path: Path, name: str) -> None:
    rows = [
        f"{name.format(number)},{cores},{times[number]}"
        for number in range(3)
        for cores, times in REPEATS.items()
    ]
    assert read(tmp_path, ["run,cores,time (s)", *rows]) == ([THREE], {3})


def test_headings_that_are_equal_above_other_values_are_no_repeats(tmp_path: Path) -> None:
    rows = ["cores,throughput,throughput", "1,10,100", "2,19,170"]
    _, numbers = read(tmp_path, rows)
    assert numbers == {1}
