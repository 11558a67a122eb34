"""Folders of Parquet files that are named after values: these are columns."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.run_records.hive_keys import with_hive_keys
from parsers.run_records.records import parameters
from tests.make import scaling_runs
from tests.parsers.archive.lakes import files, ingested
from tui.cli import main


def written(folder: Path) -> Path:
    for system in ("cluster1", "a b"):
        for year in (2025, 2026):
            scaling_runs({1: 10.0, 2: 18.0}).drop("system").write_parquet(
                folder / f"system={system.replace(' ', '%20')}" / f"year={year}" / "x.parquet",
                mkdir=True,
            )
    return folder


def test_a_hive_folder_is_asked_by_its_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(written(tmp_path))
    assert main(["show", folder, "--where", "system='cluster1'", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) > 2
    assert "cluster1" in out
    assert "a b" not in out


def test_names_are_unquoted_and_years_tell_nothing_apart(tmp_path: Path) -> None:
    records = load([str(written(tmp_path))]).records
    assert set(records["system"]) == {"cluster1", "a b"}
    assert "year" not in records.columns


def test_a_table_in_parquet_has_them_too(tmp_path: Path) -> None:
    path = tmp_path / "cluster=alps" / "nodes=4" / "t.parquet"
    path.parent.mkdir(parents=True)
    pl.DataFrame({"mode": ["a", "b"], "runtime (s)": [5.0, 6.0]}).write_parquet(path)
    records = load([str(tmp_path)]).records
    assert records["nodes"].to_list() == [4, 4]
    assert "alps" in {str(cell) for name in records.columns for cell in records[name]}


def test_what_the_file_has_itself_stays() -> None:
    frame = pl.DataFrame({"system": ["own", None], "nodes": [None, 8]})
    found = with_hive_keys(frame, "lake/system=folder/nodes=2/x.parquet")
    assert found.rows() == [("own", 2), ("folder", 8)]
    empty = with_hive_keys(frame, "lake/system=__HIVE_DEFAULT_PARTITION__/mode=x/y.parquet")
    assert empty.columns == ["system", "nodes", "mode"]


def test_parts_of_an_archive_are_read_without_its_manifest(tmp_path: Path) -> None:
    runs = files(tmp_path / "runs", 3)
    # Of this one no part has a benchmark or a name of a run.
    (runs / "bare.csv").write_text("nodes,runtime (s)\n1,9\n2,5\n")
    ingested(tmp_path / "lake", runs)
    shutil.rmtree(tmp_path / "lake" / "_runcmp")
    found = load([str(tmp_path / "lake")]).records
    whole = load([str(runs)]).records
    assert sorted(found["value"]) == sorted(whole["value"])
    assert not [name for name in parameters(found) if name.startswith("runcmp")]
    assert set(found["source"]) == set(whole["source"])
