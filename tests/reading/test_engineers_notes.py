"""Studies as engineers note them: jobs called after their size, units below, a unit for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.tables.context import read_context
from tests.reading.small_studies import SECOND, THREE, Series, series_in

BOTH = [THREE, SECOND]
WEAK: Series = {1: 100.0, 2: 96.2, 4: 89.3}
WEAK_ROWS = "[{nodes: 1, time: 100}, {nodes: 2, time: 104}, {nodes: 4, time: 112}]\n"
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "units and a rule below headings of other widths": (
        "runs.txt",
        " nodes   elapsed    comm\n           s         %\n -----   -------   ----\n"
        "   1       100      2\n   2        52      3\n   4        28      6\n",
        [THREE],
    ),
    "a unit behind one of two that are compared": (
        "runs.md",
        "| nodes | main | PR (s) |\n|-|-|-|\n| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n",
        BOTH,
    ),
    "no unit behind what is compared": (
        "runs.txt",
        "threads   before   after\n"
        "1         100      60\n2          52      36\n4          28      20\n",
        BOTH,
    ),
    "by how much one is faster": (
        "runs.csv",
        "threads,before,after,speedup\n1,100,60,1.67\n2,52,36,1.44\n4,28,20,1.40\n",
        BOTH,
    ),
    "two quantities of each compiler": (
        "runs.csv",
        ",Time (s),,Memory (GB),\ncores,GNU,Intel,GNU,Intel\n"
        "1,100,60,4,5\n2,52,36,4,5\n4,28,20,4,5\n",
        BOTH,
    ),
    "a row of units below": (
        "runs.txt",
        "cores   QE    CP2K\n1      100      60\n2       52      36\n4       28      20\n"
        "unit:     s       s\n",
        BOTH,
    ),
    "a row of units below, in a spreadsheet": (
        "runs.csv",
        "cores,QE,CP2K\n1,100,60\n2,52,36\n4,28,20\nUnit,s,s\n",
        BOTH,
    ),
    "a unit in the line below": (
        "runs.md",
        "| cores | QE | CP2K |\n|-|-|-|\n| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n| 4 | 28 | 20 |\n\n"
        "(all times in seconds)\n",
        BOTH,
    ),
    "a unit in the line below, and what was averaged": (
        "runs.md",
        "| cores | gcc -O3 | icc -O3 |\n|-|-|-|\n| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n"
        "| 4 | 28 | 20 |\n\n*Times in seconds, average of 5 runs.*\n",
        BOTH,
    ),
    "counts in brackets behind names": (
        "runs.csv",
        "name,threads,time_s\ncg[1],1,100\ncg[2],2,52\ncg[4],4,28\nmg[1],1,60\nmg[2],2,36\n"
        "mg[4],4,20\n",
        BOTH,
    ),
    "counts with a letter behind some of the names": (
        "runs.csv",
        "name,threads,time_s\ncg-1t,1,100\ncg-2t,2,52\ncg-4t,4,28\nwarm up,1,70\n",
        [THREE, {1: None}],
    ),
    "jobs called after their size": (
        "jobs.txt",
        "JobID|JobName|NNodes|Elapsed|State\n1|cg_1n|1|00:01:40|COMPLETED\n"
        "2|cg_2n|2|00:00:52|COMPLETED\n3|cg_4n|4|00:00:28|COMPLETED\n4|shell|1|00:20:00|COMPLETED\n",
        [THREE, {1: 100.0}],
    ),
    "time within MPI beside other phases": (
        "runs.csv",
        "cores,total,fft,mpi\n1,100,60,30\n2,52,31,16\n4,28,17,9\n",
        [THREE],
    ),
    "a title in German that goes on": (
        "runs.md",
        "## Schwache Skalierung (1 Mio. Zellen pro Kern)\n\n| Kerne | Zeit (s) |\n|-|-|\n"
        "| 1 | 100 |\n| 2 | 104 |\n| 4 | 112 |\n",
        [WEAK],
    ),
    "a strength that is none of scaling": (
        "runs.md",
        "## Weak magnetic field\n\n| cores | time (s) |\n|-|-|\n| 1 | 100 |\n| 2 | 52 |\n"
        "| 4 | 28 |\n",
        [THREE],
    ),
    "efficiencies below a caption": (
        "runs.md",
        "**Parallel efficiency (%)**\n\n| nodes | A | B |\n|-|-|-|\n| 1 | 100 | 100 |\n"
        "| 2 | 96.2 | 83.3 |\n| 4 | 89.3 | 75 |\n",
        BOTH,
    ),
    "a remark in brackets behind headings": (
        "runs.txt",
        "np   best    (seconds, 5 runs each)\n1    100\n2     52\n4     28\n",
        [THREE],
    ),
    "a speedup that there was not": (
        "runs.txt",
        'complaint: "no speedup beyond 2 nodes"\nreran with other times:\n\n'
        "nodes   before   after\n"
        "1         100      60\n2          52      36\n4          28      20\n",
        BOTH,
    ),
    "rates with names in brackets": (
        "runs.dat",
        "# cores  MLUPS(gcc)  MLUPS(cce)\n1  100  60\n2  192.4  100\n4  357.2  180\n",
        BOTH,
    ),
    "old and new in German, below quantities": (
        "runs.csv",
        "Kerne;Laufzeit (s);;Speicher (GB);\n;alt;neu;alt;neu\n"
        "1;100,0;60,0;4,1;5,0\n2;52,0;36,0;4,2;5,1\n4;28,0;20,0;4,3;5,2\n",
        BOTH,
    ),
    "processes in German names": (
        "runs.md",
        "| Variante | Zeit (s) |\n|-|-|\n| Sequentiell | 90 |\n| MPI 1 Prozess | 100 |\n"
        "| MPI 2 Prozesse | 52 |\n| MPI 4 Prozesse | 28 |\n",
        [THREE, {None: None}],
    ),
    "nodes in French captions": (
        "runs.md",
        "".join(
            f"Tableau {1 + place} : {1 << place} noeuds\n\n"
            f"| cas | temps (s) |\n|-|-|\n| cg | {cg} |\n| mg | {mg} |\n\n"
            for place, cg, mg in ((0, 100, 60), (1, 52, 36), (2, 28, 20))
        ),
        BOTH,
    ),
    "a unit in Spanish below": (
        "runs.txt",
        "nodos   CFD    FEM\n1       100     60\n2        52     36\n4        28     20\n\n"
        "(tiempos en segundos)\n",
        BOTH,
    ),
    "a quotient of two that are compared": (
        "runs.txt",
        "nodes   CPU [s]   GPU [s]   CPU/GPU\n1        100.0     60.0      1.67\n"
        "2         52.0     36.0      1.44\n4         28.0     20.0      1.40\n",
        BOTH,
    ),
    "a letter that counts, and decimal commas, below a title with one": (
        "runs.txt",
        "Programm: heat, Gitter 2000x2000\n\nn    Zeit [s]\n1    100,0\n2    52,0\n4    28,0\n",
        [THREE],
    ),
    "the serial program beside threads": (
        "runs.csv",
        "code,serial_s,threads2_s,threads4_s\ncg,100,52,28\nmg,60,36,20\n",
        BOTH,
    ),
    "a letter that counts": ("runs.csv", "n,time\n1,100\n2,52\n4,28\n", [THREE]),
    "a letter that counts in lines of a loop": (
        "runs.log",
        "n=1 wall 100 s\nn=2 wall 52 s\nn=4 wall 28 s\n",
        [THREE],
    ),
    "a letter that is a size": ("runs.csv", "n,time\n1,28\n2,52\n4,100\n", [{None: None}] * 3),
    "a letter beside the time of each element": (
        "runs.csv",
        "n,time per element [ns]\n1,100\n2,52\n4,28\n",
        [{None: None}] * 3,
    ),
    "nodes and cores in captions": (
        "runs.md",
        "".join(
            f"Table {place}: {1 << place} nodes ({64 << place} cores)\n\n"
            f"| code | time (s) |\n|-|-|\n| cg | {cg} |\n| mg | {mg} |\n\n"
            for place, cg, mg in ((0, 100, 60), (1, 52, 36), (2, 28, 20))
        ),
        [{64 * (count or 0): each for count, each in series.items()} for series in BOTH],
    ),
    "a title that says of which kind": (
        "runs.yaml",
        f"study: weak scaling of cg\nruns: {WEAK_ROWS}",
        [WEAK],
    ),
    "a name of an experiment that says so": (
        "runs.yaml",
        f"experiment: {{name: cg-weak}}\nruns: {WEAK_ROWS}",
        [WEAK],
    ),
    "a column of titles that say so": (
        "runs.csv",
        "study,nodes,time_s\nweak scaling of cg,1,100\nweak scaling of cg,2,104\n"
        "weak scaling of cg,4,112\n",
        [WEAK],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_what_is_noted_once_holds_for_all(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


def test_ways_to_run_are_no_phases(tmp_path: Path) -> None:
    path = tmp_path / "runs.txt"
    path.write_text("nodes   CPU only (s)   with GPU (s)\n1   100   60\n2   52   36\n4   28   20\n")
    records = load([str(path)]).records
    assert {*records["metric"]} == {"runtime"}
    assert {*records["benchmark"]} == {"CPU only", "with GPU"}


def test_a_letter_that_is_a_size_in_a_title_is_no_time() -> None:
    assert read_context(["LULESH, s = 90"]).settings == {}
