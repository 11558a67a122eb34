"""Quantities of one run in rows of their own: tidy data become one row for each run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, THREE, series_in

TIMES = {1: 100.0, 2: 52.0, 4: 28.0}


def melted(folder: Path, heading: str, others: dict[str, list[float]], time: str) -> Path:
    rows = [f"cores,{heading},value"]
    for place, (cores, seconds) in enumerate(TIMES.items()):
        rows.append(f"{cores},{time},{seconds}")
        rows += [f"{cores},{name},{values[place]}" for name, values in others.items()]
    path = folder / "runs.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("heading", ["variable", "measure", "name", "key", "parameter", "stat"])
@pytest.mark.parametrize(
    ("time", "others"),
    [
        ("runtime_s", {"runtime_std": [0.6, 0.3, 0.2]}),
        ("runtime_s", {"memory_MB": [897, 894, 888]}),
        ("time", {"iterations": [37, 37, 37]}),
        ("time", {"efficiency": [1.0, 0.962, 0.893]}),
        ("wall_s", {"cpu_s": [97, 100.9, 108.6]}),
        ("real", {"user": [97, 100.9, 108.6], "sys": [2, 1, 0.5]}),
    ],
)
def test_quantities_of_a_run_are_one_row(
    tmp_path: Path, heading: str, time: str, others: dict[str, list[float]]
) -> None:
    assert series_in(melted(tmp_path, heading, others, time)) == [THREE]


def test_repeats_stay_repeats(tmp_path: Path) -> None:
    rows = ["cores,variable,value"]
    for cores, seconds in ((1, 100), (2, 52)):
        for repeat in (-1, 0, 1):
            rows += [f"{cores},time_s,{seconds + repeat}", f"{cores},memory_MB,{900 + repeat}"]
    (tmp_path / "runs.csv").write_text("\n".join(rows) + "\n")
    assert series_in(tmp_path / "runs.csv") == [{1: BASE, 2: 96.2}]


@pytest.mark.parametrize("names", [("copy", "triad"), ("solve", "setup"), ("a_time", "b")])
def test_names_of_what_ran_stay_names(tmp_path: Path, names: tuple[str, str]) -> None:
    rows = ["cores,kernel,time_s"]
    rows += [f"{cores},{name},{t}" for cores, t in ((1, 100), (2, 52)) for name in names]
    (tmp_path / "runs.csv").write_text("\n".join(rows) + "\n")
    assert series_in(tmp_path / "runs.csv") == [{1: BASE, 2: 96.2}, {1: BASE, 2: 96.2}]
