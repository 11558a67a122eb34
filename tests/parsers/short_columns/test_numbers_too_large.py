"""Numbers of more digits than Python reads or a column holds, and points in time out of years."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from math import inf, nan

import polars as pl
import pytest

from analysis.audit.wording import quantity
from analysis.scaling.followers import following
from parsers.grammar.said_in_sections import are_turns
from parsers.inputs.inputs import Input
from parsers.notes import DEFECT
from parsers.programs.measurements import weight_of_last_digit
from parsers.registry import read_input
from parsers.run_records.conforming import from_rows
from parsers.short_columns.short_records import to_frame
from parsers.tables.thousands import with_thousands_in_full
from tests.paths import HOME

LONG = "9" * 5000
"""More digits than Python makes an integer of."""


def read(text: str | bytes, name: str) -> pl.DataFrame:
    """The records of a file, which no reader failed on."""
    content = text if isinstance(text, bytes) else text.encode()
    found = read_input(Input(name, "folder", content=content))
    assert not [note.text for note in found.reading.notes if DEFECT in note.text]
    return to_frame(found.reading.records)


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("go.txt", f"goos: linux\nBenchmarkSum-{LONG}  100  500000000 ns/op\nPASS\n", [0.5]),
        ("qperf.txt", "tcp_bw:\n    bw  =  1.2.3 GB/sec\n", [None]),
        ("dates.csv", "gpus,seconds,date\n1,9,0000-01-02\n2,5,2024-01-02\n", [9.0, 5.0]),
        ("counts.json", json.dumps({"time": {"1": 9, "2": 5, LONG: 3}}), []),
    ],
)
def test_a_file_is_read_with_them(name: str, text: str, values: list[float | None]) -> None:
    found = read(text, name)
    assert not values or found["value"].to_list() == values


def test_a_size_that_no_column_holds_is_none() -> None:
    text = (HOME / "tests" / "data" / "programs" / "ior.out").read_text()
    row = next(line for line in text.splitlines() if line.startswith("write"))
    huge = row.replace(row.split()[4], "1e308")
    assert huge != row
    assert read(text.replace(row, huge, 1), "ior.out")["value"].drop_nulls().len() > 1


def test_a_time_beyond_all_clocks_is_told_in_seconds() -> None:
    assert quantity(7200.0, "s") == "2:00:00"
    assert quantity(inf, "s") == "inf s"


def test_a_grid_of_more_parts_than_anybody_counts_follows_no_count() -> None:
    table = pl.DataFrame({"parts": ["2x1", f"{LONG}x1"], "count": [2, 4]})
    assert following(table, ["parts"]) == []


def test_a_digit_beyond_all_powers_has_no_weight() -> None:
    assert weight_of_last_digit(f"1e{LONG}") is None


def test_a_whole_number_that_no_column_holds_is_a_fraction() -> None:
    rows = [{"metric": "runtime", "value": 1.0, "block": number} for number in (2**70, 1)]
    found = from_rows(rows)["block"]
    assert found.dtype == pl.Float64
    assert found.to_list() == [2.0**70, 1.0]


def test_no_number_in_thousands_is_too_large() -> None:
    found = with_thousands_in_full(pl.Series(["4", "2k", f"{LONG}k"]))
    assert found.to_list()[:2] == ["4", "2000"]


@pytest.mark.parametrize(
    ("titles", "are"), [(["Pass 1", "Pass 2"], True), (["Pass 1", f"Pass {LONG}"], False)]
)
def test_titles_number_turns_as_far_as_anybody_counts(titles: list[str], are: bool) -> None:
    assert are_turns(titles) is are


RARE = {
    "wide": pl.Series([2**100, -(2**100), 5], dtype=pl.Int128),
    "day": pl.Series([0, -(10**6), 10**7], dtype=pl.Int32).cast(pl.Date),
    "moment": pl.Series([0, 2**62, -(2**62)]).cast(pl.Datetime("us")),
    "coarse": pl.Series([0, 2**62, -(2**62)]).cast(pl.Datetime("ms")),
    "zoned": pl.Series([0, 2**60, -(2**60)]).cast(pl.Datetime("us", "Europe/Berlin")),
    "fine": pl.Series([0, 2**62, -(2**62)]).cast(pl.Datetime("ns")),
}
RECORD = {"run": ["a", "b", "c"], "label": ["l"] * 3, "source": ["s"] * 3, "benchmark": ["x"] * 3}
TABLES = {
    "table": pl.DataFrame({"nodes": [1, 2, 4], "seconds": [10.0, 5.0, 3.0]}),
    "records": pl.DataFrame(
        RECORD | {"metric": ["runtime"] * 3, "value": [10.0, 5.0, 3.0], "status": ["ok"] * 3}
    ),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("name", RARE)
def test_parquet_may_have_them(name: str, kind: str) -> None:
    file = io.BytesIO()
    TABLES[kind].with_columns(RARE[name].alias(name)).write_parquet(file)
    found = read(file.getvalue(), "runs.parquet")
    assert found["value"].to_list() == [10.0, 5.0, 3.0]
    column = found[name].to_list() if name in found.columns else found["started"].to_list()
    if name == "wide":
        assert column == [2.0**100, -(2.0**100), 5.0]
    elif name != "fine":
        assert str(column[0])[:10] == "1970-01-01"
        assert column[1:] == [None, None]
    assert {type(each) for each in column} <= {float, str, date, datetime, type(None)}


def test_repeats_that_are_no_numbers_have_no_middle() -> None:
    table = pl.DataFrame({"nodes": [1, 2], "s": [5.0, 3.0], "efficiency": [[1.0], [0.9, nan]]})
    written = io.BytesIO()
    table.write_parquet(written)
    records = read(written.getvalue(), "a.parquet")
    assert records["stated_efficiency"].to_list() == [1.0, None]
