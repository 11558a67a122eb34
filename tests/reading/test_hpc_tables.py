"""Tables of scaling studies as HPC people write them: what is set aside, and what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, THREE, Series, series_in

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
