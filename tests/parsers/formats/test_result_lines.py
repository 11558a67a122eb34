"""Results that a program states in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load

LOG = "Reading input ...\nMPI ranks: {ranks}\nDone.\nTotal time: {time} s\nResidual: 1.2e-9\n"


def test_a_log_for_each_size_is_a_series(tmp_path: Path) -> None:
    for ranks, time in ((1, 100.0), (2, 52.0), (4, 28.0)):
        (tmp_path / f"job{ranks}.log").write_text(LOG.format(ranks=ranks, time=time))
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("count", "value").rows() == [(1, 100.0), (2, 52.0), (4, 28.0)]
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


@pytest.mark.parametrize(
    "text",
    [
        "timeout = 30\n",
        "It took a time: 5 of them\n",
        "Total time: 3 s\nTotal time: 4 s\n",
        "threads: 8\n",
    ],
)
def test_what_is_no_result_or_comes_again_is_not_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "job.log"
    path.write_text(text)
    assert load([str(path)]).records.is_empty()


def test_code_is_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "tool.py"
    path.write_text("Total time: 3 s\n")
    assert load([str(path)]).records.is_empty()


SERIES = [(1, 100.0), (2, 52.0), (4, 28.0)]


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("job.log", "NP={count} time={time}\n"),
        ("job.out", "threads: {count}, time: {time} s\n"),
        ("job.txt", "N_Threads: {count}\nTime -- elapsed: {time}\n--------\n"),
        ("job.txt", "Running with {count} threads\nElapsed time: {time} s\n"),
        ("job.csv", "nodes: {count}, time: {time} s\n"),
    ],
)
def test_a_loop_over_counts_is_a_series(tmp_path: Path, name: str, each: str) -> None:
    path = tmp_path / name
    path.write_text("".join(each.format(count=count, time=time) for count, time in SERIES))
    table = runs(load([str(path)]).records, Choice()).table
    assert table.select("count", "value").rows() == SERIES
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])
