"""``show --pivot``: as text and as data."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tui.cli import main

RUNS = """\
code,gpus,runtime (s),status
cg,1,100,ok
cg,2,52,ok
cg,16,12,ok
mg,1,50,ok
mg,2,,CUDA out of memory
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "times.csv").write_text(RUNS)
    return str(tmp_path / "times.csv")


def test_cells_that_have_no_value_are_marked(capfd: pytest.CaptureFixture[str], file: str) -> None:
    assert main(["show", file, "--pivot", "gpus"]) == 0
    lines = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert ["cg", "100", "52", "12"] in lines
    assert ["mg", "50", "OOM", "-"] in lines


def test_data_name_the_cells_without_a_value(capfd: pytest.CaptureFixture[str], file: str) -> None:
    assert main(["show", file, "--pivot", "devices", "--format", "csv"]) == 0
    first, second = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert (first["devices=16"], first["failed"], first["missing"]) == ("12.0", "", "")
    assert (second["devices=2"], second["failed"], second["missing"]) == ("", "2", "16")


def test_options_of_the_other_table_are_refused(
    capfd: pytest.CaptureFixture[str], file: str
) -> None:
    assert main(["show", file, "--pivot", "devices", "--limit", "1"]) == 2
    assert "leave out --runs, --columns, --limit" in capfd.readouterr().err
