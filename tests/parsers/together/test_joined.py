"""What tables of one document are to each other: changes to their interpretations."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers.formats import markdown
from parsers.read_tables import read_tables
from parsers.reader import Reading
from parsers.short_columns.short_records import ShortRecords
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

SOURCE = Source("runs.md", "runs.md", Path("runs.md"))


def table(line: int, above: str, nodes: list[str], times: list[str]) -> Table:
    lines = pl.Series(range(line + 2, line + 2 + len(nodes)), dtype=pl.UInt32)
    cells = [pl.Series(nodes), pl.Series(times)]
    return Table(cells, ["nodes", "time (s)"], lines, line, above=[above])


def read(*tables: Table, is_document: bool = True) -> Reading:
    return read_tables(Cells(SOURCE, tables, is_document=is_document))


LUMI = table(1, "On LUMI", ["1", "2"], ["100", "52"])
MACH = table(9, "On Mahti", ["1", "2"], ["140", "75"])


def test_tables_that_differ_in_values_alone_are_cases() -> None:
    found = read(LUMI, MACH)
    assert [each.case for each in found.tables] == ["On LUMI", "On Mahti"]
    assert found.records["case"].to_list() == ["On LUMI"] * 2 + ["On Mahti"] * 2


def test_a_table_of_medians_is_the_summary_of_the_other() -> None:
    raw = table(1, "x", ["1", "1", "1", "2", "2", "2"], ["9", "10", "12", "5", "6", "7"])
    middle = table(20, "x", ["1", "2"], ["10", "6"])
    found = read(raw, middle)
    assert [each.use for each in found.tables] == ["runs", "summary"]
    assert found.records["role"].to_list() == ["measured"] * 6 + ["summary"] * 2


def test_tables_of_no_document_are_left_alone() -> None:
    found = read(LUMI, MACH, is_document=False)
    assert [each.case for each in found.tables] == [None, None]


def test_what_is_told_of_a_reading_holds_no_cells() -> None:
    assert [each.rows for each in read(LUMI, MACH).tables] == [None, None]


def test_a_document_of_many_tables_makes_few_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    to_frame = ShortRecords.to_frame

    def counted(records: ShortRecords) -> pl.DataFrame:
        made.append(records.height)
        return to_frame(records)

    monkeypatch.setattr(ShortRecords, "to_frame", counted)
    text = "".join(
        f"## Case {place}\n\n| nodes | time (s) |\n|---|---|\n| 1 | {8 + place} |\n| 2 | 4.5 |\n\n"
        for place in range(50)
    )
    source = Source("many.md", "many.md", Path("many.md"), text.encode())
    assert markdown.READER.read(source).found.height == 100
    assert len(made) < 3
