"""What machines have or cost, and what a service allows, is no result of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parsers.meaning.test_granted import read


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (
            "# Hardware\n| GPU | VRAM | TFLOPS | TDP (W) |\n|-|-|-|-|\n"
            "| A100 | 80 GB | 312 | 400 |\n| H100 | 80 GB | 989 | 700 |\n",
            "what machines have or cost",
        ),
        (
            "| Compute nodes | GPU | Memory | CPU |\n|-|-|-|-|\n"
            "| a100 | 4x A100 | 512 GB | 2x 48 cores |\n| h100 | 4x H100 | 1 TB | 1x 64 cores |\n",
            "what machines have or cost",
        ),
        (
            "| Instance | vCPUs | Memory (GiB) | GPUs | Price per hour |\n|-|-|-|-|-|\n"
            "| p4d | 96 | 1152 | 8 | $32.77 |\n| p3 | 8 | 61 | 1 | $3.06 |\n",
            "what machines have or cost",
        ),
        (
            "## Rate limits\n| Role | Requests/minute |\n|-|-|\n| admin | 1000 |\n| user | 50 |\n",
            "limits",
        ),
        (
            "| GPU memory | Recommended batch |\n|-|-|\n| 8 GB | 64-128 |\n| 16 GB | 128-256 |\n",
            "what machines have or cost",
        ),
        (
            "| Parameter | Default | Min | Max |\n|-|-|-|-|\n| timeout (s) | 30 | 1 | 600 |\n"
            "| workers | 4 | 1 | 64 |\n",
            "settings with their defaults",
        ),
        (
            "| stepname | all | open | wait | error | done |\n|-|-|-|-|-|-|\n"
            "| compile | 1 | 0 | 0 | 0 | 1 |\n| execute | 3 | 0 | 0 | 1 | 2 |\n",
            "how many jobs are in which state",
        ),
    ],
)
def test_a_catalogue_has_no_runs(tmp_path: Path, text: str, listed: str) -> None:
    loaded = read(tmp_path, text)
    assert not loaded.records.height
    assert any(f"it lists {listed}, and its rows" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    "text",
    [
        "| Model | GPU | Cores | Memory |\n|-|-|-|-|\n| bert | V100 | 8 | 12 GB |\n"
        "| gpt2 | V100 | 8 | 15 GB |\n",
        "| GPU | cores | peak memory (GB) |\n|-|-|-|\n| V100 | 8 | 12 |\n| A100 | 8 | 15 |\n",
        "| GPU | VRAM (GB) | tokens/s |\n|-|-|-|\n| V100 | 16 | 120 |\n| A100 | 40 | 350 |\n",
        "## Results at limits\n| Role | Requests/minute |\n|-|-|\n| a | 1000 |\n| b | 50 |\n",
        "| nodes | cores | memory (GB) |\n|-|-|-|\n| 1 | 32 | 11.7 |\n| 2 | 64 | 6.2 |\n",
    ],
)
def test_what_a_run_took_is_a_result(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).records["line"].n_unique() == 2


def test_a_price_is_no_throughput(tmp_path: Path) -> None:
    text = (
        "| GPU | hours | Price per hour |\n|-|-|-|\n| A100 | 4.5 | $3.1 |\n| H100 | 2.5 | $6.2 |\n"
    )
    records = read(tmp_path, text).records
    price = records.filter(records["metric"] == "price_per_hour")
    assert price["better"].to_list() == ["lower", "lower"]


def test_memory_below_a_heading_about_it_is_measured(tmp_path: Path) -> None:
    rows = "| a | 3.18 MB | 59.1 MB |\n| b | 512 KB | 2 MB |\n"
    text = f"## Memory usage\n| File | Rust | Go |\n|-|-|-|\n{rows}"
    assert read(tmp_path, text).records["value"].to_list() == [3.18e6, 59.1e6, 512e3, 2e6]
