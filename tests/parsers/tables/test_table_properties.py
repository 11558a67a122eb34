"""What holds for any table: its format does not matter, nor do the order of its columns or text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from random import Random
from typing import get_args

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from parsers.formats import delimited, markdown, objects, parquet, records_file, text_tables
from parsers.formats.records_file import Form, write_records
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.records import SCHEMA, named
from parsers.source import Source

_NAMES = st.sampled_from(["resnet", "Bert large", "gpt-2", "a|b", "x, y", "<b>", "*star*", "μ-net"])
_COLUMNS: dict[str, st.SearchStrategy[object]] = {
    "Model": _NAMES,
    "Nodes": st.integers(1, 512),
    "GPUs per node": st.integers(1, 8),
    "Batch size": st.integers(1, 4096),
    "Precision": st.sampled_from(["fp16", "bf16"]),
    "Throughput (img/s)": st.decimals(1, 99_999, places=1),
    "Step time (ms)": st.decimals(1, 9_999, places=3),
    "Date": st.dates(),
}
_MEASURED = {"Throughput (img/s)", "Step time (ms)"}
_UNORDERED = ["run", "metric"]

Table = tuple[list[str], list[list[str]]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Headings, at least one of them measured, and rows of text."""
    headings = draw(
        st.lists(st.sampled_from(sorted(_COLUMNS)), min_size=2, unique=True).filter(
            lambda names: not _MEASURED.isdisjoint(names) and set(names) - _MEASURED
        )
    )
    rows = draw(st.lists(st.tuples(*(_COLUMNS[name] for name in headings)), min_size=2, max_size=6))
    return headings, [[str(cell) for cell in row] for row in rows]


def _read(reader: Reader, text: str, name: str = "runs") -> Reading:
    return reader.read(Source(name, name, Path(name), text.encode()))


def _as_csv(table: Table, delimiter: str = ",") -> str:
    headings, rows = table
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([headings, *rows])
    return text.getvalue()


def _as_markdown(table: Table) -> str:
    headings, rows = table
    marks = str.maketrans({mark: f"\\{mark}" for mark in "|*_<>`["})
    lines = [
        f"| {' | '.join(cell.translate(marks) for cell in cells)} |" for cells in (headings, *rows)
    ]
    return "\n".join([lines[0], "|" + "---|" * len(headings), *lines[1:], ""])


def _as_lines(table: Table) -> str:
    headings, rows = table
    return "".join(
        f"{json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False)}\n" for row in rows
    )


def _comparable(reading: Reading) -> pl.DataFrame:
    """The records without what the format has its own way with: names, lines, digits as written."""
    records = named(reading.records).with_columns(pl.col("run").rank("dense"))
    dropped = ["label", "source", "line", "value_digit", "speedup_digit"]
    records = records.drop(dropped)
    return records.select(sorted(records.columns)).sort(_UNORDERED)


@given(tables())
def test_the_format_does_not_matter(table: Table) -> None:
    read = [
        _comparable(_read(delimited.READER, _as_csv(table))),
        _comparable(_read(delimited.READER, _as_csv(table, "\t"))),
        _comparable(_read(delimited.READER, _as_csv(table, ";"))),
        _comparable(_read(markdown.READER, _as_markdown(table))),
        _comparable(_read(objects.READER, _as_lines(table))),
    ]
    assert read[0].height >= len(table[1])
    for other in read[1:]:
        assert_frame_equal(read[0], other)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(table: Table, random: Random) -> None:
    headings, rows = table
    order = list(range(len(headings)))
    random.shuffle(order)
    other = [headings[place] for place in order], [[row[place] for place in order] for row in rows]
    first, second = (_comparable(_read(delimited.READER, _as_csv(each))) for each in (table, other))
    assert_frame_equal(first, second)


@given(tables(), st.sampled_from(get_args(Form)))
def test_records_are_read_back_from_any_form(table: Table, form: Form) -> None:
    records = named(_read(delimited.READER, _as_csv(table)).records)
    target = io.BytesIO()
    write_records(records, target, form)
    source = Source("again", "again", Path("again"), target.getvalue())
    assert records_file.READER.sniff(source) > 90
    assert_frame_equal(named(records_file.READER.read(source).records), records)


