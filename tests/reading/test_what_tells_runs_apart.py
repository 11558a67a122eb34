"""What tells runs apart and what does not: numbers of repeats in names, what differs each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

NAMED = (
    "name,time (s)\n{0}1{1}1,99\n{0}1{1}2,101\n{0}2{1}1,51\n{0}2{1}2,53\n{0}4{1}1,27\n{0}4{1}2,29\n"
)

WRITTEN: dict[str, tuple[str, list[Series]]] = {
    "a repeat named in words": (NAMED.format("cg_np", "_rep"), [THREE]),
    "a repeat named by a letter": (NAMED.format("cg.gpus", ".r"), [THREE]),
    "a repeat as a bare number": (NAMED.format("cg_n", "_"), [THREE]),
    "names of two codes": (
        NAMED.format("cg_np", "_run") + "mg_np1_run1,60\nmg_np2_run1,36\nmg_np4_run1,20\n",
        [THREE, SECOND],
    ),
    "numbers of cases that do not run on": (
        "name,time (s)\ncg_n1_100,100\ncg_n2_100,52\ncg_n4_100,28\n"
        "cg_n1_400,60\ncg_n2_400,36\ncg_n4_400,20\n",
        [THREE, SECOND],
    ),
    "a numbered run under its sign": (
        "np,#run,time (s)\n1,1,99\n1,2,101\n2,1,51\n2,2,53\n4,1,27\n4,2,29\n",
        [THREE],
    ),
    "what a sensor said of each repeat": (
        "np,temp_C,time (s)\n1,61,99\n1,58,101\n2,71,51\n2,66,53\n4,58,27\n4,63,29\n",
        [THREE],
    ),
    "what a sensor said of single runs": (
        "np,temp_C,time (s)\n1,61,100\n2,71,52\n4,66,28\n8,68,16\n",
        [THREE | {8: 78.1}],
    ),
    "a seed of each run, one of which comes again": (
        "np,seed,time (s)\n1,44,100\n2,65,52\n4,44,28\n8,37,16\n",
        [THREE | {8: 78.1}],
    ),
    "sizes that nobody knows by name": (
        "np,nrows,time (s)\n1,4,100\n1,8,60\n2,4,52\n2,8,36\n4,4,28\n4,8,20\n",
        [THREE, SECOND],
    ),
    "seconds of a clock": (
        "ts,np,time (s)\n1700006030,1,100\n1700009122,2,52\n1700002008,4,28\n",
        [THREE],
    ),
    "the slowest of all ranks": (
        "np,min over ranks (s),max over ranks (s)\n1,100,100\n2,50,52\n4,25,28\n",
        [THREE],
    ),
    "short headings": ("code,nt,wtime\ncg,1,100\ncg,2,52\ncg,4,28\n", [THREE]),
    "degrees of freedom in capitals": (
        "np,DoF,time (s)\n1,4096,100\n2,8192,104\n4,16384,112\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "queues for jobs of several sizes": (
        "np,partition,time (s)\n1,small,100\n2,small,52\n4,large,28\n",
        [THREE],
    ),
    "partitions called after what is in them": (
        "np,partition,time (s)\n1,v100,100\n2,v100,52\n4,v100,28\n"
        "1,a100,60\n2,a100,36\n4,a100,20\n",
        [THREE, SECOND],
    ),
    "two queues at the same counts": (
        "np,queue,time (s)\n1,short,100\n2,short,52\n4,short,28\n1,long,60\n2,long,36\n4,long,20\n",
        [THREE, SECOND],
    ),
    "numbered runs under another heading": (
        "case,np,time (s)\nrun01,1,100\nrun02,2,52\nrun03,4,28\n",
        [THREE],
    ),
    "shares of one problem of what nothing counts": (
        "nodes,cells/rank,time (s)\n1,1000,100\n2,500,52\n4,250,28\n",
        [THREE],
    ),
    "shares of a problem beside its size": (
        "cells,np,cells/rank,time (s)\n1000,1,1000,100\n1000,2,500,52\n1000,4,250,28\n",
        [THREE],
    ),
    "local grids beside the whole one": (
        "grid,np,local grid,time (s)\n8x8x8,1,8x8x8,100\n8x8x8,2,8x8x4,52\n8x8x8,4,8x4x4,28\n",
        [THREE],
    ),
    "how busy the processors were": (
        "code,np,cpu %,time (s)\na,1,97.8,100\na,2,97.1,52\na,4,97.8,28\n"
        "b,1,97.5,60\nb,2,97.5,36\nb,4,97.8,20\n",
        [THREE, SECOND],
    ),
    "the processor time of repeats": (
        "np,user (s),time (s)\n1,95.1,99\n1,96.3,101\n2,97.2,51\n2,97.5,53\n4,99.3,27\n4,99.8,29\n",
        [THREE],
    ),
    "clocks that were read off": (
        "code,np,clock (MHz),time (s)\na,1,1410,100\na,2,1395,52\na,4,1410,28\n"
        "b,1,1425,60\nb,2,1410,36\nb,4,1410,20\n",
        [THREE, SECOND],
    ),
    "clocks that were set": (
        "np,clock (MHz),time (s)\n1,2600,100\n2,2600,52\n4,2600,28\n"
        "1,2400,60\n2,2400,36\n4,2400,20\n",
        [THREE, SECOND],
    ),
    "racks that runs were in": (
        "np,rack,time (s)\n1,r12,100\n2,r14,52\n4,r12,28\n",
        [THREE],
    ),
    "labels that come back and leave no trace": (
        "np,operator,mark,time (s)\n1,ab,x,100\n2,ab,,52\n4,cw,x,28\n8,ab,x,16\n",
        [THREE | {8: 78.1}],
    ),
    "labels that come back where each run has more work": (
        "np,cells,switch,time (s)\n1,1000,s3,100\n2,2000,s4,104\n4,4000,s3,112\n8,8000,s3,124\n",
        [THREE | {8: 80.6}],
    ),
    "labels that the values follow": (
        "np,method,time (s)\n1,ab,100\n2,ab,52\n4,cw,24\n8,ab,16\n",
        [{1: BASE, 2: 96.2, 8: 78.1}, {4: BASE}],
    ),
    "labels that do not come back": (
        "np,method,time (s)\n1,ab,100\n2,ab,52\n4,cw,28\n8,cw,16\n",
        [{1: BASE, 2: 96.2}, {4: BASE, 8: 87.5}],
    ),
    "checksums of results": (
        "np,checksum,time (s)\n1,9ac1f7e2,100\n2,03be5571,52\n4,77d09c1a,28\n",
        [THREE],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_repeats_are_of_one_configuration(tmp_path: Path, way: str) -> None:
    text, expected = WRITTEN[way]
    path = tmp_path / "runs.csv"
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "efficiency", "size_unit"),
    [
        ("Run,GPUs,s/iter,TFLOP/s/GPU\na,1,2.1,150\nb,2,2.2,144\nc,4,2.3,135\n", 0.9, None),
        ("Tasks,Real time,MaxRSS\n1,0:58.0,1.2G\n2,0:30.1,2.3G\n4,0:16.0,4.5G\n", 58 / 64, None),
        ("cores,cells,MLUP/s\n1,1M,12\n2,1M,23\n4,1M,43.2\n", 0.9, "cells"),
    ],
)
def test_letters_in_order_memory_and_cells_are_one_series(
    tmp_path: Path, text: str, efficiency: float, size_unit: str | None
) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(text)
    records = load([str(path)]).records
    table = runs(records, Choice()).table
    assert table["efficiency"][2] == pytest.approx(efficiency)
    if size_unit:
        assert set(records["size_unit"]) == {size_unit}
