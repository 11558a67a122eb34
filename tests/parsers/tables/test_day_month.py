"""Dates with the day or the month first: the column tells which, or they are left out."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers.formats import delimited
from parsers.reader import Reading
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import read_dates


def read(dates: list[str]) -> Reading:
    rows = "".join(f'{gpus},{100 / gpus},"{date}"\n' for gpus, date in enumerate(dates, 1))
    text = f"gpus,time,Date\n{rows}"
    return delimited.READER.read(Source("d.csv", "d.csv", Path("d.csv"), text.encode()))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["27/11/2026 14:05", "3/4/2026 09:15"], ["2026-11-27 14:05:00", "2026-04-03 09:15:00"]),
        (["11/27/2026", "3/4/2026"], ["2026-11-27 00:00:00", "2026-03-04 00:00:00"]),
        (["27-11-2026 14:05:09", "03-04-2026"], ["2026-11-27 14:05:09", "2026-04-03 00:00:00"]),
        (
            ["11/27/2026, 2:05:09 PM", "3/4/2026, 12:05:09 am"],
            ["2026-11-27 14:05:09", "2026-03-04 00:05:09"],
        ),
    ],
)
def test_one_date_decides_for_the_column(dates: list[str], expected: list[str]) -> None:
    reading = read(dates)
    assert [str(date) for date in reading.records["started"]] == expected
    assert not reading.notes


@pytest.mark.parametrize("other", ["05/06/2026", "11/27/2026"])
def test_what_may_be_either_is_left_out_with_a_remark(other: str) -> None:
    first = "27/11/2026" if other.startswith("11") else "03/04/2026"
    reading = read([first, other])
    assert not reading.records["started"].count()
    text = f"`Date`: '{first}' could be day first or month first; skipped"
    assert [(note.kind, note.text, note.line) for note in reading.notes] == [("skipped", text, 1)]


def test_a_day_that_no_month_has_is_no_date() -> None:
    found = read_dates(pl.Series(["27/11/2026", "31/02/2026", "x", None]))
    assert found.null_count() == 3


@pytest.mark.parametrize("text", ["3.11.7", "5.3.0", "1024", "2048.5", "A100-80GB"])
def test_versions_and_numbers_are_no_dates(text: str) -> None:
    for cells in (pl.Series([text]), series_of([text])):
        assert read_dates(cells).null_count() == 1
