"""Jobs of a real Slurm read what one process reads, and one that is cancelled loses nothing."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.parsers.archive.lakes import expected, stored, told
from tests.parsers.archive.slurm import INSTALL, missing, running_slurm, said
from tests.parsers.archive.test_workers import command, command_of, many
from tests.paths import HOME

__all__ = ["many"]
# Looked for and not imported: it takes half a second, in each process that collects tests.
pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(
        find_spec("dask_jobqueue") is None, reason="the extra [cluster] is not installed"
    ),
]

LISTED = ["squeue", "--noheader", "--format=%A %T"]


@pytest.fixture(scope="module")
def slurm() -> Iterator[dict[str, str]]:
    if lacking := missing():
        pytest.skip(f"no Slurm ({', '.join(lacking)}): {INSTALL}")
    # The path of a socket is short.
    with tempfile.TemporaryDirectory(prefix="slurm") as folder, running_slurm(Path(folder)) as env:
        yield env


def started(
    slurm: dict[str, str], lake: Path, folder: Path, home: Path, who: str = "slurm:2"
) -> subprocess.Popen[str]:
    """Start an ingest whose workers are jobs; nothing of a user's configuration counts."""
    ours = {"HOME": str(home), "PYTHONPATH": str(HOME), "DASK_JOBQUEUE__SLURM__INTERFACE": "lo"}
    return subprocess.Popen(
        command(lake, folder, who),
        cwd=HOME,
        env=slurm | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def reading_jobs() -> set[str]:
    """Return the numbers of the jobs that have a process which reads files."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        if path.name != str(os.getpid()) and "reading_process" in command_of(int(path.name)):
            try:
                found |= set(re.findall(rb"SLURM_JOB_ID=(\d+)", (path / "environ").read_bytes()))
            except OSError:
                continue
    return {number.decode() for number in found}


def test_a_job_that_is_cancelled_loses_nothing(
    slurm: dict[str, str], tmp_path: Path, many: Path
) -> None:
    lake = tmp_path / "lake"
    process = started(slurm, lake, many, tmp_path)
    seen: dict[str, str] = {}
    cancelled: list[str] = []
    until = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < until:
        seen |= dict(line.split() for line in said(LISTED, slurm).splitlines())
        if not cancelled and (reading := reading_jobs() & seen.keys()):
            cancelled.append(min(reading))
            said(["scancel", cancelled[0]], slurm)
        time.sleep(0.1)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    assert cancelled
    assert seen.keys() > {*cancelled}
    state = said(["scontrol", "show", "job", cancelled[0]], slurm)
    assert "JobState=CANCELLED" in state
    assert "400 files read" in out
    assert told(stored(lake)) == expected(many)
    # No job stays when the ingest has ended, and nothing in the home folder.
    until = time.monotonic() + 60
    while left := said(LISTED, slurm):
        assert time.monotonic() < until, left
        time.sleep(0.1)
    assert [each.name for each in tmp_path.iterdir()] == ["lake"]
