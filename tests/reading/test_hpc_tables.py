"""Tables of scaling studies as HPC people write them: what is set aside, and what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

QUADRUPLED: Series = {1: BASE, 4: 96.2, 16: 89.3}
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "decimal commas between semicolons": (
        "runs.csv",
        "Kerne;Zeit [s];Beschleunigung;Effizienz\n1;100,0;1,00;100,0 %\n2;52,0;1,92;96,2 %\n"
        "4;28,0;3,57;89,3 %\n",
        [THREE],
    ),
    "a time per step by its symbol": (
        "runs.md",
        "| nodes | t/step [ms] |\n|--|--|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "limits that a scheduler was given": (
        "runs.csv",
        "nodes,walltime limit,time used\n1,02:00:00,00:01:40\n2,02:00:00,00:00:52\n"
        "4,01:00:00,00:00:28\n",
        [THREE],
    ),
    "times that were asked for": (
        "runs.csv",
        "nodes,Walltime requested,Walltime used\n1,7200,100\n2,7200,52\n4,3600,28\n",
        [THREE],
    ),
    "a count that is only projected": (
        "runs.md",
        "| Nodes | Time (s) |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n"
        "| 8 (projected) | 14 |\n",
        [THREE | {8: None}],
    ),
    "a time that is only estimated": (
        "runs.md",
        "| Nodes | Time (s) |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n"
        "| 8 | 14 (estimated) |\n",
        [THREE | {8: None}],
    ),
    "warm-up runs among the repeats": (
        "runs.csv",
        "run,cores,time\nwarmup,1,130\n1,1,99\n2,1,101\nwarmup,2,80\n1,2,51\n2,2,53\n",
        [{1: BASE, 2: 96.2}],
    ),
    "a run that its author discards": (
        "runs.csv",
        "cores,time,comment\n1,100,\n2,52,\n4,99,shared node - discard\n4,28,\n",
        [THREE],
    ),
    "two counts and a time in each line": (
        "notes.md",
        "On Cluster A:\n\n- 1 node (128 cores): 100 s\n- 2 nodes (256 cores): 52 s\n"
        "- 4 nodes (512 cores): 28 s\n",
        [{128: BASE, 256: 96.2, 512: 89.3}],
    ),
    "nodes and their GPUs in each line": (
        "notes.txt",
        "1 node x 4 GPUs: 100 s\n2 nodes x 4 GPUs: 52 s\n4 nodes x 4 GPUs: 28 s\n",
        [{4: BASE, 8: 96.2, 16: 89.3}],
    ),
    "times of sizes below counts": (
        "notes.md",
        "## 1 thread\nN=100: 100 s\nN=200: 60 s\n\n## 2 threads\nN=100: 52 s\nN=200: 36 s\n\n"
        "## 4 threads\nN=100: 28 s\nN=200: 20 s\n",
        [THREE, SECOND],
    ),
    "times behind arrows": (
        "notes.txt",
        "GPUs: 1 -> 100 ms\nGPUs: 2 -> 52 ms\nGPUs: 4 -> 28 ms\n",
        [THREE],
    ),
    "what GNU time prints without its command": (
        "run.log",
        "".join(
            f"=== {n} cores ===\n\tElapsed (wall clock) time (h:mm:ss or m:ss): {t}\n"
            f"\tMaximum resident set size (kbytes): 80{n}234\n"
            for n, t in ((1, "1:40.00"), (2, "0:52.00"), (4, "0:28.00"))
        ),
        [THREE],
    ),
    "an index for what is timed": ("runs.csv", "cores,T_solver\n1,100\n2,52\n4,28\n", [THREE]),
    "one symbol of two models": (
        "runs.csv",
        "p,T_p (MPI),T_p (OpenMP)\n1,100,60\n2,52,36\n4,28,20\n",
        [THREE, SECOND],
    ),
    "the formula of a speedup": ("runs.csv", "cores,T1/Tp\n1,1\n2,1.924\n4,3.572\n", [THREE]),
    "a spread in brackets": (
        "runs.md",
        "| Cores | Time (std) [s] |\n|---|---|\n| 1 | 100 (0.5) |\n| 2 | 52 (0.3) |\n"
        "| 4 | 28 (0.6) |\n",
        [THREE],
    ),
    "a slash between two counts": (
        "runs.csv",
        "Nodes/GPUs,time (s)\n1/4,100\n2/8,52\n4/16,28\n",
        [{4: BASE, 8: 96.2, 16: 89.3}],
    ),
    "processors over times and efficiencies": (
        "runs.csv",
        ",CPU,,GPU,\nnodes,time,eff,time,eff\n1,100,1.00,60,1.00\n2,52,0.96,36,0.83\n"
        "4,28,0.89,20,0.75\n",
        [THREE, SECOND],
    ),
    "strong and weak over times and efficiencies": (
        "runs.md",
        "| | Strong scaling | | Weak scaling | |\n|---|---|---|---|---|\n"
        "| Nodes | Time (s) | Eff. | Time (s) | Eff. |\n| 1 | 100 | 100% | 100 | 100% |\n"
        "| 2 | 52 | 96% | 104 | 96% |\n| 4 | 28 | 89% | 112 | 89% |\n",
        [THREE, THREE],
    ),
    "speedups of two codes in brackets": (
        "runs.csv",
        "nodes,Time (CG),Speedup (CG),Time (MG),Speedup (MG)\n1,100,1,60,1\n2,52,1.92,36,1.67\n"
        "4,28,3.57,20,3.00\n",
        [THREE, SECOND],
    ),
    "a caption in the line of its float": (
        "paper.tex",
        "\\begin{table}\\caption{Weak scaling.}\n\\begin{tabular}{cc}\n"
        "ranks & time (s)\\\\\\hline\n"
        "1 & 100\\\\\n2 & 104\\\\\n4 & 112\\\\\n\\end{tabular}\\end{table}\n",
        [THREE],
    ),
    "a heading in the line of its table": (
        "report.html",
        "<h2>Weak scaling</h2><table><tr><th>#GPUs</th><th>time (s)</th></tr><tr><td>1</td>"
        "<td>100</td></tr><tr><td>2</td><td>104</td></tr><tr><td>4</td><td>112</td></tr></table>",
        [THREE],
    ),
    "sizes of two digits that grow with the count": (
        "runs.csv",
        "ranks,total cells,time (s)\n1,2.6e5,100\n8,2.1e6,104\n64,1.7e7,112\n",
        [{1: BASE, 8: 96.2, 64: 89.3}],
    ),
    "sizes in the cells of a case": (
        "runs.csv",
        "case,nodes,time (s)\n100M cells,1,100\n200M cells,2,104\n400M cells,4,112\n",
        [THREE],
    ),
    "samples in total that grow with the count": (
        "runs.csv",
        "gpus,total_samples,seconds\n1,10000,100\n2,20000,104\n4,40000,112\n",
        [THREE],
    ),
    "versions of a program, the serial one too": (
        "runs.md",
        "| Version | Time |\n|---|---|\n| sequential | 90 s |\n| OpenMP, 1 thread | 100 s |\n"
        "| OpenMP, 2 threads | 52 s |\n| OpenMP, 4 threads | 28 s |\n",
        [THREE, {None: None}],
    ),
    "times by their index": ("runs.txt", "T_1  = 100 s\nT_4  = 26 s\nT_16 = 7 s\n", [QUADRUPLED]),
    "a line of prose above counts": (
        "runs.txt",
        "Wall time in seconds\n\ntasks/node   1 node   2 nodes   4 nodes\n"
        "32           100      52        28\n64           60       36        20\n",
        [
            {32: BASE, 64: 96.2, 128: 89.3},
            {64: BASE, 128: 83.3, 256: 75.0},
        ],
    ),
    "cores of the nodes that were used": (
        "runs.csv",
        "nodes,cores per node used,time (s)\n1,1,100\n1,2,52\n1,4,28\n",
        [THREE],
    ),
    "what qsub was asked for": (
        "runs.csv",
        "select,ncpus,mpiprocs,walltime\n1,8,8,100\n2,8,8,52\n4,8,8,28\n",
        [{8: BASE, 16: 96.2, 32: 89.3}],
    ),
    "counts behind dots": (
        "runs.txt",
        "Cores ........ 1\nTime/step .... 0.100 s\n\nCores ........ 2\nTime/step .... 0.052 s\n\n"
        "Cores ........ 4\nTime/step .... 0.028 s\n",
        [THREE],
    ),
    "headings in mathematics": (
        "runs.md",
        "| $N_p$ | $T_{N_p}$ (s) | $S_{N_p}$ | $E_{N_p}$ |\n|--|--|--|--|\n| 1 | 100 | 1 | 1 |\n"
        "| 2 | 52 | 1.92 | 0.96 |\n| 4 | 28 | 3.57 | 0.89 |\n",
        [THREE],
    ),
    "a symbol with a word for its index": (
        "runs.md",
        "| $p$ | $T_\\mathrm{solve}$ |\n|--|--|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "prose in which scaling is weak": (
        "runs.md",
        "The scaling is weak beyond 4 nodes.\n\n| Nodes | Time (s) |\n|--|--|\n| 1 | 100 |\n"
        "| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "prose in which something else is strong": (
        "runs.md",
        "Strong correlation was observed.\n\n| Nodes | Time (s) |\n|--|--|\n| 1 | 100 |\n"
        "| 2 | 101 |\n| 4 | 104 |\n",
        [{1: None, 2: None, 4: None}],
    ),
    "two quantities of two codes": (
        "runs.csv",
        "nodes,CP2K time (s),CP2K energy (kJ),QE time (s),QE energy (kJ)\n1,100,40,60,80\n"
        "2,52,42,36,86\n4,28,45,20,96\n",
        [THREE, SECOND],
    ),
    "two machines by name over times in cells": (
        "runs.md",
        "| Nodes | Cores | C6gn (ARM) | C5n (X86) |\n|--|--|--|--|\n| 1 | 1 | 100 s | 60 s |\n"
        "| 1 | 2 | 52 s | 36 s |\n| 1 | 4 | 28 s | 20 s |\n",
        [THREE, SECOND],
    ),
    "units in a comment of their own": (
        "runs.dat",
        "# cores\ttime\n# -\t[ms]\n1\t100\n2\t52\n4\t28\n",
        [THREE],
    ),
    "headings behind slashes": (
        "runs.csv",
        "// threads; time [ms]\n1; 100\n2; 52\n4; 28\n",
        [THREE],
    ),
    "a degree of parallelism": (
        "runs.md",
        "| MaxParallelism | parallel ms/step |\n|--|--|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "what a remark says of repeats, and a name": (
        "runs.csv",
        "case,nodes,time,comment\noutlier detection,1,100,first run discarded\n"
        "outlier detection,2,52,\noutlier detection,4,28,\n",
        [THREE],
    ),
    "nothing but the efficiency": (
        "runs.csv",
        "nodes,Parallel efficiency (%)\n1,100\n2,96.2\n4,89.3\n",
        [THREE],
    ),
    "an efficiency that begins below 1": (
        "runs.csv",
        "nodes,Parallel efficiency (%)\n2,96.2\n4,89.3\n",
        [{2: 96.2, 4: 89.3}],
    ),
    "a speedup over the serial program": (
        "runs.md",
        "| Threads | Speedup over serial |\n|---|---|\n| 1 | 0.92 |\n| 2 | 1.82 |\n| 4 | 3.50 |\n",
        [{1: 92.0, 2: 91.0, 4: 87.5}],
    ),
    "what was measured beside an ideal speedup": (
        "runs.md",
        "| Cores | Ideal | Measured |\n|--|--|--|\n| 1 | 1 | 1.00 |\n| 2 | 2 | 1.92 |\n"
        "| 4 | 4 | 3.60 |\n",
        [{1: BASE, 2: 96.0, 4: 90.0}],
    ),
    "what was measured beside a linear speedup, from two on": (
        "runs.csv",
        "cores,linear,actual\n2,2,1.9\n4,4,3.6\n",
        [{2: 95.0, 4: 90.0}],
    ),
    "what was measured beside an ideal time": (
        "runs.csv",
        "cores,Ideal [s],Measured [s]\n1,100,100\n2,50,52\n4,25,28\n",
        [THREE],
    ),
    "the serial program's time in each row": (
        "runs.csv",
        "n,threads,serial_time_s,parallel_time_s\n4000,2,100,52\n4000,4,100,28\n",
        [THREE],
    ),
    "a serial time for each size": (
        "runs.md",
        "| N | Threads | T_serial (s) | T_parallel (s) | Speedup |\n|--|--|--|--|--|\n"
        "| 100 | 2 | 100 | 52 | 1.92 |\n| 200 | 2 | 60 | 36 | 1.67 |\n",
        [{1: BASE, 2: 96.2}, {1: BASE, 2: 83.3}],
    ),
    "a serial time beside the parallel program on one": (
        "runs.csv",
        "threads,serial_time_s,parallel_time_s\n1,90,100\n2,90,52\n4,90,28\n",
        [THREE],
    ),
    "a fixed size on each rank, in a sentence": (
        "runs.md",
        "Problem size per rank is constant.\n\n| ranks | time [s] |\n|--|--|\n| 1 | 100 |\n"
        "| 2 | 104 |\n| 4 | 112 |\n",
        [THREE],
    ),
    "a fixed work on each device, in a heading": (
        "runs.md",
        "## Fixed work per GPU\n\n| GPUs | time [s] |\n|--|--|\n| 1 | 100 |\n| 2 | 104 |\n"
        "| 4 | 112 |\n",
        [THREE],
    ),
    "German lines of a list": (
        "runs.md",
        "## Messung\n\n* 1 Knoten: 1.000,0 s\n* 2 Knoten: 520,0 s\n* 4 Knoten: 280,0 s\n",
        [THREE],
    ),
    "lines with a decimal comma and no language": (
        "runs.md",
        "* 1 Thread = 12,50 Sek\n* 2 Threads = 6,50 Sek\n* 4 Threads = 3,50 Sek\n",
        [THREE],
    ),
    "a German singular": (
        "runs.txt",
        "1 Kern: 12,5 s\n2 Kerne: 6,5 s\n4 Kerne: 3,5 s\n",
        [THREE],
    ),
    "a cost of each zone and cycle": (
        "runs.csv",
        "ranks,grind time (us/zone/cycle)\n1,100\n2,52\n4,28\n",
        [THREE],
    ),
    "several beside an ideal speedup": (
        "runs.csv",
        "cores,Ideal,Code A,Code B\n1,1,1.0,1.0\n2,2,1.9,1.8\n4,4,3.6,3.2\n",
        [{1: BASE, 2: 95.0, 4: 90.0}, {1: BASE, 2: 90.0, 4: 80.0}],
    ),
    "nodes with GPUs as headings": (
        "runs.md",
        "# cg\n\n## 1 GPU node\n\n- time per step: 100 ms\n\n## 2 GPU nodes\n\n"
        "- time per step: 52 ms\n\n## 4 GPU nodes\n\n- time per step: 28 ms\n",
        [THREE],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_tables_are_read_as_they_are_meant(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)
