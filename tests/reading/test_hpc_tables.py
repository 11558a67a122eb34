"""Tables of scaling studies as HPC people write them: what is set aside, and what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

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
}


@pytest.mark.parametrize("way", WRITTEN)
def test_tables_are_read_as_they_are_meant(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)
