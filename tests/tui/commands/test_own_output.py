"""What ``show`` printed for people, left beside the data: never read as results of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tests.tui.commands.test_cli import runcmp


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("text", "table.txt"),
        ("md", "table.md"),
        ("html", "table.html"),
        ("latex", "table.tex"),
    ],
)
def test_a_table_that_show_wrote_is_not_read_as_results(
    form: str, name: str, tmp_path: Path
) -> None:
    (tmp_path / "sweep.csv").write_text("cores,seconds\n1,100\n2,52\n4,28\n")
    before = runcmp("show", ".", "--format", "csv", cwd=tmp_path).stdout
    (tmp_path / name).write_text(runcmp("show", ".", "--format", form, cwd=tmp_path).stdout)
    assert runcmp("show", ".", "--format", "csv", cwd=tmp_path).stdout == before
    named = runcmp("show", name, cwd=tmp_path)
    assert named.returncode == 2
    assert "written by runcmp; name the results it was made from" in named.stderr


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_table_written_as_data_is_read_where_it_is_named_or_alone(
    form: str, tmp_path: Path
) -> None:
    sweep, table = tmp_path / "sweep.csv", tmp_path / f"runs.{form}"
    sweep.write_text("cores,seconds\n1,100\n2,52\n4,28\n")
    before = load([str(tmp_path)]).records
    table.write_text(runcmp("show", "sweep.csv", "--format", form, cwd=tmp_path).stdout)
    together = load([str(tmp_path)])
    assert together.records.equals(before)
    assert [each.error is None for each in together.files] == [False, True]
    assert load([str(table)]).records.height == 3
    sweep.unlink()
    assert load([str(tmp_path)]).records.height == 3
