"""Tables as pandas, Julia and spreadsheets write them, and numbers and names across captions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

_TWO: list[Series] = [THREE, SECOND]
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "an index of two levels above headings of several words, and hosts last": (
        "frame.txt",
        "                wall time (s)   host\n"
        "solver #cores                       \n"
        "CG     1                  100  n0639\n"
        "       2                   52  n0041\n"
        "       4                   28  n0836\n"
        "       8                  N/A  n0639\n"
        "AMG    1                   60  n0169\n"
        "       2                   36  n0034\n"
        "       4                   20  n0034\n",
        [THREE | {8: None}, SECOND],
    ),
    "a frame of Julia whose heading has several words": (
        "julia.txt",
        "3×2 DataFrame\n Row │ nodes  wall time (s) \n     │ Int64  Float64       \n"
        "─────┼──────────────────────\n   1 │     1          100.0\n   2 │     2           52.0\n"
        "   3 │     4           28.0\n",
        [THREE],
    ),
    "one letter for speedup and efficiency under a name that may be a base": (
        "runs.csv",
        ",main,,,v2.1,,\nnodes,Runtime [h],S,E,Runtime [h],S,E\n1,100,1.00,1.00,60,1.00,1.00\n"
        "2,52,1.92,0.96,36,1.67,0.83\n4,28,3.57,0.89,20,3.00,0.75\n",
        _TWO,
    ),
    "a sign before the lower headings, below a title": (
        "runs.csv",
        "Strong scaling of cg,,,,\n,gcc,,icx,\n#threads,time_s,Efficiency,time_s,Efficiency"
        "\n1,100,1.00,60,1.00\n2,52,0.96,36,0.83\n4,28,0.89,20,0.75\n",
        _TWO,
    ),
    "one letter for speedup and efficiency, where a run has none": (
        "runs.csv",
        ",sod,,,criteo,,\nnodes,time_s,S,E,time_s,S,E\n1,100,1.00,1.00,60,1.00,1.00\n"
        "2,52,1.92,0.96,TIMEOUT,-,-\n4,28,3.57,0.89,20,3.00,0.75\n",
        [THREE, {1: BASE, 2: None, 4: 75.0}],
    ),
    "names above mean times and what they come to": (
        "runs.csv",
        ",sod,,dam_break,\ncores,mean_time,Speedup,mean_time,Speedup\n1,100,1.00,60,1.00\n"
        "2,52,1.92,36,1.67\n4,28,3.57,20,3.00\n",
        _TWO,
    ),
    "a title above two tables side by side": (
        "runs.csv",
        "weak scaling of heat2d,,,,\nfp32,,,mixed,\nGPUs,time (s),,GPUs,time (s)\n"
        "1,100,,1,50\n2,104,,2,52\n4,112,,4,56\n",
        [{1: BASE, 2: 96.2, 4: 89.3}] * 2,
    ),
    "what is measured first in a caption, above names across": (
        "perf.md",
        "time_s, strong scaling\n\n| ncores | skylake | milan |\n|---|---|---|\n"
        "| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n",
        _TWO,
    ),
    "what is measured against which counts, above numbers across": (
        "perf.md",
        "Strong scaling of pic: elapsed_seconds against OMP_NUM_THREADS\n\n| Matrix | 1 | 2 | 4 |\n"
        "|---|---|---|---|\n| Serena | 100 | 52 | 28 |\n| audikw | 60 | 36 | 20 |\n",
        _TWO,
    ),
    "the same of aligned text": (
        "perf.txt",
        "jacobi, strong scaling, time (s) against num_cores\n\nCompiler       1       2       4\n"
        "gcc-12.3  100.00   52.00   28.00\nicx        60.00   36.00   20.00\n",
        _TWO,
    ),
    "counts across with an n before what is counted": (
        "perf.csv",
        "# spmv, strong scaling, time_s\nPrecision,ngpu=1,ngpu=2,ngpu=4\nfp64,100,52,28\n"
        "fp32,60,36,20\n",
        _TWO,
    ),
    "the word result in small letters before pairs": (
        "bench.log",
        "result gpus=1, time=100\nresult gpus=2, time=52\nresult gpus=4, time=28\n",
        [THREE],
    ),
    "signs by their code in YAML": (
        "runs.yaml",
        'runs:\n- cores: 1\n  time: "100\\u00b12"\n- cores: 2\n  time: "52 \\u00b1 1"\n'
        '- cores: 4\n  time: "28\\u00b11"\n',
        [THREE],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_what_tools_write_is_read(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)
