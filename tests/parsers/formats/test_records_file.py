import io
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import parsers.formats.records_file as records_file
from parsers import load
from parsers.formats.records_file import READER, Form, write_records
from parsers.reader import ReadError
from parsers.run_records.conforming import from_rows
from parsers.run_records.records import SCHEMA_VERSION, named
from parsers.source import Source

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
ROW = st.fixed_dictionaries(
    {
        "run": TEXT,
        "label": TEXT,
        "source": TEXT,
        "benchmark": TEXT,
        "metric": TEXT,
        "value": st.none() | NUMBER,
        "status": st.sampled_from(["ok", "failed", "unknown"]),
    },
    optional={
        "line": st.integers(1, 2**32 - 1),
        "case": st.none() | TEXT,
        "nodes": st.none() | st.integers(-(2**63), 2**63 - 1),
        "batch": st.none() | NUMBER,
        "better": st.sampled_from([None, "higher", "lower"]),
        "samples": st.none() | st.lists(NUMBER, max_size=3),
        "progress": st.none() | st.lists(NUMBER, max_size=3),
        "progress_lines": st.none() | st.lists(st.integers(1, 2**32 - 1), max_size=3),
        "started": st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
        "stated_speedup": st.none() | NUMBER,
    },
)
PARAMETERS = {
    "layers": st.integers(-(2**63), 2**63 - 1),
    "dropout": NUMBER,
    "amp": st.booleans(),
    "mode": st.sampled_from(["12", "1.5", "true", "fast, or not", 'a "quoted" one', "", "µ"]),
}


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    rows: list[dict[str, Any]] = [*draw(st.lists(ROW, min_size=1, max_size=5))]
    for name in draw(st.sets(st.sampled_from(list(PARAMETERS)))):
        values = draw(st.lists(PARAMETERS[name], min_size=1, max_size=len(rows)))
        for row, value in zip(rows, values, strict=False):
            row[name] = value
    return from_rows([*rows])


def read(content: bytes) -> pl.DataFrame:
    source = Source("x", "x", Path("x"), content)
    assert READER.sniff(source) > 0
    return READER.read(source).records


@pytest.mark.parametrize("form", get_args(Form))
@given(frame=frames())
def test_what_is_written_is_read_back(form: Form, frame: pl.DataFrame) -> None:
    file = io.BytesIO()
    write_records(frame, file, form)
    assert_frame_equal(read(file.getvalue()), frame, check_column_order=False, check_exact=True)


@pytest.mark.parametrize("form", get_args(Form))
def test_files_are_loaded_with_their_own_labels(form: Form, tmp_path: Path) -> None:
    table = tmp_path / "runs.md"
    table.write_text("| GPUs | Img/sec | mode |\n|--|--|--|\n| 1 | 10 | 7 |\n| 2 | ERROR | x |\n")
    loaded = load([str(table)])
    exported = tmp_path / f"export.{form}"
    write_records(loaded.records, exported, form)
    again = load([f"other={exported}"])
    assert_frame_equal(again.records, named(loaded.records), check_exact=True)
    assert again.files[0].readers == ("run records",)
    assert again.files[0].runs == 2


@pytest.mark.parametrize("form", get_args(Form))
def test_the_version_of_the_schema_is_written_and_a_later_one_is_told(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = from_rows([{"run": "a", "label": "l", "source": "s", "metric": "m", "value": 1.0}])
    notes = []
    for version in (SCHEMA_VERSION, 7):
        monkeypatch.setattr(records_file, "SCHEMA_VERSION", version)
        file = io.BytesIO()
        write_records(frame, file, form)
        assert b"runcmp_schema" in file.getvalue()
        monkeypatch.undo()
        reading = READER.read(Source("x", "x", Path("x"), file.getvalue()))
        assert reading.records.columns == frame.columns
        notes.append([note.text for note in reading.notes])
    assert notes[0] == []
    assert notes[1][0].startswith("version 7 of the schema, a later one than this runcmp's 1; ")


def test_lists_in_csv_are_json() -> None:
    file = io.BytesIO()
    write_records(from_rows([{"run": "a", "samples": [1.0, 2.5], "value": 1.0}]), file, "csv")
    assert '"[1.0,2.5]"' in file.getvalue().decode()


def test_a_column_edited_by_hand_is_read_as_far_as_it_makes_sense() -> None:
    file = io.BytesIO()
    row = {"run": "a", "label": "l", "source": "s", "benchmark": "b", "metric": "m", "value": 1.0}
    write_records(from_rows([row]), file, "csv")
    edited = file.getvalue().replace(b'"b"', b"b,")
    with pytest.raises(ReadError):
        read(edited)


@pytest.mark.parametrize(
    "content", [b"run,value\na,1\n", b'{"run": "a", "value": 1}', b"[]", b"{", b"PAR1"]
)
def test_other_files_are_not_taken_for_run_records(content: bytes) -> None:
    assert READER.sniff(Source("x", "x", Path("x"), content)) == 0


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_many_parameters_keep_their_order(form: Form) -> None:
    names = [f"knob_{number}" for number in range(60)]
    rows = [
        {"run": "r", "label": "r", "source": "r", "benchmark": "b", "metric": "m", "value": 1.0}
    ]
    frame = from_rows([row | dict.fromkeys(names, 1) for row in rows])
    out = io.BytesIO()
    write_records(frame, out, form)
    assert read(out.getvalue()).columns == frame.columns


@pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
@pytest.mark.parametrize("lost", [3, 8, 25, 40])
def test_a_last_record_that_was_cut_off_is_left_out_and_said(form: Form, lost: int) -> None:
    row = {"label": "a", "source": "a", "benchmark": "b", "metric": "runtime", "unit": "s"}
    runs = [f"a:{number}" for number in (2, 3, 4)]
    written = io.BytesIO()
    write_records(from_rows([row | {"run": run, "value": 5.0} for run in runs]), written, form)
    reading = READER.read(Source("x", "x", Path("x"), written.getvalue()[:-lost]))
    assert named(reading.records)["run"].to_list() == runs[:2]
    assert ["cut off" in note.text for note in reading.notes] == [True]
