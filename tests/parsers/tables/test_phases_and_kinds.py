"""Phases of runs, kinds of nodes, kernels and blocks of data: efficiencies of small texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load

CPU_AND_GPU = """\
| Hardware | Time per step (ms) |
|---|---|
| 1 CPU node (2x AMD 7763) | 400 |
| 2 CPU nodes | 250 |
| 1 GPU node{one} | 40 |
| 2 GPU nodes{two} | 25 |
"""
TEXTS = {
    "the total of phases whose counts stand across is shown": (
        "phases.md",
        "Time in seconds\n\n| Phase | 64 cores | 128 cores |\n|-|-|-|\n| advection | 40 | 20 |\n"
        "| I/O | 10 | 15 |\n| **Total** | 50 | 35 |\n",
        {"advection_time": [100.0], "runtime": [71.4]},
    ),
    "a total that is more than its parts come to is no sum of benchmarks": (
        "profile.txt",
        "Profile (time in seconds)\n\nprocesses   total    MPI    USR\n"
        "1           100.0    0.3   99.1\n2            62.5    1.9   50.0\n",
        {"runtime": [80.0], "usr_time": [99.1]},
    ),
    "what else a run did is its part": (
        "rest.txt",
        "Time in seconds\n\nranks  total  pdf  rest\n"
        "1      80.0   70.0  10.0\n2      50.0   40.0  10.0\n",
        {"runtime": [80.0], "pdf_time": [87.5]},
    ),
    "what is said to be of a total is its part": (
        "share.md",
        "|  | 1 node | 2 nodes |\n|-|-|-|\n| total | 50 | 31.25 |\n"
        "| of which chemistry | 40 | 25 |\n"
        "| of which dynamics | 10 | 6.25 |\n\n(all in seconds)\n",
        {"runtime": [80.0], "chemistry": [80.0], "dynamics": [80.0]},
    ),
    "phases that name no unit are times": (
        "phases.txt",
        "Ranks     16    32\nSetup    2.0   2.0\nSolve  120.0  62.5\nTotal  122.0  64.5\n",
        {"solve_time": [96.0], "runtime": [94.6]},
    ),
    "the total of several benchmarks is no run": (
        "suite.md",
        "Time in seconds\n\n| Code | 64 cores | 128 cores |\n|-|-|-|\n| BT | 40 | 25 |\n"
        "| LU | 10 | 6.25 |\n| Total | 50 | 31.25 |\n",
        {"runtime": [80.0, 80.0]},
    ),
    "a total that is less than its parts is none": (
        "parts.md",
        "Time in seconds\n\n| Phase | 64 cores | 128 cores |\n|-|-|-|\n| solve | 40 | 25 |\n"
        "| I/O | 10 | 6.25 |\n| Total | 30 | 20 |\n",
        {"runtime": [80.0, 80.0]},
    ),
    "what brackets say once is meant of all nodes of the kind": (
        "once.md",
        CPU_AND_GPU.format(one=" (4x A100)", two=""),
        {"step_time": [80.0, 80.0]},
    ),
    "nodes of two models are no series": (
        "models.md",
        CPU_AND_GPU.format(one=" (A100)", two=" (A30)"),
        {"step_time": [80.0]},
    ),
    "brackets that count again what the nodes do tell nothing apart": (
        "again.md",
        CPU_AND_GPU.format(one=" (4 devices)", two=" (8 devices)"),
        {"step_time": [80.0, 80.0]},
    ),
    "two threads on each core are a series of their own": (
        "smt.csv",
        "physical cores,threads,MLUPS\n16,16,400\n16,32,500\n32,32,640\n32,64,900\n",
        {"throughput": [80.0, 90.0]},
    ),
    "the kernels of STREAM are rates": (
        "stream.csv",
        "threads,Copy,Scale,Add,Triad\n1,100,100,100,100\n2,180,170,160,150\n",
        {
            "copy_bandwidth": [90.0],
            "scale_bandwidth": [85.0],
            "add_bandwidth": [80.0],
            "triad_bandwidth": [75.0],
        },
    ),
    "one kernel alone may be anything": ("copy.csv", "threads,Copy\n1,100\n2,180\n", {}),
    "seconds of a phase beside another phase are times": (
        "parts.csv",
        "ranks,compute (s),comm (ms)\n4,40,300\n8,25,420\n",
        {"compute_time": [80.0], "communication": []},
    ),
    "a number sign behind the model of a device counts it": (
        "gpus.md",
        "| GPU | # | time [s] |\n|-|-|-|\n| A100 | 1 | 200 |\n| A100 | 2 | 125 |\n",
        {"runtime": [80.0]},
    ),
    "a number sign before it numbers the rows": (
        "rows.md",
        "| # | GPU | time [s] |\n|-|-|-|\n| 1 | A100 | 200 |\n| 2 | A100 | 125 |\n",
        {},
    ),
    "what gnuplot is given has the labels of its axes": (
        "plot.gp",
        'set xlabel "Number of cores"\nset ylabel "Runtime [s]"\n$data << EOD\n1 100\n2 62.5\nEOD\n'
        "plot $data using 1:2 with linespoints\n",
        {"runtime": [80.0]},
    ),
    "trials are called so in German": (
        "zeiten.csv",
        "Threads;Versuch;Zeit [s]\n1;1;40,0\n1;2;40,4\n2;1;25,0\n2;2;25,25\n",
        {"runtime": [80.0]},
    ),
    "the serial time beside the parallel one is no code in Spanish either": (
        "hilos.md",
        "| Hilos | Tiempo secuencial (s) | Tiempo paralelo (s) |\n|-|-|-|\n| 2 | 40 | 25 |\n"
        "| 4 | 40 | 12.5 |\n",
        {"time_parallel": [100.0]},
    ),
    "repeats are called so in Spanish": (
        "hilos.csv",
        "hilos;tiempo (s);repetición\n1;40,0;1\n1;40,4;2\n2;25,0;1\n2;25,25;2\n",
        {"runtime": [80.0]},
    ),
}


@pytest.mark.parametrize("idea", TEXTS)
def test_what_is_meant_is_read(tmp_path: Path, idea: str) -> None:
    name, text, told = TEXTS[idea]
    (tmp_path / name).write_text(text)
    table = runs(load([str(tmp_path / name)]).records, Choice(metric="all")).table
    found = table.filter(table["efficiency"].is_not_null() & ~table["is_baseline"])
    efficiencies = {
        metric: [
            round(100 * share, 1)
            for each, share in found.select("metric", "efficiency").iter_rows()
            if each == metric
        ]
        for metric in told
    }
    assert efficiencies == told
    assert set(found["metric"]) <= told.keys()
