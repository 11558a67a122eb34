"""Columns that name a precision or a way of training beside what they measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load

ROWS = {
    "brackets.md": (
        "| GPUs | Throughput (TF32) | Throughput (FP16) |\n|---|---|---|\n"
        "| 1 | 100 | 200 |\n| 2 | 190 | 360 |\n"
    ),
    "dashes.md": (
        "| GPUs | Throughput - TF32 | Throughput - mixed precision"
        " | Throughput speedup (TF32 to mixed precision) | Weak scaling - TF32"
        " | Weak scaling - mixed precision |\n|---|---|---|---|---|---|\n"
        "| 1 | 100 | 200 | 2.0 | 1.0 | 1.0 |\n| 2 | 190 | 360 | 1.9 | 1.9 | 1.8 |\n"
    ),
    "names.csv": "gpus,fp32_imgs_per_sec,amp_imgs_per_sec\n1,100,200\n2,190,360\n",
    "rates of ways.csv": "gpus,ddp_tokens_per_sec,fsdp_tokens_per_sec\n1,100,200\n2,190,360\n",
    "measures first.csv": "gpus,throughput_ddp,throughput_fsdp\n1,100,200\n2,190,360\n",
    "ways.md": (
        "| GPUs | Throughput (DDP) | Throughput (FSDP) |\n|---|---|---|\n"
        "| 1 | 100 | 200 |\n| 2 | 190 | 360 |\n"
    ),
}


def read(folder: Path, name: str, text: str) -> Runs:
    (folder / name).write_text(text)
    return runs(load([str(folder)]).records, Choice(metric="throughput"))


@pytest.mark.parametrize("name", ROWS)
def test_each_has_a_series_of_its_own(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, name, ROWS[name]).table
    assert [round(each, 3) for each in table["efficiency"]] == [1.0, 0.95, 1.0, 0.9]
    assert set(table["better"]) == {"higher"}


def test_the_precision_may_stand_between_name_and_unit(tmp_path: Path) -> None:
    text = "batch_size,latency_fp32_ms,latency_int8_ms\n1,3000,1000\n8,20000,4000\n"
    (tmp_path / "a.csv").write_text(text)
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("precision", "metric", "value").rows() == [
        ("fp32", "latency", 3.0),
        ("int8", "latency", 1.0),
        ("fp32", "latency", 20.0),
        ("int8", "latency", 4.0),
    ]


def test_what_is_computed_from_two_precisions_is_of_neither(tmp_path: Path) -> None:
    text = "| Net | FP32 (ms) | FP16 (ms) | FP16 speedup |\n|-|-|-|-|\n| A | 30 | 16 | 1.9 |\n"
    (tmp_path / "a.md").write_text(text)
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("precision", "value").rows() == [("FP32", 0.03), ("FP16", 0.016)]