_TEXT = st.text(
    st.one_of(
        st.sampled_from(list("|-+=_*`<>#~:;,.\t\n\r \"'\\/[](){}│─┼├%±×0123456789abGPUsTime")),
        st.characters(),
    ),
    max_size=200,
)
_LINES = st.lists(
    st.one_of(
        _TEXT,
        st.sampled_from(
            [
                "| GPUs | Time (s) |",
                "|---|---|",
                "| 1 | 2.5 |",
                "GPUs  Time (s)",
                "1  2.5",
                "+--+--+",
                "```",
                "<table><tr><th>GPUs",
                "<td rowspan=9>1",
                "</table>",
                "# A",
                "----  ---",
                "    x",
            ]
        ),
    ),
    max_size=12,
).map("\n".join)


@pytest.mark.parametrize(
    "reader", [markdown.READER, text_tables.READER, delimited.READER, objects.READER]
)
@given(text=_LINES)
def test_any_text_is_read_or_refused(reader: Reader, text: str) -> None:
    source = Source("any", "any", Path("any"), text.encode(errors="replace"))
    if not reader.sniff(source):
        return
    try:
        records = named(reader.read(source).records)
    except ReadError:
        return
    assert dict(list(records.schema.items())[: len(SCHEMA)]) == SCHEMA
    lines = text.count("\n") + 1
    assert all(line is None or 1 <= line <= lines for line in records["line"])
    for column in records.select(pl.col(pl.String)):
        assert not column.drop_nulls().str.contains("[\x00-\x1f\x7f-\x9f\u202a-\u202e]").any()


_JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["a", "1.5 s"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["gpus", "time", "img/s", "runs", "name", "1", "0", "columns", "data"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@given(_JSON, st.integers(0, 400))
@example({"gpus": None, "name": []}, 0)
@example({"gpus": None, "1": 0, "0": []}, 0)
@example({"gpus": 1, "time": 2, "reason": []}, 0)
def test_any_json_is_read_or_refused(value: object, cut: int) -> None:
    text = json.dumps(value)
    for part in (text, text[:cut], text + "\n" + text):
        try:
            reading = _read(objects.READER, part)
        except ReadError:
            continue
        runs = named(reading.records).select("run", "metric", "unit")
        assert runs.is_duplicated().sum() == 0


_SERIES = st.sampled_from(
    [
        pl.Series([1.5, None, float("nan")]),
        pl.Series([1, 2, 3]),
        pl.Series(["1.5 s", "OOM", None]),
        pl.Series([[1.0, 2.0], [], None]),
        pl.Series([["a"], None, []]),
        pl.Series([{"gpus": 1, "time": 1.5}, None, {"gpus": 2, "time": 2.5}]),
        pl.Series([True, None, False]),
        pl.Series(["1.50", None, "2"]).cast(pl.Decimal(10, 2)),
        pl.Series([1_000, 2_000, None]).cast(pl.Duration("ms")),
        pl.Series([0, 1, None]).cast(pl.Date),
        pl.Series([0, 1, None]).cast(pl.Datetime("us", "UTC")),
        pl.Series([0, 1, None]).cast(pl.Time),
        pl.Series([b"a", None, b"b"]),
        pl.Series(["x", "y", "x"]).cast(pl.Categorical),
        pl.Series(["x", "y", "x"]).cast(pl.Enum(["x", "y"])),
        pl.Series([[1, 2], [3, 4], None], dtype=pl.Array(pl.Int64, 2)),
        pl.Series([None, None, None]),
    ]
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["gpus", "nodes", "time", "img/s", "status", "started", "name", "hosts", "x"]
        ),
        _SERIES,
        min_size=1,
    )
)
def test_columns_of_any_type_are_read(columns: dict[str, pl.Series]) -> None:
    target = io.BytesIO()
    pl.DataFrame(columns).write_parquet(target)
    source = Source("runs.parquet", "runs.parquet", Path("runs.parquet"), target.getvalue())
    records = parquet.READER.read(source).records.cast({pl.Categorical: pl.String})
    assert dict(list(records.schema.items())[: len(SCHEMA)]) == SCHEMA
    assert not records["value"].is_nan().any()
