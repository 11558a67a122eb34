"""Headings that nothing but the numbers below them tells apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.documents.loose_headings import with_loose_headings_set_apart

ROWS = {2: ["1 145", "2 79"], 3: ["1 145.2 1.0", "2 79.1 1.8"]}


def headings(text: str, width: int = 2) -> list[str]:
    lines = list(enumerate([*text.split("\n"), *ROWS[width]]))
    return with_loose_headings_set_apart(lines)[-3][1].split("   ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("np wall time", ["np", "wall time"]),
        ("nodes CG GF/s", ["nodes", "CG GF/s"]),
        ("number of threads time in seconds", ["number of threads", "time in seconds"]),
        ("cores used performance", ["cores used", "performance"]),
        ("# procs, wall clock time", ["procs", "wall clock time"]),
        ('"MPI ranks" "solve time (s)"', ["MPI ranks", "solve time (s)"]),
        ("% GPUs | img per s", ["GPUs", "img per s"]),
        ("# (1) nodes (2) time per step", ["nodes", "time per step"]),
        ("# column 1: nodes\n# column 2: wall time", ["nodes", "wall time"]),
    ],
)
def test_two_names(text: str, expected: list[str]) -> None:
    assert headings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nodes wall time speedup", ["nodes", "wall time", "speedup"]),
        ("nodes wall time Gflop/s", ["nodes", "wall time", "Gflop/s"]),
        ("MPI tasks     CPU time bandwidth GB/s", ["MPI tasks", "CPU time", "bandwidth GB/s"]),
    ],
)
def test_three_names(text: str, expected: list[str]) -> None:
    assert headings(text, 3) == expected


@pytest.mark.parametrize(
    "text",
    [
        "alpha beta gamma",
        "results of the run",
        "N_THREADS   Run time, ms",
        "# column 1: nodes\n# column 3: wall time",
    ],
)
def test_what_is_not_known_stays(text: str) -> None:
    lines = list(enumerate([*text.split("\n"), *ROWS[2]]))
    assert with_loose_headings_set_apart(lines) == lines


def test_two_numbers_on_a_line_are_no_number_in_thousands(tmp_path: Path) -> None:
    path = tmp_path / "scan.txt"
    path.write_text("np wall time\n1 145\n2 279\n4 533\n")
    shown = load([str(path)]).records
    assert shown["ranks"].to_list() == [1, 2, 4]
    assert shown["value"].to_list() == [145, 279, 533]
