from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers.formats.training_log import READER
from parsers.reader import Reading
from parsers.source import Source
from parsers.training.endings import read_ending

STEPS = "step 1: 90.5 img/s\nstep 2: 95.5 img/s\nstep 3: 96.5 img/s\n"
OOM = (
    "Traceback (most recent call last):\n"
    '  File "train.py", line 9, in <module>\n'
    "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.5 GiB\n"
    "srun: error: gn01: tasks 0-3: Exited with exit code 1\n"
)
TIMEOUT = (
    "slurmstepd: error: *** STEP 12.0 ON gn01 CANCELLED AT 2024-05-01T13:00:00 DUE TO TIME LIMIT "
    "***\n"
)
CANCELLED = "slurmstepd: error: *** JOB 12 ON gn01 CANCELLED AT 2024-05-01T13:00:00 ***\n"


def source(text: str, name: str) -> Source:
    return Source(name, name, Path(name), text.encode())


def reading(text: str, name: str = "job.out") -> Reading:
    assert READER.sniff(source(text, name)) > 0
    return READER.read(source(text, name))


def outcomes(text: str, name: str = "job.out") -> list[tuple[object, ...]]:
    records = reading(text, name).records.filter(pl.col("metric") == "throughput")
    return records.select("devices", "value", pl.col("status").cast(pl.String), "reason").rows()


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        (OOM, "failed", "torch.cuda.OutOfMemoryError: CUDA out of memory"),
        (TIMEOUT, "timeout", "DUE TO TIME LIMIT"),
        (f"{CANCELLED}srun: error: gn01: task 0: Terminated\n", "cancelled", "CANCELLED AT"),
        ("srun: error: gn01: task 0: Killed\n", "failed", "srun: error: gn01: task 0: Killed"),
        ("=>> PBS: job killed: walltime 3700 exceeded limit 3600\n", "timeout", "walltime 3700"),
        ('Traceback (most recent call last):\n  File "x.py"\n', "failed", "Traceback"),
        ("KeyboardInterrupt\n", "cancelled", "KeyboardInterrupt"),
        ("task 3 exited with exit code 1\n", "failed", "task 3 exited with exit code 1"),
        ("- OOM\n", "failed", "OOM"),
        ("timed out\n", "timeout", "timed out"),
    ],
)
def test_a_run_that_did_not_end_well(text: str, status: str, reason: str) -> None:
    ((_, value, found, why),) = outcomes(STEPS + text)
    assert (value, found) == (None, status)
    assert str(why).startswith(reason)


def test_what_such_a_run_measured_stays_as_its_progress() -> None:
    (progress,) = reading(STEPS + TIMEOUT).records["progress"].to_list()
    assert progress == [90.5, 95.5, 96.5]


def test_a_run_that_stated_only_shares_failed_to_reach_its_total() -> None:
    lines = "Number of GPUs: {0}\nIter #0: 240.5 img/sec per GPU\nIter #1: 241.5 img/sec per GPU\n"
    total = "Total img/sec on {0} GPU(s): 482.0 +-1.0\n"
    text = (lines + total).format(2) + lines.format(4) + OOM
    assert [row[:3] for row in outcomes(text)] == [(2, 482, "ok"), (4, None, "failed")]


def test_an_error_after_the_results_fails_nothing() -> None:
    found = reading(f"{STEPS}total images/sec: 96.25\n{OOM}")
    assert found.records.select("value", pl.col("status").cast(pl.String)).rows() == [(96.25, "ok")]
    assert [(note.line, note.text) for note in found.notes if "after" in note.text] == [
        (5, ("torch.cuda.OutOfMemoryError: CUDA out of memory: after the results, which are kept"))
    ]


def test_a_run_that_failed_before_its_first_step_is_kept() -> None:
    head = "Model: T5\nBatch size: 256\nNumber of GPUs: {}\nRunning warmup...\n"
    oom = (4, None, "failed", "torch.cuda.OutOfMemoryError: CUDA out of memory")
    assert outcomes(head.format(4) + OOM) == [oom]
    found = outcomes(head.format(2) + STEPS + head.format(4) + OOM + head.format(8) + STEPS)
    assert sorted(found) == [(2, 96.0, "ok", None), oom, (8, 96.0, "ok", None)]


def test_a_heading_without_lines_but_a_failure_is_a_run() -> None:
    text = (
        f"# T5\n## 2xA100\n{STEPS}## 4xA100\nRuntimeError: CUDA out of memory.\n## 8xA100\n{STEPS}"
    )
    assert sorted(outcomes(text, "notes.md")) == [
        (2, 96.0, "ok", None),
        (4, None, "failed", "RuntimeError: CUDA out of memory."),
        (8, 96.0, "ok", None),
    ]


def test_the_run_after_a_failed_one_is_another() -> None:
    assert [row[1:3] for row in outcomes(STEPS + OOM + STEPS)] == [(None, "failed"), (96.0, "ok")]


@pytest.mark.parametrize(
    "text",
    [
        "Loading checkpoint took 5 s",
        "We saw that the job was killed by the time limit",
        "error: 0.25",
        "Number of failed requests: 3",
        "training finished",
        "loss 0.5, error 0.25",
    ],
)
def test_other_lines_end_nothing(text: str) -> None:
    assert read_ending(1, text) is None


def test_a_failure_of_nothing_in_particular_is_no_run() -> None:
    assert READER.sniff(source(OOM, "job.out")) == 0


def test_hostile_reasons_are_made_visible() -> None:
    (row,) = outcomes(f"{STEPS}ValueError: \x1b[31mbad\x07\u202e value\n")
    assert str(row[3]).isprintable()
