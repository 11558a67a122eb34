"""A file of which no table can be made hides no other."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis import runs as module
from analysis.configurations import configurations
from analysis.runs import Choice, runs
from analysis.usage import UsageError
from parsers import load


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pl.DataFrame:
    """Those of two files, one of which cannot be scaled."""
    (tmp_path / "good.csv").write_text("GPUs,seconds\n1,10\n2,6\n")
    (tmp_path / "bad.csv").write_text("GPUs,seconds\n1,13\n2,8\n")
    right = configurations

    def frail(chosen: pl.DataFrame, *others: object) -> pl.DataFrame:
        if 13.0 in chosen["value"]:
            raise pl.exceptions.InvalidOperationError("`min` operation not supported")
        return right(chosen, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "configurations", frail)
    monkeypatch.chdir(tmp_path)
    return load(["good.csv", "bad.csv"]).records


def test_the_others_are_shown_and_it_is_named(records: pl.DataFrame) -> None:
    made = runs(records, Choice())
    assert made.table["value"].to_list() == [10.0, 6.0]
    assert made.notes[0].startswith("bad.csv: not in the table: internal error in making")


def test_where_it_is_alone_the_failure_is_raised(records: pl.DataFrame) -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        runs(records.filter(pl.col("source") == "bad.csv"), Choice())


def test_what_was_asked_for_and_is_not_there_is_no_failure(records: pl.DataFrame) -> None:
    with pytest.raises(UsageError, match="no metric"):
        runs(records, Choice(metric="speed"))
