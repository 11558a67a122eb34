"""What fails costs itself: a table, a reader, a file; and says what it was."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import NoReturn

import polars as pl
import pytest

import parsers.across_inputs.finished as finished
import parsers.registry as registry
from parsers import Loaded, load
from parsers.guard import guarded
from parsers.meaning import interpret
from parsers.meaning.decisions import Decisions
from parsers.meaning.stages import stated_by_cells
from parsers.reader import Reader
from parsers.source import Source
from parsers.tables.table import Table

CSV = "GPUs,Img/sec\n1,10\n2,19\n"


def loaded(folder: Path, **files: bytes | str) -> Loaded:
    for name, content in files.items():
        file = folder / name.replace("_", ".")
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return load([str(folder)])


def failing(error: BaseException) -> Reader:
    def read(_: Source) -> NoReturn:
        raise error

    return Reader("frail", lambda _: 99, read)


DAMAGED = bytearray(gzip.compress(CSV.encode(), mtime=0))
DAMAGED[10:14] = b"\xff\xff\xff\xff"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(DAMAGED), "compression is damaged"),
        (gzip.compress(CSV.encode() * 99, mtime=0)[:25], "ends early"),
    ],
    ids=["damaged", "cut"],
)
def test_a_damaged_gz_costs_no_other_file(tmp_path: Path, content: bytes, said: str) -> None:
    got = loaded(tmp_path, good_csv=CSV, bad_csv_gz=content)
    assert got.records["value"].to_list() == [10.0, 19.0]
    (note,) = got.notes
    assert note.source.endswith("bad.csv.gz")
    assert said in note.text


@pytest.mark.parametrize(
    "error",
    [
        IndexError("list index"),
        MemoryError(),
        RecursionError("deep"),
        SystemExit(3),
        BaseException("a class of its own"),
        pl.exceptions.PanicException("assertion failed"),
        pl.exceptions.ShapeError("shape"),
    ],
)
def test_a_reader_that_fails_is_named_and_costs_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def all_readers() -> list[Reader]:
        return [reader, *others]

    others = list(registry.readers())
    reader = failing(error)._replace(sniff=lambda source: 99 * source.head.startswith(b"frail"))
    monkeypatch.setattr(registry, "readers", all_readers)
    got = loaded(tmp_path, good_csv=CSV, frail_csv="frail,b\n")
    assert got.records.height == 2
    assert any("the frail reader" in note.text for note in got.notes)


def test_what_ends_the_program_is_no_failure() -> None:
    def interrupted() -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded("work", interrupted, lambda _: None)


def test_the_reason_is_one_clean_line() -> None:
    def fails() -> str:
        raise ValueError("one\x1b[31m\ntwo" * 1000)

    said = guarded("the audit", fails, lambda why: why)
    assert "the audit (ValueError: one" in said
    assert said.isprintable()
    assert len(said) < 400


def test_inputs_that_cannot_be_taken_together_are_taken_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(finished, "labels_of_series", fails)
    got = loaded(tmp_path, a_csv=CSV, b_csv=CSV)
    assert got.records.height == 4
    assert [note.kind for note in got.notes] == ["error"]


def test_a_table_that_fails_costs_no_other_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_on_two(known: Decisions, table: Table, source: Source) -> Decisions:
        if table.headings[0] == "two":
            raise pl.exceptions.InvalidOperationError("conversion failed")
        return stated_by_cells(known, table, source)

    monkeypatch.setattr(interpret, "stated_by_cells", fails_on_two)
    table = "| {} | GPUs | time (s) |\n|--|--|--|\n| a | 1 | 10 |\n| b | 2 | 6 |\n\n"
    got = loaded(tmp_path, x_md=table.format("one") + table.format("two"))
    assert got.records["value"].to_list() == [10.0, 6.0]
    (note,) = (note for note in got.notes if note.kind == "error")
    assert (note.line, "reading a table" in note.text) == (6, True)


# What used to fail


def values(folder: Path, name: str, text: str) -> list[float | None]:
    got = loaded(folder, **{name: text})
    assert "internal error" not in str(got.notes)
    return got.records["value"].to_list()


def test_an_html_cell_that_is_not_closed_ends_with_its_row(tmp_path: Path) -> None:
    text = (
        "<table>\n<tr><th>GPUs</th><th>time (s)</th></tr>\n<tr><td>1</td><td>12\n<tr>\n"
        "<td>3</td><td>4.5</td></tr>\n</table>\n"
    )
    assert values(tmp_path, "a_html", text) == [12.0, 4.5]


def test_an_html_table_of_headings_alone_has_rows_below_the_first(tmp_path: Path) -> None:
    rows = "".join(f"<tr><th>{n}</th><th>{30 / n}</th></tr>\n" for n in (1, 2, 3))
    text = f"<table>\n<tr><th>GPUs</th><th>time (s)</th></tr>\n{rows}</table>\n"
    assert values(tmp_path, "a_html", text) == [30.0, 15.0, 10.0]
    empty = "<table><tr><th>GPUs</th><th>time</th></tr><tr></tr><tr><th></th></tr></table>\n"
    assert values(tmp_path, "b_html", f"{empty}\n{text}") == [30.0, 15.0, 10.0] * 2


@pytest.mark.parametrize("odd", ["n3g٢", "n99999999999999999999g2"])
def test_a_layout_without_a_count_costs_its_counts_alone(tmp_path: Path, odd: str) -> None:
    got = loaded(tmp_path, a_csv=f"gpus,seconds\nn1g2,12\nn2g2,7\n{odd},5\n")
    assert got.records["value"].to_list() == [12.0, 7.0, 5.0]
    assert got.records["devices"].to_list() == [2, 4, None]


def test_lists_among_records_become_text(tmp_path: Path) -> None:
    record = (
        '{"run":"a","label":"x","source":"y","benchmark":"b","metric":"throughput","value":%d,'
        '"status":"ok","losses":[0.5,0.25],"deep":[{"a":1}]}\n'
    )
    got = loaded(tmp_path, a_jsonl=record % 1 + record % 2)
    assert got.records["losses"].to_list() == ["0.5,0.25"] * 2
    assert got.records["deep"].dtype == pl.String


def test_records_without_label_and_source_have_those_of_their_file(tmp_path: Path) -> None:
    record = (
        '{"run":null,"label":null,"source":null,"benchmark":"b","metric":"runtime","value":1.5,'
        '"status":"ok"}\n'
    )
    got = loaded(tmp_path, a_jsonl=record)
    assert got.records.select("label", "source").rows() == [("a.jsonl", f"{tmp_path}/a.jsonl")]


def test_a_superscript_beside_thousands_is_no_number(tmp_path: Path) -> None:
    assert values(tmp_path, "a_csv", "GPUs,seconds\n1k,10\n2k,6\n²,5\n")
