"""What programs print into the outputs of jobs: failures, several programs, counts in words."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.grammar.counts_told import counts_told
from parsers.training.endings import read_ending

SLOW, FAST = (100.0, 52.0, 28.0), (210.0, 130.0, 90.0)
STEPS = "step 10 loss 2.1 {rate} samples/s\nstep 20 loss 2.0 {rate} samples/s\n"


def written(folder: Path, texts: dict[str, str]) -> list[tuple[object, ...]]:
    """What the runs of some outputs are: nodes, benchmark and case, status, value."""
    for name, text in texts.items():
        (folder / name).write_text(text)
    frame = load([str(folder)]).records
    names = ("nodes", "benchmark", "case", "status", "value")
    records = frame.filter(frame["metric"].is_in(["runtime", "throughput"])).select(names)
    return sorted(records.rows(), key=repr)


@pytest.mark.parametrize(
    "ended",
    [
        "Segmentation fault (core dumped)",
        "slurmstepd: error: Detected 1 oom_kill event in StepId=7.0. Some of the step tasks have"
        " been OOM Killed.",
        "srun: error: nid001: task 3: Killed",
        "mpirun noticed that process rank 3 on node n1 exited on signal 9 (Killed).",
        "forrtl: severe (174): SIGSEGV, segmentation fault occurred",
        "/bin/bash: line 1: ./app: No such file or directory",
    ],
)
def test_a_failed_output_is_a_run_that_failed(tmp_path: Path, ended: str) -> None:
    texts = {f"job_n{n}.log": f"start\nElapsed time: {100 / n} s\n" for n in (1, 2)}
    found = written(tmp_path, texts | {"job_n4.log": f"start\n{ended}\n"})
    assert [(each[0], each[-1]) for each in found] == [(1, 100.0), (2, 50.0), (4, None)]
    shell = "\nreal\t0m{t}s\nuser\t0m1.0s\nsys\t0m0.1s\n"
    texts = {f"job_n{n}.log": shell.format(t=40 / n) for n in (1, 2)}
    found = written(tmp_path, texts | {"job_n4.log": f"{ended}\n{shell.format(t=0.3)}"})
    assert [(each[0], each[-1]) for each in found] == [(1, 40.0), (2, 20.0), (4, None)]


def test_an_output_that_says_what_it_was_to_be_and_failed_lacks_what_others_measured(
    tmp_path: Path,
) -> None:
    text = "SLURM_NNODES={n}\nSLURM_NTASKS={ranks}\n{said}\n"
    killed = "slurmstepd: error: *** JOB 7 ON n1 CANCELLED AT 2026-03-02 DUE TO TIME LIMIT ***"
    for n in (1, 2, 4):
        said = killed if n == 4 else f"Total time: {80 / n} s\nPerformance: {10.0 * n} MLUPS"
        (tmp_path / f"lbm_N{n}.out").write_text(text.format(n=n, ranks=64 * n, said=said))
    frame = load([str(tmp_path)]).records.filter(pl.col("nodes") == 4)
    names = ("ranks", "metric", "unit", "status", "value")
    assert sorted(frame.select(names).rows()) == [
        (256, "performance", "LUP/s", "timeout", None),
        (256, "runtime", "s", "timeout", None),
    ]


def test_what_ends_one_run_of_a_loop_is_of_no_other(tmp_path: Path) -> None:
    turn = "=== {n} nodes ===\n{said}\nreal\t0m{t}s\n"
    said = ["", "Segmentation fault", ""]
    text = "".join(turn.format(n=2**at, said=each, t=8 - at) for at, each in enumerate(said))
    found = written(tmp_path, {"loop.log": text})
    assert [(each[0], each[-1]) for each in found] == [(1, 8.0), (2, None), (4, 6.0)]


@pytest.mark.parametrize(
    "above",
    [
        "=== {name} ===\nreading\n",
        "Model: {name}\nreading\n",
        "+ torchrun --nproc_per_node={n} train.py --config {name}.yaml\nreading\n",
        "python train.py --model {name} --gpus {n}\nreading\n",
    ],
)
@pytest.mark.parametrize("result", ["Finished in {time} s\n", "{time} s elapsed\n", STEPS])
def test_two_programs_in_an_output_are_no_repeats(tmp_path: Path, above: str, result: str) -> None:
    if "elapsed" in result:
        result = "Elapsed time: {time} s\n"
    text = {
        f"job_n{n}.log": "".join(
            above.format(name=name, n=n) + result.format(time=time, rate=1000 / time)
            for name, time in (("bert", slow), ("gpt2", fast))
        )
        for n, slow, fast in zip((1, 2, 4), SLOW, FAST, strict=True)
    }
    found = written(tmp_path, text)
    own = {
        tuple(
            name if isinstance(name, str) and ("bert" in name or "gpt2" in name) else None
            for name in (benchmark, case)
        )
        for _, benchmark, case, _, _ in found
    }
    assert len(found) == 6
    assert len(own) == 2


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Hello from rank 0 of 8", {"ranks": "8"}),
        ("Hello world from processor nid001, rank 0 out of 8 processors", {"ranks": "8"}),
        ("Rank 0 of 8 finished in 3 s", {}),
        ("MPI initialized with 8 ranks", {"ranks": "8"}),
        ("Parallel run with 8 ranks", {"ranks": "8"}),
        ("OpenMP enabled: 8 threads", {"threads": "8"}),
        ("Processor grid: 2 x 2 x 2", {"ranks": "8"}),
        ("Grid 512 x 512", {}),
        ("Domain size: 8", {}),
        ("MPI_COMM_WORLD size: 8", {"ranks": "8"}),
        ("MPI ranks x OpenMP threads: 8 x 4", {"ranks": "8", "threads": "4"}),
        ("number of procs 8", {"ranks": "8"}),
        ("threads 4", {"threads": "4"}),
        ("rank 3", {}),
        ("node 4", {}),
        ("iteration 0 of 8", {}),
        ("Batch size 8", {}),
        ("Using 8 threads for I/O", {}),
    ],
)
def test_a_line_tells_how_many_of_what_a_run_is_on(line: str, counts: dict[str, str]) -> None:
    assert counts_told(line) == counts


def test_threads_that_are_the_same_everywhere_leave_the_counting_to_names(tmp_path: Path) -> None:
    texts = {f"job_n{n}.log": f"Using 8 threads\nElapsed time: {80 / n} s\n" for n in (1, 2, 4)}
    assert [each[0] for each in written(tmp_path, texts)] == [1, 2, 4]


@pytest.mark.parametrize(
    "line",
    [
        "Note: The following floating-point exceptions are signalling: IEEE_DENORMAL",
        "bash: warning: setlocale: LC_ALL: cannot change locale",
        "final error: 1.2e-8",
    ],
)
def test_a_warning_ends_no_run(line: str) -> None:
    assert read_ending(1, line) is None


@pytest.mark.parametrize("asked", ["walltime=3600 s", "walltime 3600 s", "max_time = 3600 s"])
def test_what_a_job_asks_for_is_no_time_of_its_run(tmp_path: Path, asked: str) -> None:
    texts = {f"job_n{n}.log": f"{asked}\nElapsed time: {100 / n} s\n" for n in (1, 2)}
    found = written(tmp_path, texts)
    assert [(each[0], each[-1]) for each in found] == [(1, 100.0), (2, 50.0)]
