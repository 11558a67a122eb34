"""What an audit found, looked up for the rows of a table."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.audit import kinds
from analysis.audit.all_checks import audit
from analysis.audit.by_row import Audited
from analysis.runs import Choice, runs
from analysis.usage import UsageError
from parsers import load
from tests.analysis.audit.audit_documents import table
from tests.make import records

HEAD = "GPUs Runtime_(s) Nodelist"


def audited(folder: Path, *rows: str) -> tuple[pl.DataFrame, Audited]:
    """Return the records of a table and what was found in them."""
    path = folder / "paper.md"
    path.write_text(table(HEAD, *rows))
    loaded = load([str(path)])
    return loaded.records, Audited.of(loaded.records, loaded.notes)


def test_a_row_is_as_bad_as_the_worst_finding_about_its_runs() -> None:
    given = records(
        *({"devices": 1, "value": value} for value in (100.0, 101.0, 102.0, 103.0, 300.0)),
        {"devices": 2, "value": None, "status": "failed"},
        {"devices": 2, "value": 190.0},
        {"devices": 4, "value": 370.0},
    )
    found = Audited.of(given)
    judged = runs(given, Choice(), found)
    assert judged.table["audit"].to_list() == ["suspect", "error", None]
    kept = runs(given, Choice(where="audit = 'error'"), found).table
    assert kept["devices"].to_list() == [2]
    about = [found.findings(row, judged.by)["kind"].to_list() for row in judged.table.to_dicts()]
    assert about == [[kinds.OUTLIER.name], [kinds.FAILED_RUN.name], []]


def test_findings_in_the_last_of_several_files_are_looked_up() -> None:
    fine = records(*[{"devices": 1, "value": 1.0}] * 2, label="fine", run=None)
    failed = {"devices": 1, "value": None, "status": "failed"}
    broken = records(*[failed] * 2, label="broken", run=None)
    found = Audited.of(pl.concat([fine, broken], rechunk=False))
    assert found.doubtful["label"].to_list() == ["broken", "broken"]


def test_a_table_that_was_not_audited_has_no_such_column() -> None:
    given = records({"devices": 1, "value": 1.0})
    with pytest.raises(UsageError, match="no column 'audit'"):
        runs(given, Choice(where="audit = 'error'"))


def test_a_summary_is_about_the_rows_that_agree_in_what_it_says(tmp_path: Path) -> None:
    """It names no host, from which the nodes of its runs are counted."""
    given, found = audited(
        tmp_path, "1 100 a", "1 102 b", "1 109 Avg", "2 50 a", "2 52 b", "2 51 Avg"
    )
    assert given["nodes"].to_list() == [1, 1, None, 1, 1, None]
    judged = runs(given, Choice(), found)
    assert judged.table.select("devices", "audit").rows() == [(1, "error"), (2, None)]
    (row,) = judged.table.filter(pl.col("devices") == 1).to_dicts()
    assert found.findings(row, judged.by)["kind"].to_list() == [kinds.WRONG_SUMMARY.name]


def test_where_all_is_well_nothing_is_marked(tmp_path: Path) -> None:
    given, found = audited(tmp_path, "1 100 a", "1 102 b", "1 101 Avg", "2 50 a")
    assert runs(given, Choice(), found).table["audit"].null_count() == 2
    assert found.doubtful.is_empty()


def test_interned_texts_are_audited_like_any() -> None:
    """Large files of values give them; text operations refuse them."""
    plain = records(
        *({"devices": p, "system": s, "value": 10.0 * p} for p in (1, 2) for s in ("a", "a+b")),
        {"devices": 4, "system": "a+b", "value": None, "status": "failed"},
        stated_baseline=9.0,
    )
    interned = plain.with_columns(pl.col("benchmark", "system").cast(pl.Categorical))
    assert audit(interned).findings.equals(audit(plain).findings)
    assert audit(plain).findings.height
    table = runs(interned, Choice(), Audited.of(interned)).table
    assert (
        table["audit"].to_list()
        == runs(plain, Choice(), Audited.of(plain)).table["audit"].to_list()
    )
