"""Sizes that an output states above its results: runs of several are no repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.formats.sizes_said import sizes_said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Message size: 8 bytes", {"Message size (bytes)": "8"}),
        ("message_bytes: 1024", {"message_bytes": "1024"}),
        ("Problem size = 4096", {"Problem size": "4096"}),
        ("Grid: 512x512x256", {"Grid": "512x512x256"}),
        ("Matrix: 512 x 512", {"Matrix": "512 x 512"}),
        ("# of particles: 32,000", {"# of particles": "32,000"}),
        ("nx = 8, ny = 8, steps = 10", {"nx": "8", "ny": "8"}),
        ("[INFO] batch_size=64, lr=0.1", {"batch_size": "64"}),
        ("2026-03-01 12:00:00 N: 100", {"N": "100"}),
        ("Local cells: 1000", {}),
        ("Elements per rank: 1000", {}),
        ("World size: 8", {}),
        ("Page size: 4096", {}),
        ("Cache line size: 64", {}),
        ("iterations: 100", {}),
        ("Message size: 8 s", {}),
        ("size 8", {}),
    ],
)
def test_what_is_a_size(line: str, said: dict[str, str]) -> None:
    assert sizes_said(["Ranks: 4", line]) == said


def test_a_letter_alone_may_count_processes() -> None:
    assert sizes_said(["N = 8"]) == sizes_said(["size: 8"]) == {}
    assert sizes_said(["Message size: 8"]) == {"Message size": "8"}


def test_what_is_stated_anew_is_of_no_whole_run() -> None:
    assert sizes_said(["Message size: 8", "Message size: 16"]) == {}
    assert sizes_said(["Message size: 8", "Message size: 8"]) == {"Message size": "8"}


def test_runs_of_other_sizes_are_series_of_their_own(tmp_path: Path) -> None:
    for number, (ranks, size) in enumerate((r, s) for r in (1, 2, 4) for s in (256, 512)):
        text = f"MPI ranks: {ranks}\nMatrix size: {size}\nTotal time: {size / ranks} s\nN = 5\n"
        (tmp_path / f"slurm-{number + 100}.out").write_text(text)
    table = runs(load([str(tmp_path)]).records, Choice()).table.sort("size", "count")
    assert table.select("size", "count", "n", "efficiency").rows() == [
        (size, ranks, 1, 1.0) for size in (256.0, 512.0) for ranks in (1, 2, 4)
    ]


def test_a_size_that_grows_with_the_ranks_says_weak_scaling(tmp_path: Path) -> None:
    for ranks in (1, 2, 4):
        text = f"MPI ranks: {ranks}\nCells: {ranks * 1000}\nTotal time: 10.0 s\n"
        (tmp_path / f"slurm-{ranks + 100}.out").write_text(text)
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table["efficiency"].to_list() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "sizes", [("8 B", "1 KB"), ("8", "16"), ("8 bytes", "16 bytes"), ("8MB", "16MB")]
)
def test_sizes_before_each_turn_keep_turns_apart(tmp_path: Path, sizes: tuple[str, str]) -> None:
    path = tmp_path / "pingpong.out"
    turns = [f"msg size = {size}\nlatency: {time} us\n" for size in sizes for time in (10.1, 10.2)]
    path.write_text("".join(turns))
    table = runs(load([str(path)]).records, Choice()).table
    assert (table["size"].n_unique(), table["n"].to_list()) == (2, [2, 2])
