"""What queues allow is no result of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load


def read(folder: Path, text: str) -> Loaded:
    path = folder / "notes.md"
    path.write_text(text)
    return load([str(path)])


@pytest.mark.parametrize(
    "text",
    [
        "| Partition | Max walltime |\n|-|-|\n| short | 4 h |\n| long | 7 days |\n",
        "| QoS | MaxWall | Notes |\n|-|-|-|\n| a | 2h | x |\n| b | 30d | y |\n",
        "| Queue | QOS | Max time |\n|-|-|-|\n| cpu | dev | 4 hours |\n| | std | 2 days |\n",
        "| Queue | Cores | Walltime |\n|-|-|-|\n| a | 1-8 | 2 h |\n| b | 1-40 | 48 h |\n",
        "| Total cores | Walltime |\n|-|-|\n| ≤ 16 | 30:00 |\n| ≤ 64 | 15:00 |\n| > 64 | 10:00 |\n",
        "| Job | Max nodes | Max walltime |\n|-|-|-|\n| a | 2 | 02:00:00 |\n| b | 3 | 24:00:00 |\n",
        "| partition | nodes | time limit | memory |\n|-|-|-|-|\n| a | 6 | 12:00:00 | 120 GB |\n"
        "| b | 9 | 1-00:00:00 | 190 GB |\n",
    ],
)
def test_what_queues_allow_is_no_run(tmp_path: Path, text: str) -> None:
    loaded = read(tmp_path, text)
    assert not loaded.records.height
    assert any("limits jobs, and its rows are no runs" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    "text",
    [
        "| nodes | Max time |\n|-|-|\n| 1 | 600 s |\n| 2 | 300 s |\n",
        "| Partition | nodes | Walltime |\n|-|-|-|\n| a | 1 | 1:00:00 |\n| b | 2 | 0:30:00 |\n",
        "| Partition | Max time |\n|-|-|\n| a | 61.2 s |\n| b | 30.1 s |\n",
        "| Queue | Max walltime | Elapsed |\n|-|-|-|\n| a | 1 h | 312 s |\n| b | 2 h | 512 s |\n",
    ],
)
def test_the_longest_time_of_a_run_is_one(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).records["line"].n_unique() == 2


def test_what_was_allocated_is_not_what_was_used(tmp_path: Path) -> None:
    rows = "| 1 | 15:00 | 0:59 |\n| 2 | 15:00 | 0:30 |\n"
    text = f"| cores | Walltime Alloc | Walltime Used |\n|-|-|-|\n{rows}"
    assert {*read(tmp_path, text).records["metric"]} == {"walltime_used"}
