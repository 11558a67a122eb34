"""Threads of blocks and tiles of work: numbers beside which nothing scales."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load


def written(folder: Path, text: str) -> str:
    path = folder / "notes.md"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize(
    "text",
    [
        "| Size | THREADS | GPU time (ms) |\n|-|-|-|\n| 16 | 16 | 0.048 |\n| 32 | 32 | 0.039 |\n"
        "| 64 | 32 | 0.047 |\n",
        "## CUDA\n\n| threads | time (ms) |\n|-|-|\n| 64 | 5.1 |\n| 256 | 2.4 |\n| 1024 | 1.3 |\n",
    ],
)
def test_threads_of_a_block_on_a_gpu_are_no_scale(tmp_path: Path, text: str) -> None:
    table = runs(load([written(tmp_path, text)]).records, Choice()).table
    assert not table["efficiency"].count()
    assert table["threads_per_block"].null_count() == 0


@pytest.mark.parametrize(
    ("times", "count"), [((14.3, 11.4, 13.3, 28.8), None), ((80, 42, 22, 12), "devices")]
)
def test_tiles_are_those_of_a_gpu_where_rows_get_faster(
    tmp_path: Path, times: tuple[float, ...], count: str | None
) -> None:
    rows = (f"| {tiles} | {time} |\n" for tiles, time in zip((1, 2, 4, 8), times, strict=True))
    records = load([written(tmp_path, f"| Tiles | Time (s) |\n|-|-|\n{''.join(rows)}")]).records
    assert (records["devices"].null_count() == 0) is (count == "devices")
