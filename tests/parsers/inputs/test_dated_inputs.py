"""Dates in the names of inputs: when something ran, and not what."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from parsers import Loaded, load
from parsers.grammar.dated_names import date_of, of_any_date, without_date


@pytest.mark.parametrize(
    ("source", "date"),
    [
        ("results/stream-2026-03-01.csv", datetime(2026, 3, 1)),
        ("20260301/hpl.out", datetime(2026, 3, 1)),
        ("2026_03_01/hpl.out", datetime(2026, 3, 1)),
        ("perf.2026.03.01.log", datetime(2026, 3, 1)),
        ("run-20260301-021530.json", datetime(2026, 3, 1, 2, 15, 30)),
        ("2026-03-01T02:15:30Z.json", datetime(2026, 3, 1, 2, 15, 30)),
        ("20250101/hpl-20260301.out", datetime(2026, 3, 1)),
        ("slurm-120260301.out", None),
        ("hpl-20261301.out", None),
        ("hpl-20260230.out", None),
        ("n2048/hpl.out", None),
    ],
)
def test_the_date_in_the_name_of_a_file(source: str, date: datetime | None) -> None:
    assert date_of(source) == date


def test_a_name_without_its_date() -> None:
    assert without_date("stream-2026-03-01.csv") == "stream.csv"
    assert without_date("2026-03-01_stream_a") == "stream_a"
    assert without_date("a-20260301-b") == "a-b"
    assert without_date("2026-03-01") == ""
    assert without_date("hpl-2048") == "hpl-2048"


def test_what_numbers_a_run_beside_its_date() -> None:
    assert of_any_date("bench-20260301_020000_3f2a1bc.json") == "bench-*_*.json"
    assert of_any_date("hpl-2048-2026-03-01.out") == "hpl-2048-*.out"
    assert of_any_date("slurm-1234567.out") == "slurm-1234567.out"


def written(folder: Path, name: str, rows: str = "batch,seconds\n8,4\n") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rows)
    return str(path)


def nightly(folder: Path, *names: str) -> Loaded:
    return load([written(folder, name) for name in names])


THREE = ("2026-03-01", "2026-03-02", "2026-03-03")


def test_files_of_three_dates_are_one_benchmark_over_time(tmp_path: Path) -> None:
    found = nightly(tmp_path, *(f"out/flow-{day}.csv" for day in THREE))
    assert found.records["label"].unique().to_list() == ["flow-*.csv"]
    assert found.records["benchmark"].unique().to_list() == ["flow"]
    assert found.records["started"].dt.day().to_list() == [1, 2, 3]
    (note,) = found.notes
    assert note.text.startswith("3 files of 3 dates read as one benchmark over time")


def test_so_are_files_in_folders_of_three_dates(tmp_path: Path) -> None:
    found = nightly(tmp_path, *(f"{day}/flow.csv" for day in THREE))
    assert found.records["label"].unique().to_list() == ["*/flow.csv"]


def test_a_file_that_is_a_date_alone_is_called_as_its_folder(tmp_path: Path) -> None:
    found = nightly(tmp_path, *(f"hpl/{day}.csv" for day in THREE))
    assert found.records["benchmark"].unique().to_list() == ["hpl"]


def test_two_dates_are_as_likely_to_be_compared(tmp_path: Path) -> None:
    found = nightly(tmp_path, *(f"flow-{day}.csv" for day in THREE[:2]))
    assert found.records["label"].to_list() == ["flow-2026-03-01.csv", "flow-2026-03-02.csv"]
    assert found.records["benchmark"].unique().to_list() == ["flow"]
    assert found.records["started"].dt.day().to_list() == [1, 2]


def test_what_differs_in_more_than_the_date_stays_apart(tmp_path: Path) -> None:
    names = (f"{kind}-{day}.csv" for kind in ("strong", "weak") for day in THREE)
    found = nightly(tmp_path, *names)
    assert found.records["label"].unique().sort().to_list() == ["strong-*.csv", "weak-*.csv"]


def test_named_files_stay_apart(tmp_path: Path) -> None:
    paths = (written(tmp_path, f"flow-{day}.csv") for day in THREE)
    found = load([f"{name}={path}" for name, path in zip("abc", paths, strict=True)])
    assert found.records["label"].to_list() == ["a", "b", "c"]


def test_a_count_beside_the_date_is_one_of_a_series(tmp_path: Path) -> None:
    for day in THREE:
        for nodes in (1, 2, 4):
            rows = f"nodes,seconds\n{nodes},{8 / nodes}\n"
            written(tmp_path, f"flow-{day}-n{nodes}.csv", rows)
    found = load([str(tmp_path)])
    assert found.records["label"].unique().to_list() == ["flow-*-n*.csv"]


def test_a_date_of_the_runs_own_counts_more_than_that_of_the_file(tmp_path: Path) -> None:
    rows = "date,seconds\n2026-01-05,4\n"
    found = load([written(tmp_path, "flow-2026-03-01.csv", rows)])
    assert found.records["started"].to_list() == [datetime(2026, 1, 5)]
