"""Repeats in cells, codes across, titles of many kinds: the same two studies in each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import SECOND, THREE, series_in

LISTED = "cg,100.1 100 99.9,52 52.1 51.9,28 28 28\nmg,60 60 60,36 36.1 35.9,20 20 20\n"
TIMES = "1,100,60\n2,52,36\n4,28,20\n"
TITLED = "nodes,time (s),exit code\n"
CG, MG = "1,100,0\n2,52,0\n4,28,0\n", "1,60,0\n2,36,0\n4,20,0\n"

WRITTEN: dict[str, str] = {
    "repeats below counts.csv": f"# Time in seconds\ncode,1 node,2 nodes,4 nodes\n{LISTED}",
    "repeats below codes.csv": "nodes,cg time (s),mg time (s)\n1,100 / 101 / 99,60 / 61 / 59\n"
    "2,52 / 53 / 51,36 / 37 / 35\n4,28 / 29 / 27,20 / 21 / 19\n",
    "repeats of whole numbers.csv": "code,nodes,time (ms)\ncg,1,1000 1001 999\n"
    "cg,2,520 521 519\ncg,4,280 281 279\nmg,1,600 601 599\nmg,2,360 361 359\nmg,4,200 201 199\n",
    "a metric before names.csv": f"nodes,walltime 512^3,walltime n=4096\n{TIMES}",
    "a symbol behind names.csv": f"nodes,HPX t [s],Cilk t [s]\n{TIMES}",
    "spreads with commas.csv": "nodes;code;time (s)\n1;cg;100,0 +- 0,716\n2;cg;52,00 +- 3,64\n"
    "4;cg;28 +- 5,42\n1;mg;60 +- 1,5\n2;mg;36,0 +- 1\n4;mg;20,0 +- 1,25\n",
    "titles in brackets.csv": f"[2048^3]\n{TITLED}{CG}\n[n=16384]\n{TITLED}{MG}",
    "titles with a comma.csv": f"MPICH 4.1, gcc 13:\n{TITLED}{CG}\nMPICH 4.1, icx:\n{TITLED}{MG}",
    "temperatures.csv": "code,nodes,time (s),temp_c\ncg,1,100,61\ncg,2,52,61\ncg,4,28,57\n"
    "mg,1,60,57\nmg,2,36,61\nmg,4,20,59\n",
    "samples.csv": "code,nodes,sample,time (s)\n"
    + "".join(
        f"{code},{nodes},{sample},{time + sample - 2}\n"
        for code, times in (("cg", (100, 52, 28)), ("mg", (60, 36, 20)))
        for nodes, time in zip((1, 2, 4), times, strict=True)
        for sample in (1, 2, 3)
    ),
    "names before counts.log": "cg nodes=1\nreal 100.00\ncg nodes=2\nreal 52.00\ncg nodes=4\n"
    "real 28.00\nmg nodes=1\nreal 60.00\nmg nodes=2\nreal 36.00\nmg nodes=4\nreal 20.00\n",
    "names before one thread.log": "== cg: 1 GPU ==\nreal 100.00\n== cg: 2 GPUs ==\nreal 52.00\n"
    "== cg: 4 GPUs ==\nreal 28.00\n== mg: 1 GPU ==\nreal 60.00\n== mg: 2 GPUs ==\nreal 36.00\n"
    "== mg: 4 GPUs ==\nreal 20.00\n",
    "names over words.csv": "scaling,nodes,time (s)\ncg,,\nstrong,1,100\nstrong,2,52\nstrong,4,28\n"
    "mg,,\nstrong,1,60\nstrong,2,36\nstrong,4,20\n",
    "a title that assigns.org": "* 8M atoms\n1 node: 100 s\n2 nodes: 52 s\n4 nodes: 28 s\n\n"
    "* n=16384\n\n1 node: 60 s\n2 nodes: 36 s\n4 nodes: 20 s\n",
    "quoted words.log": "".join(
        f"INFO result code={code} nodes={nodes} time_s={time} note={note}\n"
        for code, times in (("cg", (100, 52, 28)), ("mg", (60, 36, 20)))
        for nodes, time, note in zip((1, 2, 4), times, ('"first run"', "ok", "ok"), strict=True)
    ),
    "counts in frames.txt": "=== 1 GPU ===\n\ncode  time (ms)\ncg    100\nmg    60\n\n"
    "=== 2 GPUs ===\ncode  time (ms)\ncg    52\nmg    36\n\n"
    "=== 4 GPUs ===\n\ncode  time (ms)\ncg    28\nmg    20\n",
    "counts underlined.txt": "1 GPU\n-----\n\ncode  time (ms)\ncg    100\nmg    60\n\n"
    "2 GPUs\n------\n\ncode  time (ms)\ncg    52\nmg    36\n\n"
    "4 GPUs\n------\n\ncode  time (ms)\ncg    28\nmg    20\n",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_both_studies_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(WRITTEN[name])
    found = [{count: each for count, each in series.items() if each} for series in series_in(path)]
    assert sorted(found, key=str) == sorted([THREE, SECOND], key=str)


def test_the_year_of_an_mpi_counts_no_ranks(tmp_path: Path) -> None:
    for nodes, time in ((1, 100), (2, 52), (4, 28)):
        path = tmp_path / f"Intel_MPI_2021/{nodes}nodes.out"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"step 100 done\nExecution time = {time} sec\n")
    assert series_in(tmp_path) == [THREE]
