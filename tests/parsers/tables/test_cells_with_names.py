"""Cells in which something stands for a name: `none` among codecs, devices behind their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("|codec|time (s)|\n|-|-|\n|none|1|\n|lz4|2|\n|zip|3|\n", "codec", ["none", "lz4", "zip"]),
        ("|codec|time (s)|\n|-|-|\n|none|1|\n|-|2|\n|zip|3|\n", "codec", [None, None, "zip"]),
        ("nodes,time (s)\nnone,1\n2,2\n4,3\n", "nodes", [None, 2, 4]),
        ("time (s),codec\n1,none\n2,lz4\n3,zstd\n", "codec", [None, "lz4", "zstd"]),
        ("gpus,time (s)\n1 x NVIDIA L4,9\n2 x NVIDIA L4,5\n", "devices", [1, 2]),
        ("gpus,time (s)\n1 x NVIDIA L4,9\n2 x NVIDIA L4,5\n", "device", ["NVIDIA L4"] * 2),
        ("ranks,height,width,time (s)\n1,48,64,9\n2,48,64,8\n", "size", [3072, 3072]),
    ],
)
def test_cells(tmp_path: Path, text: str, name: str, expected: list[object]) -> None:
    path = tmp_path / ("runs.md" if text.startswith("|") else "runs.csv")
    path.write_text(text)
    assert load([str(path)]).records[name].to_list() == expected


def test_what_a_program_holds_is_in_bytes(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text('language,"Memory, Mb","Network, Mb/s"\nC,1.5,2\n')
    records = load([str(path)]).records
    assert set(zip(records["unit"], records["value"], strict=True)) == {("B", 1.5e6), ("b/s", 2e6)}


def test_the_total_over_all_ranks_comes_before_their_waiting(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("ranks,wait_max,total_max,total_min\n2,0.5,4.5,3.5\n4,0.25,2.5,1.5\n")
    assert runs(load([str(path)]).records, Choice()).table["metric"].unique().to_list() == [
        "total_max"
    ]
