"""Runs of several days or hosts: repeats, unless these differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load


def read(folder: Path, *rows: str) -> Runs:
    path = folder / "runs.csv"
    path.write_text("date,gpus,img/s\n" + "".join(f"{row}\n" for row in rows))
    return runs(load([str(path)]).records, Choice())


def test_days_apart_that_differ_in_results_are_kept_apart(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        *("2026-01-10,1,300", "2026-01-10,2,590", "2026-01-10,4,1150"),
        *("2026-06-10,1,390", "2026-06-10,2,770", "2026-06-10,4,1500"),
    )
    assert result.table["date"].to_list() == ["2026-01-10"] * 3 + ["2026-06-10"] * 3
    shares = [1, 590 / 600, 1150 / 1200, 1, 770 / 780, 1500 / 1560]
    assert result.table["efficiency"].to_list() == pytest.approx(shares)


def test_days_whose_results_are_alike_are_repeats(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        *("2026-01-10,1,300", "2026-01-10,2,590", "2026-01-11,1,303", "2026-01-11,2,597"),
    )
    assert result.table["n"].to_list() == [2, 2]


def test_so_are_days_that_differ_by_less_than_the_runs_of_one(tmp_path: Path) -> None:
    first = ("2026-01-10,1,300", "2026-01-10,1,380", "2026-01-10,2,590", "2026-01-10,2,700")
    second = ("2026-06-10,1,390", "2026-06-10,1,395", "2026-06-10,2,770", "2026-06-10,2,775")
    assert read(tmp_path, *first, *second).table["n"].to_list() == [4, 4]


def test_and_days_of_which_each_is_faster_now_and_then(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        *("2026-01-10,1,300", "2026-01-10,2,770", "2026-06-10,1,390", "2026-06-10,2,590"),
    )
    assert result.table["n"].to_list() == [2, 2]


def test_a_sweep_past_midnight_is_one(tmp_path: Path) -> None:
    result = read(tmp_path, "2026-01-10,1,300", "2026-01-10,2,590", "2026-01-11,4,1150")
    assert result.table["efficiency"].to_list() == pytest.approx([1, 590 / 600, 1150 / 1200])


def test_hosts_whose_results_are_alike_are_repeats(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("host,cores,time (s)\nn1,1,100\nn1,2,52\nn2,1,104\nn2,2,54\n")
    assert runs(load([str(path)]).records, Choice()).table["n"].to_list() == [2, 2]
