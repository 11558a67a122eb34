"""Studies that tools print and people note down: frames, rules, AsciiDoc, keys, short counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

RATES: Series = {1: BASE, 2: 97.5, 4: 96.2}

WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "a frame of pandas, headings of two words": (
        "frame.txt",
        "   MPI tasks  Time (s)\n0          1       100\n1          2        52\n"
        "2          4        28\n",
        [THREE],
    ),
    "a frame of pandas, cells of two words": (
        "frame.txt",
        "     Setup  GPUs  time\n0  DP1 TP1     1   100 s\n1  DP2 TP1     2    52 s\n"
        "2  DP4 TP1     4    28 s\n",
        [THREE],
    ),
    "a frame of pandas, counts with remarks": (
        "frame.txt",
        "      Threads   time\n0  1 (Serial)  100 s\n1           2   52 s\n2           4   28 s\n",
        [THREE],
    ),
    "a frame of pandas, models across": (
        "frame.txt",
        "   GPUs  ResNet-50 (img/s)  VGG-16 (img/s)\n0     1                400             200\n"
        "1     2                780             390\n2     4               1539             770\n",
        [RATES, RATES],
    ),
    "a frame of pandas, nothing but speed-ups": (
        "frame.txt",
        "   threads  speedup\n0        1     1.00\n1        2     1.95\n2        4     3.85\n",
        [RATES],
    ),
    "a rule below counts across": (
        "models.txt",
        "Model  1 GPU  2 GPUs  4 GPUs\n-----  -----  ------  ------\nUNet   400    780     1539\n"
        "VGG    200    390     770\n",
        [RATES, RATES],
    ),
    "AsciiDoc": (
        "scaling.adoc",
        '= Scaling\n\n== icon\n\n[options="header"]\n|===\n|Nodes |Time (s)\n\n|1 |100\n|2 |52\n'
        "|4 |28\n|===\n\n== nekrs\n\n|===\n|Nodes |Time (s)\n\n|1 |60\n|2 |36\n|4 >|20\n|===\n",
        [THREE, SECOND],
    ),
    "AsciiDoc, a cell a line, under a title": (
        "scaling.adoc",
        '.Time of icon\n[%header,cols="1,1"]\n|===\n|Nodes\n|Time (s)\n\n|1\n|100\n\n|2\n|52\n\n'
        "|4\n|28\n|===\n",
        [THREE],
    ),
    "keys, a dash for nothing": (
        "out.txt",
        "cores=1 time_s=100 gain=–\ncores=2 time_s=52 gain=1.92\ncores=4 time_s=28 gain=1.86\n",
        [THREE],
    ),
    "keys, speed-ups with a sign": (
        "out.txt",
        "cores=1 time_s=100 speedup=1.00×\ncores=2 time_s=52 speedup=1.92×\n"
        "cores=4 time_s=28 speedup=3.57×\n",
        [THREE],
    ),
    "keys, marks between thousands": (
        "out.txt",
        "gpus=1 tokens_per_s=4'000\ngpus=2 tokens_per_s=7'800\ngpus=4 tokens_per_s=15'390\n",
        [RATES],
    ),
    "keys, nothing but speed-ups": (
        "out.txt",
        "threads=1 speedup=1.0\nthreads=2 speedup=1.95\nthreads=4 speedup=3.85\n",
        [RATES],
    ),
    "blocks of keys, efficiencies in percent": (
        "out.txt",
        "threads: 1\ntime_s: 100\nefficiency: 100%\n\nthreads: 2\ntime_s: 52\nefficiency: 96%\n\n"
        "threads: 4\ntime_s: 28\nefficiency: 89%\n",
        [THREE],
    ),
    "blocks of keys, about so much": (
        "out.txt",
        "cores: 1\nruntime: ~100 hours\nspeedup: 1x\n\ncores: 2\nruntime: ~52 hours\n"
        "speedup: 1.9x\n\ncores: 4\nruntime: ~28 hours\nspeedup: 3.6x\n",
        [THREE],
    ),
    "sentences of several codes": (
        "notes.txt",
        "icon took 100.0 s on 1 node\nicon took 52.0 s on 2 nodes\nicon took 28 s on 4 nodes\n"
        "cp2k took 60.0 s on 1 node\ncp2k took 36 s on 2 nodes\ncp2k took 20 s on 4 nodes\n",
        [THREE, SECOND],
    ),
    "a list of several models": (
        "notes.md",
        "# Results\n\n- llama-7b, 1 GPU: 400 tokens/s\n- llama-7b, 2 GPUs: 780 tokens/s\n"
        "- llama-7b, 4 GPUs: 1539 tokens/s\n- bert, 1 GPU: 200 tokens/s\n"
        "- bert, 2 GPUs: 390 tokens/s\n- bert, 4 GPUs: 770 tokens/s\n",
        [RATES, RATES],
    ),
    "a loop over codes with digits in their names": (
        "out.txt",
        "Running cp2k on 1 node\ntime: 100 s\nRunning cp2k on 2 nodes\ntime: 52 s\n"
        "Running cp2k on 4 nodes\ntime: 28 s\nRunning wrf on 1 node\ntime: 60 s\n"
        "Running wrf on 2 nodes\ntime: 36 s\nRunning wrf on 4 nodes\ntime: 20 s\n",
        [THREE, SECOND],
    ),
    "a table on its side, below names": (
        "run.csv",
        "code,icon,icon,icon,wrf,wrf,wrf\nnodes,1,2,4,1,2,4\ntime (s),100,52,28,60,36,20\n",
        [THREE, SECOND],
    ),
    "a table on its side, below numbers of runs": (
        "run.md",
        "| metric | run1 | run2 | run3 |\n|---|---|---|---|\n| nodes | 1 | 2 | 4 |\n"
        "| time (s) | 100 | 52 | 28 |\n",
        [THREE],
    ),
    "hours behind names across": (
        "run.csv",
        "# wall time\nnodes,hpcg [h],wrf [h]\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "headings again above the last row": (
        "run.csv",
        "tp,ms_per_token\n1,100\n2,52\ntp,ms_per_token\n4,28\n",
        [THREE],
    ),
    "headings again where counts begin anew": (
        "run.csv",
        "nodes,time_s\n1,100\n2,52\n4,28\nnodes,time_s\n1,60\n2,36\n4,20\n",
        [THREE, SECOND],
    ),
}
SHORT = {
    "Nodes": ("N{}", "n{}", "{}N", "{}n", "{}-node", "node{}"),
    "GPUs": ("{}xGPU", "{}x GPU", "g{}", "{}g", "{}-gpu"),
    "ranks": ("p{}", "np{}", "-np {}", "{}p"),
    "cores": ("c{}", "{}c", "core {}"),
    "threads": ("t{}", "{}t", "{} thr."),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_study_is_read_as_printed(what: str, tmp_path: Path) -> None:
    name, text, expected = WRITTEN[what]
    (tmp_path / name).write_text(text)
    assert series_in(tmp_path / name) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("heading", "form"), [(heading, form) for heading in SHORT for form in SHORT[heading]]
)
def test_counts_are_read_in_short(heading: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    rows = (f"{form.format(count)},{time}\n" for count, time in ((1, 100), (2, 52), (4, 28)))
    path.write_text(f"{heading},time (s)\n{''.join(rows)}")
    assert series_in(path) == [THREE]


def test_numbers_that_run_on_are_hosts(tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("nodes,time (s)\nn1,100\nn2,102\nn3,101\nn4,100\n")
    assert all(efficiency in (None, BASE) for s in series_in(path) for efficiency in s.values())
    assert [list(each) for each in series_in(path)] == [[1]]
