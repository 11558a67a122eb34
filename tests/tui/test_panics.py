"""A panic of Polars is one line of ours on stderr, whatever Rust is told to print."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from parsers import load
from tests.paths import HOME

PANICS = ("--where", "greatest() > 1")
"""A condition on which Polars 2 panics."""


def stderr_of(folder: Path, *arguments: str, **environment: str) -> list[str]:
    (folder / "a.csv").write_text("GPUs,seconds\n1,10\n2,6\n")
    done = subprocess.run(
        [sys.executable, "-m", "runcmp", "show", str(folder / "a.csv"), *arguments],
        cwd=HOME,
        env=os.environ | {"RUST_BACKTRACE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()


def test_a_panic_prints_no_backtrace(tmp_path: Path) -> None:
    (line,) = stderr_of(tmp_path, *PANICS)
    assert line.startswith("runcmp: not an SQL condition: 'greatest() > 1'")


def test_a_panic_prints_all_where_that_is_asked_for(tmp_path: Path) -> None:
    lines = stderr_of(tmp_path, *PANICS, RUNCMP_TRACEBACK="1")
    assert any("panicked at" in line for line in lines)


def test_a_panic_in_a_parquet_file_means_that_it_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def panic(*_: object) -> pl.DataFrame:
        raise pl.exceptions.PanicException("assertion failed: offset + length <= self.length")

    file = tmp_path / "a.parquet"
    pl.DataFrame({"GPUs": [1, 2], "seconds": [10.0, 6.0]}).write_parquet(file)
    monkeypatch.setattr(pl, "read_parquet", panic)
    (note,) = load([str(file)]).notes
    assert note.text == (
        "no runs found: damaged Parquet file (its pages are not as its header says)"
    )
