"""What loops of shells and loggers leave: commands with counts, pairs behind stamps, failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

TIMES = {"cg": {1: 100, 2: 52, 4: 28}, "mg": {1: 60, 2: 36, 4: 20}}


def printed(line: str, *codes: str) -> str:
    """Return a line for each count, with ``{code}``, ``{n}`` and ``{t}`` in it."""
    return "".join(
        line.format(code=code, n=n, t=t) for code in codes for n, t in TIMES[code].items()
    )


WRITTEN: dict[str, tuple[str, list[Series]]] = {
    "sentences below counts": (printed("Nodes: {n}\nFinished in {t} seconds\n", "cg"), [THREE]),
    "several counts in a title, and a word that ends each turn": (
        printed("# nodes {n} ranks {n}\nread mesh\nElapsed time: {t} s\nbye\n\n", "cg"),
        [THREE],
    ),
    "what a shell could not do before a result": (
        printed("== {n} nodes ==\nbash: line 5: module: command not found\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "programs that did not start": (
        printed("== {n} nodes ==\nreal\t0m{t}.0s\n", "cg")
        + "== 8 nodes ==\n./cg: error while loading shared libraries: libmpi.so.40: cannot open\n"
        "real\t0m0.3s\n== 16 nodes ==\nbash: ./cg: Permission denied\nreal\t0m0.1s\n",
        [THREE | {8: None, 16: None}],
    ),
    "traced commands": (
        printed("+ srun -n {n} ./{code}\nreading ... done\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "traced commands and the time of the shell": (
        printed("+ mpirun -np {n} ./{code}\n\nreal\t{t}.0s\nuser\t9.0s\nsys\t1.0s\n", "cg"),
        [THREE],
    ),
    "a rate beside the same number of steps": (
        "$ for t in 1 2 4; do OMP_NUM_THREADS=$t ./nbody 100000; done\n"
        + printed("N=100000 steps=10  elapsed {t} s  ({n}.5 Ginter/s)\n", "cg"),
        [{1: BASE, 2: 83.3, 4: 75}],
    ),
    "a run that printed nothing": (
        printed("+ mpirun -np {n} ./{code}\nsetup: 1.0 s\nElapsed: {t} s\n", "cg").replace(
            "Elapsed: 52 s\n", ""
        ),
        [{1: BASE, 2: None, 4: 89.3}],
    ),
    "a run that said of an error": (
        printed("== {n} nodes ==\nreading\nSolve time: {t} s\n", "cg")
        + "== 8 nodes ==\nERROR: did not converge\n",
        [{**THREE, 8: None}],
    ),
    "a first run that failed below what all print": (
        "Running: srun -n 8 ./cg\nreading\nRunning: srun -n 1 ./cg\nreading\nElapsed: 100 s\n"
        "Running: srun -n 2 ./cg\nreading\nElapsed: 52 s\n",
        [{1: BASE, 2: 96.2, 8: None}],
    ),
    "an error before the time of the shell": (
        printed("NP = {n}\n\nreal\t{t}.0s\nuser\t9.0s\n", "cg")
        + "NP = 8\nERROR: did not converge\n\nreal\t0.3s\nuser\t0.1s\n",
        [{**THREE, 8: None}],
    ),
    "counts that a script and its program announce": (
        printed("+ srun -n {n} ./{code}\nRunning on {n} ranks\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "launches behind the stamps of a logger": (
        printed("[2024-03-01 10:00:00] launching: mpirun -np {n} ./{code}\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "times without marks": (
        printed("+ mpirun -np {n} ./{code}\nsteps 1000\ntime {t}.0\n", "cg"),
        [THREE],
    ),
    "the time so far in each run": (
        printed("== {n} nodes ==\ntime = 0.5\ntime = 1.0\ntime = 1.5\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "threads by an option and the time of the shell": (
        printed("+ ./{code} -t {n} in.dat\n\nreal\t{t}.0s\nuser\t9.0s\n", "cg"),
        [THREE],
    ),
    "lines of each rank, of which one run had one": (
        "+ srun --label -n 1 ./cg\n0: time 100 s\n+ srun --label -n 2 ./cg\n0: time 51 s\n"
        "1: time 52 s\n",
        [{1: BASE, 2: 96.2}],
    ),
    "worlds in a line with other sizes": (
        printed(
            "using world size: {n}, data-parallel size: {n}, tensor-model-parallel size: 1\n"
            "Elapsed time: {t} s\n",
            "cg",
        ),
        [THREE],
    ),
    "repeats of a time in each line": (
        printed("p={n}   t = {t}.1  {t}.3  {t}.2\n", "cg"),
        [{1: BASE, 2: 96, 4: 88.8}],
    ),
    "commands of two programs": (
        printed("$ mpiexec -n {n} ./{code}\nTotal runtime {t} s\n", "cg", "mg"),
        [THREE, SECOND],
    ),
    "threads before a command": (
        printed("OMP_NUM_THREADS={n} ./{code}\nElapsed: {t} s\n", "cg"),
        [THREE],
    ),
    "a time behind a command": (printed("OMP_NUM_THREADS={n} ./{code} -> {t} s\n", "cg"), [THREE]),
    "a count before pairs": (printed("{n} threads: time = {t} s, speedup = 1.0\n", "cg"), [THREE]),
    "a count and the shell's time in one line": (
        printed("np={n}   real 0m{t}.0s\n", "cg"),
        [THREE],
    ),
    "a count in words before the shell's time": (
        printed("{n} threads: real 0m{t}.0s\n", "cg"),
        [THREE],
    ),
    "a time by the clock among pairs": (
        "nodes=1 ppn=48 walltime=00:10:00\nnodes=2 ppn=48 walltime=00:05:12\n",
        [{48: BASE, 96: 96.2}],
    ),
    "minutes behind stamps without seconds": (
        printed(
            "2025-01-01 00:10 INFO running on {n} node(s)\n"
            "2025-01-01 01:10 INFO total time: {t} min\n",
            "cg",
        ),
        [THREE],
    ),
    "the part of a program that prints a line": (
        printed("[mpi] MPI processes: {n}\niter 20 res 1e-6\nSolver time: {t} sec\n\n", "cg"),
        [THREE],
    ),
    "a count in a name before a time": (printed("np={n}: {t} s\n", "cg"), [THREE]),
    "a count in a frame and a time without a unit": (
        printed("=== NP {n} ===\nIteration 100 residual 1.2e-3\nSolve time: {t}\n", "cg"),
        [THREE],
    ),
    "two counts of one run": (printed("- {n} nodes ({n} cores): {t} s\n", "cg"), [THREE]),
    "threads that are exported": (
        printed("+ export OMP_NUM_THREADS={n}\n+ ./{code}\ntime: {t}s\n", "cg"),
        [THREE],
    ),
    "pairs of a logger": (
        printed("2024-01-02 10:33:11,782 INFO bench: app={code} np={n} elapsed={t}s\n", "cg", "mg"),
        [THREE, SECOND],
    ),
    "a run that failed": (
        printed("code={code} np={n} time={t}\n", "cg") + "code=cg np=8 status=failed\n",
        [{**THREE, 8: None}],
    ),
    "the size of a communicator": (
        printed("MPI size: {n}\nresidual 1e-3\nTotal wall time: {t}s\n-----\n", "cg"),
        [THREE],
    ),
    "GNU time of a launcher": (
        printed(
            '\tCommand being timed: "mpirun -np {n} ./{code}"\n\tUser time (seconds): 9.0\n'
            "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:{t:05.2f}\n\tExit status: 0\n",
            "mg",
        ).replace("0:60.00", "1:00.00"),
        [SECOND],
    ),
}


DOCUMENTS: dict[str, tuple[str, list[Series]]] = {
    "items": ("# cg\n\nMeasured:\n\n- 1 node: 100 s\n- 2 nodes: 52 s\n- 4 nodes: 28 s\n", [THREE]),
    "bold counts": ("* **1 GPU**: 100 s\n* **2 GPUs**: 52 s\n* **4 GPUs**: 28 s\n", [THREE]),
    "times that were taken": (
        "- 1 node took 100 s\n- 2 nodes took 52 s\n- 4 nodes took 28 s\n",
        [THREE],
    ),
    "items in items": (
        "- cg\n  - 1 core: 100 s\n  - 2 cores: 52 s\n  - 4 cores: 28 s\n"
        "- mg\n  - 1 core: 60 s\n  - 2 cores: 36 s\n  - 4 cores: 20 s\n",
        [THREE, SECOND],
    ),
    "an item of what failed": (
        "- 1 core: 100 s\n- 2 cores: 52 s\n- 3 cores: out of memory\n- 4 cores: 28 s\n",
        [{1: BASE, 2: 96.2, 3: None, 4: 89.3}],
    ),
    "blocks of code": (
        printed("```\n$ srun -n {n} ./{code}\nElapsed: {t} s\n```\n\n", "cg"),
        [THREE],
    ),
}


@pytest.mark.parametrize("way", DOCUMENTS)
def test_lists_and_blocks_of_a_document_are_read_so(tmp_path: Path, way: str) -> None:
    text, expected = DOCUMENTS[way]
    path = tmp_path / "README.md"
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize("way", WRITTEN)
def test_counts_and_times_belong_together(tmp_path: Path, way: str) -> None:
    text, expected = WRITTEN[way]
    path = tmp_path / "slurm-17.out"
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


def test_a_time_in_several_units_is_one_quantity(tmp_path: Path) -> None:
    """A line of whole minutes had been dropped between those of hours and seconds."""
    path = tmp_path / "times.txt"
    path.write_text("1 GPU: 1h 12m\n2 GPUs: 37m 30s\n4 GPUs: 20m\n8 GPUs: 11 min\n")
    assert load([str(path)]).records["value"].to_list() == [4320, 2250, 1200, 660]


@pytest.mark.parametrize("announced", ["Running: ", "Executing ", "Command: ", "+ ", ""])
def test_commands_that_a_script_announces_count(tmp_path: Path, announced: str) -> None:
    path = tmp_path / "job.log"
    runs = {1: 41.3, 2: 21.5, 4: 11.2}
    path.write_text(
        "".join(f"{announced}mpiexec -n {n} ./heat\nElapsed: {t}\n" for n, t in runs.items())
    )
    assert load([str(path)]).records["ranks"].to_list() == [1, 2, 4]


def test_results_above_their_counts_are_withheld_where_one_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    turns = (
        "Elapsed: 100 s\nran on 1 ranks\n",
        "ran on 2 ranks\n",
        "Elapsed: 28 s\nran on 4 ranks\n",
    )
    path.write_text("".join(turns))
    assert load([str(path)]).records["ranks"].drop_nulls().is_empty()
