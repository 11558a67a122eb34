"""What people keep beside their code: bare columns, sides of grids, remarks in cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tests.reading.small_studies import BASE, THREE, Series, series_in

_SIZED = "1000 1 10\n1000 2 6\n1000 4 5\n4000 1 100\n4000 2 52\n4000 4 28\n"
_TEN: Series = {1: BASE, 2: 83.3, 4: 50}
_TABLE = "| {} | Time (s) |\n|---|---|\n"
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "sizes, counts and times without headings": (
        "strong_scaling.txt",
        _SIZED.replace(" ", ","),
        [_TEN, THREE],
    ),
    "the same in columns, repeated": ("mpi_results.txt", _SIZED * 2, [_TEN, THREE]),
    "counts before sizes": (
        "omp.dat",
        "1 1000 10\n1 4000 100\n2 1000 6\n2 4000 52\n4 1000 5\n4 4000 28\n",
        [_TEN, THREE],
    ),
    "what the columns come to beside them": (
        "table-data",
        "1 100 1 100 1\n2 52 1.923 96.15 1.04\n4 28 3.571 89.28 1.12\n",
        [THREE],
    ),
    "another model in brackets": (
        "runs.md",
        "| GPUs | Throughput |\n|---|---|\n| 1 | 25 img/s |\n| 2 | 48.1 img/s |\n"
        "| 4 | 89.3 img/s |\n| 8 | 40 img/s (774M model) |\n",
        [THREE, {8: BASE}],
    ),
    "a smaller batch beside the count": (
        "runs.md",
        "| GPUs | Throughput |\n|---|---|\n| 1 | 25 img/s |\n| 2 | 48.1 img/s |\n"
        "| 4 | 89.3 img/s |\n| 8 (smaller batch) | 40 img/s |\n",
        [THREE, {8: BASE}],
    ),
    "brackets that say nothing of the work": (
        "runs.md",
        "| GPUs | Throughput |\n|---|---|\n| 1 | 25 img/s |\n| 2 | 48.1 img/s |\n"
        "| 4 | 89.3 img/s (two nodes) |\n",
        [THREE],
    ),
    "repeats announced by number": (
        "runs.log",
        "".join(
            f"Running simulation with {n} processors...\nRunning simulation with 64 bodies...\n"
            + "".join(f"Starting trial {k}...\nTotal time: {t}.0 s\n" for k in range(3))
            for n, t in ((1, 100), (2, 52), (4, 28))
        ),
        [THREE],
    ),
    "the sides of the whole grid and of a part": (
        "weak.csv",
        "nprocs,nxg,nyg,nxl,nyl,time_s\n1,64,64,64,64,100\n2,128,64,64,64,104\n"
        "4,128,128,64,64,112\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "parts of one grid that get smaller": (
        "strong.csv",
        "nprocs,nxg,nyg,nxl,nyl,time_s\n1,64,64,64,64,100\n2,64,64,32,64,52\n4,64,64,32,32,28\n",
        [THREE],
    ),
    "a mesh that grows beside a grid of processes": (
        "weak.csv",
        "nprocs,px,py,nx,ny,time_s\n1,1,1,64,64,100\n2,2,1,128,64,104\n4,2,2,128,128,112\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "a program with one thread, in French": (
        "runs.md",
        _TABLE.format("Configuration")
        + "| Mono-thread | 100 |\n| 2 threads | 52 |\n| 4 threads | 28 |\n",
        [THREE],
    ),
    "a sequential program beside threads and processes": (
        "runs.md",
        _TABLE.format("Configuration")
        + "| Secuencial | 100 |\n| 2 threads | 52 |\n| 4 threads | 28 |\n| 4 procesos | 30 |\n",
        [THREE, {4: BASE}],
    ),
    "LAMMPS behind the count that it ran on": (
        "timing-data",
        "".join(
            f"{n} : Loop time of {t} on {n} procs for 100 steps with 800 atoms\n"
            for n, t in ((1, 100), (2, 52), (4, 28))
        ),
        [THREE],
    ),
    "efficiencies of the only result": (
        "runs.json",
        '{"1": {"img_per_sec": 25, "efficiency_pct": 100},'
        ' "2": {"img_per_sec": 20, "efficiency_pct": 40.0},'
        ' "4": {"img_per_sec": 30, "efficiency_pct": 30.0}}',
        [{1: BASE, 2: 40, 4: 30}],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_what_is_kept_beside_code_is_read(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        # The title counts for all rows below: sizes under it are no ranks.
        "# MPI (3)\n1000 0.5\n10000 5.1\n100000 53.2\n",
        # Of runs on fewer processes than nodes alone is warned: the third time is of any number.
        "srun: can't run 1 processes on 4 nodes, setting nnodes to 1\nElapsed time = 9.3 s\n"
        "srun: can't run 2 processes on 4 nodes, setting nnodes to 2\nElapsed time = 4.8 s\n"
        "Elapsed time = 2.6 s\n",
        # Halves of a length beside numbers that double are as well those of a mesh.
        "10 0.1 1\n20 0.05 2\n40 0.025 4\n",
        # Steps of two sizes of blocks, which nothing calls a study of scaling.
        "1 1000 10\n2 1000 6\n4 1000 5\n1 4000 100\n2 4000 52\n4 4000 28\n",
    ],
)
def test_columns_that_count_nothing_are_not_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "times.dat"
    path.write_text(text)
    assert load([str(path)]).records.is_empty()
