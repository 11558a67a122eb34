"""Lines of counts, settings and results in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grammar.clauses import read_clauses


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("np=4   real 1m40.2s", {"np": "4", "time (s)": "100.2"}),
        ("np=1: 100.2 s", {"np": "1", "time (s)": "100.2"}),
        ("np=4 real 1m40.2s", {"np": "4", "time (s)": "100.2"}),
        ("np=4 time=12 s", {"np": "4", "time (s)": "12"}),
        ("1 GPU: 4h 12m", {"devices": "1", "time (s)": "15120"}),
        (
            "Slurm job 12: nodes=1 tasks=8 elapsed=00:50:00 state=COMPLETED",
            {"job": "12", "nodes": "1", "tasks": "8", "elapsed time (s)": "3000"}
            | {"state": "COMPLETED"},
        ),
        ("1 thread: real 1m40.2s", {"threads": "1", "time (s)": "100.2"}),
        ("8 threads -> 3.60 s (3.4x)", {"threads": "8", "time (s)": "3.60"}),
        ("2 nodes (96 cores): 51 s", {"nodes": "2", "cores": "96", "time (s)": "51"}),
        (
            "2 nodes x 4 GPUs: 51 s",
            {"nodes": "2", "devices_per_node": "4", "time (s)": "51"},
        ),
        ("GPUs: 2 -> 51 ms", {"GPUs": "2", "time (ms)": "51"}),
        ("4 MPI ranks | 8.1 GB/s | 85 %", {"ranks": "4", "GB/s": "8.1"}),
        ("8 GPUs -> 12.3k tok/s | 650 ms", {"devices": "8", "tok/s": "12.3k", "time (ms)": "650"}),
        ("N=1000: 0.5 s", {"N": "1000", "time (s)": "0.5"}),
        ("-np 4 ... 12:33", {"np": "4", "time (s)": "753"}),
        ("Run time : 12 sec.", {"time (sec)": "12"}),
        ("Run on 2 GPUs: 23 img/s, 4.2 ms", {"devices": "2", "img/s": "23", "time (ms)": "4.2"}),
        (
            "4 ranks solve: 8 s, setup: 2 s",
            {"ranks": "4", "solve time (s)": "8", "setup time (s)": "2"},
        ),
        # Words that nothing explains, numbers of nothing, times of nothing, and twice the same.
        ("4 threads: 12 s after the second restart", None),
        ("4 threads: 12", None),
        ("12 s", None),
        ("step 12 s", None),
        ("np=4 np=8 12 s", None),
        ("10 files", None),
        ("4 threads", None),
        ("rank 3 waited 12 s at the barrier", None),
        ("Compiled in 12 s with gcc", None),
    ],
)
def test_a_line_is_read_where_nothing_is_left_over(line: str, cells: dict[str, str] | None) -> None:
    assert read_clauses(line) == cells


@given(st.text("np=4 :,()threads12.5smx%-|\t", max_size=60))
def test_any_line_gives_cells_or_none(line: str) -> None:
    cells = read_clauses(line)
    assert cells is None or all(cells.values())
