"""Rows that name the ones below them, and codes along the columns behind what is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.headings.read_heading import read_heading
from parsers.run_records.records import named


def read(tmp_path: Path, text: str, name: str = "runs.md") -> list[tuple[object, ...]]:
    (tmp_path / name).write_text(text)
    records = named(load([str(tmp_path / name)]).records)
    return records.select("benchmark", "nodes", "metric", "value").rows()


def test_a_name_alone_in_its_row_is_that_of_the_rows_below(tmp_path: Path) -> None:
    text = (
        "| nodes | time (s) |\n|---|---|\n| **WRF** | |\n| 1 | 64.5 |\n| 2 | 33.5 |\n"
        "| **ICON** | |\n| 1 | 12.5 |\n| 2 | 6.5 |\n"
    )
    assert read(tmp_path, text) == [
        ("WRF", 1, "runtime", 64.5),
        ("WRF", 2, "runtime", 33.5),
        ("ICON", 1, "runtime", 12.5),
        ("ICON", 2, "runtime", 6.5),
    ]


def test_a_word_for_a_missing_count_is_no_name(tmp_path: Path) -> None:
    text = "| nodes | time (s) |\n|---|---|\n| 1 | 64.5 |\n| many | |\n| 2 | 33.5 |\n"
    assert {row[0] for row in read(tmp_path, text)} == {"runs"}


@pytest.mark.parametrize(
    "headings",
    ["Time (s) WRF,Time (s) ICON", "WRF time (s),ICON time (s)", "WRF (s),ICON (s)"],
)
def test_codes_stand_before_or_behind_what_is_measured(headings: str, tmp_path: Path) -> None:
    rows = read(tmp_path, f"nodes,{headings}\n1,64.5,12.5\n2,,6.5\n", "runs.csv")
    assert [row[:2] + row[3:] for row in rows] == [
        ("WRF", 1, 64.5),
        ("ICON", 1, 12.5),
        ("ICON", 2, 6.5),
    ]


def test_speedups_of_the_codes_do_not_keep_them_apart(tmp_path: Path) -> None:
    text = (
        "| nodes | WRF time (s) | WRF speedup | ICON time (s) | ICON speedup |\n"
        "|---|---|---|---|---|\n"
        "| 1 | 64.5 | 1.00 | 12.5 | 1.00 |\n| 2 | 33.5 | 1.93 | 6.5 | 1.92 |\n"
    )
    assert [row[:2] for row in read(tmp_path, text)] == [
        ("WRF", 1),
        ("ICON", 1),
        ("WRF", 2),
        ("ICON", 2),
    ]


@pytest.mark.parametrize("heading", ["n_mpi", "#MPI", "num_omp", "Knooppunten", "Jádra"])
def test_what_counts_is_read_as_a_count(heading: str) -> None:
    assert read_heading(heading).name in ("ranks", "threads", "nodes", "cores")


def test_a_ratio_below_times_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "runs.md"
    path.write_text(
        "| | time (s) |\n|---|---|\n| OMP_NUM_THREADS = 1 | 812 |\n"
        "| OMP_NUM_THREADS = 8 | 131 |\n| Speedup | 6.2 |\n"
    )
    loaded = load([str(path)])
    assert loaded.records["value"].to_list() == [812.0, 131.0]
    assert any("row `Speedup` follows from others" in note.text for note in loaded.notes)


def test_a_row_of_savings_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    rows = (
        "| Baseline | 30 days | $9 |\n| Optimized | 7 days | $2 |\n| **Savings** | 23 days | $7 |"
    )
    path.write_text(f"| Scenario | Time | Cost |\n|-|-|-|\n{rows}\n")
    assert load([str(path)]).records["line"].n_unique() == 2
