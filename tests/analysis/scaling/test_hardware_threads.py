"""Threads beyond the cores that a source states are named, and only these."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load


def said(tmp_path: Path, text: str) -> str:
    file = tmp_path / "a.csv"
    file.write_text(text)
    return " ".join(runs(load([str(file)]).records, Choice()).notes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cores,threads,time_s\n1,1,100\n2,2,51\n4,8,22\n", "1 configuration runs more"),
        ("physical_cores,threads,time_s\n16,1,99\n16,16,8\n16,32,7\n", "(32 on 16)"),
        ("cores,ranks,threads,time_s\n8,8,1,99\n8,8,2,60\n8,8,4,61\n", "2 configurations run more"),
    ],
)
def test_threads_beyond_the_cores_are_named(tmp_path: Path, text: str, told: str) -> None:
    assert told in said(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "cores,threads,time_s\n1,1,100\n2,2,51\n4,4,26\n",
        "nodes,cores_per_node,ranks,threads,time_s\n1,16,4,4,100\n2,16,8,4,52\n",
        "gpus,cores,ranks,threads,time_s\n1,8,8,4,100\n2,8,8,8,52\n",
        "threads,time_s\n1,100\n2,51\n",
        "cores,rank,time_s\n1,1,100\n1,2,51\n",
        "ranks,threads,time_s\n1,104,100\n2,208,52\n4,416,27\n",
    ],
)
def test_nothing_is_said_of_threads_that_have_a_core_each(tmp_path: Path, text: str) -> None:
    assert "more threads than cores" not in said(tmp_path, text)
