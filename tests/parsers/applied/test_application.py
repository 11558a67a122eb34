"""Step three: an interpretation -> records, with nothing decided any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from parsers.applied import application
from parsers.applied.application import applied, records_of
from parsers.meaning.interpret import interpretation_of
from parsers.meaning.interpretation import Interpretation
from parsers.short_columns.short_records import to_frame
from parsers.source import Source
from parsers.tables.table import Table

SOURCE = Source("runs.csv", "runs.csv", Path("runs.csv"))


def interpreted(**columns: list[str]) -> Interpretation:
    lines = pl.Series(range(2, 2 + len(next(iter(columns.values())))), dtype=pl.UInt32)
    cells = [pl.Series(each) for each in columns.values()]
    return interpretation_of(Table(cells, list(columns), lines, 1), SOURCE)


STUDY = interpreted(code=["cg", "cg"], nodes=["1", "2"], time_s=["100", "52"])


def records(interpretation: Interpretation) -> pl.DataFrame:
    return to_frame(records_of(interpretation, SOURCE))


def test_the_same_interpretation_gives_the_same_records() -> None:
    assert records(STUDY).equals(records(STUDY))
    assert records(STUDY).select("line", "nodes", "metric", "value", "unit").rows() == [
        (2, 1, "runtime", 100.0, "s"),
        (3, 2, "runtime", 52.0, "s"),
    ]


def test_a_change_of_the_interpretation_is_one_of_the_records_and_of_nothing_else() -> None:
    assert STUDY.rows is not None
    fields = {**STUDY.rows.fields, "nodes": pl.Series([4, 8])}
    changed = records(replace(STUDY, rows=replace(STUDY.rows, fields=fields)))
    assert changed["nodes"].to_list() == [4, 8]
    assert changed.drop("nodes").equals(records(STUDY).drop("nodes"))


def test_a_summary_says_so_and_bears_the_names_of_its_runs() -> None:
    changed = replace(STUDY, use="summary", names={"benchmark": "lulesh", "case": None})
    found = records(changed)
    assert found["role"].to_list() == ["summary"] * 2
    assert found["benchmark"].to_list() == ["lulesh"] * 2


def test_a_case_of_its_own_comes_behind_that_of_the_rows() -> None:
    assert records(replace(STUDY, case="on LUMI"))["case"].to_list() == ["on LUMI"] * 2
    with_case = interpreted(case=["a", "b"], nodes=["1", "2"], time_s=["100", "52"])
    found = records(replace(with_case, case="on LUMI"))
    assert found["case"].to_list() == ["a / on LUMI", "b / on LUMI"]


def test_a_table_that_is_skipped_gives_no_record() -> None:
    assert records(interpreted(name=["a", "b"])).is_empty()


def test_what_cannot_be_applied_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise pl.exceptions.ShapeError("shape")

    monkeypatch.setattr(application, "records_of_rows", fails)
    found = applied(STUDY, SOURCE)
    assert found.records.height == 0
    assert (found.interpretation.use, found.interpretation.notes[0].kind) == ("skipped", "error")
