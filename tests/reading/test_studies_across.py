"""Tables with codes or counts side by side: text -> count -> efficiency in percent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

ACROSS: dict[str, tuple[str, str, list[Series]]] = {
    "codes, each with what is measured": (
        "two.csv",
        "threads,alpha time (s),beta time (s)\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "a count over its numbers, in Markdown": (
        "two.md",
        "| | Nodes | | |\n|-|-|-|-|\n| code | 1 | 2 | 4 |\n| cg | 100 | 52 | 28 |\n"
        "| mg | 60 | 36 | 20 |\n",
        [THREE, SECOND],
    ),
    "a count over its numbers, beside a name": (
        "two.csv",
        "code,Nodes,,\n,1,2,4\ncg,100,52,28\nmg,60,36,20\n",
        [THREE, SECOND],
    ),
    "codes without a unit": (
        "two.csv",
        "threads,alpha runtime,beta runtime\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "codes with hyphens": (
        "two.csv",
        "gpus,bert-base_s,vit-l_s\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "phases are no codes": (
        "phases.csv",
        "threads,setup time (s),solve time (s)\n1,5,100\n2,5,52\n4,5,28\n",
        [THREE],
    ),
    "a solver and a setup that were chosen": (
        "two.csv",
        "solver,Setup,MLUPS\ncg,1 GPU,100\ncg,2 GPUs,190\namg,1 GPU,80\namg,2 GPUs,150\n",
        [{1: BASE, 2: 95.0}, {1: BASE, 2: 93.8}],
    ),
    "counts beside a name of several words": (
        "side.csv",
        "num_gpus,1,2,4\ntime (s),100,52,28\n",
        [THREE],
    ),
    "counts in a comment": (
        "side.csv",
        "#GPUs,1,2,4\ntime (s),100,52,28\nSpeedup,1.00,1.92,3.57\n",
        [THREE],
    ),
    "counts between blanks": (
        "side.txt",
        "Cores         1     2     4\nTime (s)    100    52    28\nSpeedup    1.00  1.92  3.57\n",
        [THREE],
    ),
    "counts between blanks, one of them without a run": (
        "side.txt",
        "Cores         1     2     4\nTime (s)    100    52   OOM\nSpeedup    1.00  1.92     -\n",
        [{1: BASE, 2: 96.2, 4: None}],
    ),
    "a model before its number": (
        "across.md",
        "| code | H100 x1 | H100 x2 | H100 x4 |\n|-|-|-|-|\n| cg | 100 | 52 | 28 |\n"
        "| mg | 60 | 36 | 20 |\n",
        [THREE, SECOND],
    ),
    "threads for short": (
        "across.md",
        "Time in seconds\n\n| kernel | 1 thr | 2 thr | 4 thr |\n|-|-|-|-|\n| cg | 100 | 52 | 28 |\n"
        "| mg | 60 | 36 | 20 |\n",
        [THREE, SECOND],
    ),
    "machines over groups of columns between blanks": (
        "machines.txt",
        "              Alpha               Beta\nnodes   time(s)   eff(%)   time(s)   eff(%)\n"
        "    1       100    100.0        60    100.0\n    2        52     96.2        36     83.3\n"
        "    4        28     89.3        20     75.0\n",
        [THREE, SECOND],
    ),
    "a pivot that pandas prints": (
        "pivot.txt",
        "Runtime in seconds:\n\ncode      cg    mg\nnodes             \n1      100.0  60.0\n"
        "2       52.0  36.0\n4       28.0  20.0\n",
        [THREE, SECOND],
    ),
    "counts across a pivot that pandas prints": (
        "pivot.txt",
        "nodes      1     2     4\ncode                    \ncg     100.0  52.0  28.0\n"
        "mg      60.0  36.0  20.0\n",
        [THREE, SECOND],
    ),
    "a time above shares that are no times": (
        "pop.md",
        "| | 1 rank | 2 ranks | 4 ranks |\n|-|-|-|-|\n| Elapsed time (s) | 100 | 52 | 28 |\n"
        "| Global efficiency | 0.91 | 0.87 | 0.78 |\n| Load balance | 0.95 | 0.94 | 0.91 |\n"
        "| IPC | 1.21 | 1.20 | 1.18 |\n",
        [THREE],
    ),
    "a frame that Polars prints": (
        "frame.txt",
        "shape: (3, 2)\n┌───────┬──────────┐\n│ ranks ┆ walltime │\n│ ---   ┆ ---      │\n"
        "│ i64   ┆ f64      │\n╞═══════╪══════════╡\n│ 1     ┆ 100.0    │\n│ 2     ┆ 52.0     │\n"
        "│ 4     ┆ 28.0     │\n└───────┴──────────┘\n",
        [THREE],
    ),
    "a frame that R prints": (
        "frame.txt",
        "> print(df)\n  cores   time     sd\n1     1 100.00 0.3000\n2     2  52.00 0.2100\n"
        "3     4  28.00 0.1900\n",
        [THREE],
    ),
    "a table that a mail quotes": (
        "mail.txt",
        "Anna wrote:\n> Here it is:\n>\n> nodes   time(s)\n> 1       100\n> 2       52\n"
        "> 4       28\n>\n\nThanks!\n",
        [THREE],
    ),
    "lines pasted with single blanks": (
        "pasted.txt",
        "Cores 1 2 4\nTime (s) 100 52 28\nSpeedup 1.00 1.92 3.57\n",
        [THREE],
    ),
    "a quantity over the first of two names": (
        "two.txt",
        "               Time [s]\nNodes         alpha      beta\n  1          100.0       60.0\n"
        "  2           52.0       36.0\n  4           28.0       20.0\n",
        [THREE, SECOND],
    ),
}


@pytest.mark.parametrize("way", ACROSS)
def test_efficiencies_are_those_that_an_expert_computes(tmp_path: Path, way: str) -> None:
    name, text, expected = ACROSS[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)
