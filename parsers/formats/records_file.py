"""Files of run records: what ``export`` writes, read back to the same records."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import IO, Final, Literal

import polars as pl

from parsers.contents.parquet_file import MARK, parquet_columns, parquet_metadata, read_parquet
from parsers.grammar.csv_line import csv_cells
from parsers.grammar.patterns import Pattern
from parsers.memory import COLUMNS
from parsers.notes import Note
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.conforming import conform
from parsers.run_records.hive_keys import with_hive_keys
from parsers.run_records.records import SCHEMA, SCHEMA_KEY, SCHEMA_VERSION, named
from parsers.source import HEAD_BYTES, Source
from parsers.tables.points_in_time import read_points, without_other_years

Form = Literal["parquet", "csv", "jsonl", "json"]

MARKS: Final = frozenset({"run", "label", "source", "benchmark", "metric", "value", "status"})
"""Columns that every file of run records has, and hardly another table has all of."""
_OF_PARTS: Final = "runcmp:"
"""How the names of columns begin that a part of an archive has besides those of its records."""

_CUT: Final = "the file was cut off: its last record is not whole, and left out"
_FIELD: Final = Pattern(r'("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\Z)')
_TIME: Final = "%Y-%m-%d %H:%M:%S%.f"


def write_records(records: pl.DataFrame, target: Path | IO[bytes], form: Form) -> None:
    """Write run ``records`` to ``target``, so that reading them gives the same frame again.

    In CSV, text is quoted and numbers are not, and lists are JSON (``[1.0,2.0]``). Columns
    without any value are left out of CSV and JSON. The version of the schema is the last column of
    these, and in the metadata of Parquet. Raises ``OSError`` where ``target`` cannot be
    written.
    """
    records = named(records)
    if form == "parquet":
        records.write_parquet(target, metadata={SCHEMA_KEY: str(SCHEMA_VERSION)})
        return
    stated = records.select(
        column.name for column in records if column.name in MARKS or column.count()
    ).with_columns(pl.lit(SCHEMA_VERSION, pl.Int64).alias(SCHEMA_KEY))
    if form == "csv":
        stated.select(_as_csv(column) for column in stated).write_csv(target, quote_style="never")
    elif form == "jsonl":
        stated.write_ndjson(target)
    else:
        content = stated.write_json().encode()
        target.write_bytes(content) if isinstance(target, Path) else target.write(content)


def _as_csv(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        numbers = column.cast(pl.List(pl.String)).list.join(",", ignore_nulls=True)
        column = ("[" + numbers + "]").alias(column.name)
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        return column
    text = column.cast(pl.String).str.replace_all('"', '""', literal=True)
    return ('"' + text + '"').alias(column.name)


def _sniff(source: Source) -> int:
    names = _names(source)
    # A part of an archive, say, has no columns in which it has nothing.
    return 95 if names >= MARKS or ("metric" in names and _has_version(source)) else 0


def _has_version(source: Source) -> bool:
    return source.head.startswith(MARK) and SCHEMA_KEY in parquet_metadata(source)


def _read(source: Source) -> Reading:
    version: object
    notes: list[Note] = []
    try:
        if source.head.startswith(MARK):
            stored = read_parquet(source)
            own = [name for name in stored.columns if not name.startswith(_OF_PARTS)]
            frame = without_other_years(with_hive_keys(stored.select(own), source.name))
            version = parquet_metadata(source).get(SCHEMA_KEY)
        else:
            content = source.read().removeprefix(b"\xef\xbb\xbf")
            whole = without_cut_end(content)
            if whole != content:
                notes.append(Note("skipped", _CUT, source.name, whole.count(b"\n") + 1))
            frame, version = _versioned(_from_text(whole))
        records = conform(frame).with_columns(
            pl.col("label").fill_null(source.label), pl.col("source").fill_null(source.name)
        )
        return Reading(records, [*notes, *_of_version(version, source)])
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise ReadError(f"damaged run records ({reason}); export them again") from None


def without_cut_end(content: bytes) -> bytes:
    """Return the text of records without a last one that is not whole.

    No line feed stands behind it then, and of one JSON document no bracket.
    """
    start = content.lstrip()[:1]
    if start == b"[":
        end = content.rfind(b"},")
        is_whole = content.rstrip().endswith(b"]") or end < 0
        return content if is_whole else content[: end + 1] + b"]"
    above, line_feed, last = content.rpartition(b"\n")
    if start == b"{":
        is_whole = last.rstrip().endswith(b"}")
    else:
        fields = len(csv_cells(content.partition(b"\n")[0].decode(errors="replace")))
        is_whole = (
            len(csv_cells(last.decode(errors="replace"))) == fields and not last.count(b'"') % 2
        )
    return content if not last.strip() or is_whole else above + line_feed


def _versioned(frame: pl.DataFrame) -> tuple[pl.DataFrame, object]:
    """Records without the version of their schema, and the latest that any of them has."""
    if SCHEMA_KEY not in frame.columns:
        return frame, None
    return frame.drop(SCHEMA_KEY), frame[SCHEMA_KEY].cast(pl.Int64, strict=False).max()


def _of_version(version: object, source: Source) -> list[Note]:
    """Say that a later runcmp wrote the records."""
    said = str(version)
    if not said.isdecimal() or int(said) <= SCHEMA_VERSION:
        return []
    text = (
        f"version {said} of the schema, a later one than this runcmp's {SCHEMA_VERSION}; columns "
        "that it does not know are parameters"
    )
    return [Note("info", text, source.name)]


READER = Reader("run records", _sniff, _read, memory=COLUMNS)


def _names(source: Source) -> frozenset[str]:
    """The column names, as far as the first bytes give them away."""
    if source.head.startswith(MARK):
        try:
            return frozenset(parquet_columns(source))
        except (pl.exceptions.PolarsError, OSError):
            return frozenset()
    text = source.head.decode("utf-8-sig", errors="replace").lstrip()
    if text[:1] in ("{", "["):
        return frozenset(_first_object(text))
    return frozenset(csv_cells(text.partition("\n")[0].rstrip("\r")))


def _first_object(text: str) -> dict[str, object]:
    try:
        first, _ = json.JSONDecoder().raw_decode(text.lstrip("[ \t\r\n"))
    except (ValueError, RecursionError):
        return {}
    return first if isinstance(first, dict) else {}


def _from_text(content: bytes) -> pl.DataFrame:
    start = content.lstrip()[:1]
    if start in (b"{", b"["):
        names = _first_object(content[:HEAD_BYTES].decode(errors="replace").lstrip())
        plain = {name: SCHEMA[name] for name in names if name in SCHEMA and not _as_text(name)}
        read = pl.read_ndjson if start == b"{" else pl.read_json
        frame = read(content, schema_overrides=plain, infer_schema_length=None)
        # Of objects with many names Polars gives them in an order of its own, each time another.
        frame = frame.select(
            [name for name in names if name in frame.columns]
            + sorted(name for name in frame.columns if name not in names)
        )
    else:
        types = _csv_types(content[:HEAD_BYTES].decode(errors="replace"))
        if None in types.values():
            types = _csv_types(content.decode())
        schema = {name: dtype or pl.String() for name, dtype in types.items()}
        frame = pl.read_csv(content, schema=schema)
    return frame.with_columns(
        _restored(column) for column in frame if column.name in SCHEMA and _as_text(column.name)
    )


def _as_text(name: str) -> bool:
    """Whether a schema column is neither text nor number, and so is text in CSV or JSON."""
    dtype = SCHEMA[name]
    return not (dtype.is_numeric() or dtype in (pl.String, pl.Boolean))


def _restored(column: pl.Series) -> pl.Series:
    dtype = SCHEMA[column.name]
    if column.dtype != pl.String:
        return column.cast(dtype)
    if dtype == pl.Datetime:
        return read_points(column.str.replace("T", " ", literal=True), _TIME, strict=True)
    if isinstance(dtype, pl.List):
        numbers = column.str.strip_chars("[]").str.split(",").cast(dtype, strict=False)
        return numbers.list.drop_nulls()
    return column.cast(dtype)


def _csv_types(text: str) -> dict[str, pl.DataType | None]:
    """The types of the columns; a parameter's shows in its first field, ``None`` without any."""
    fields = ((match[1], match[2]) for match in _FIELD.finditer(text))
    names: list[str] = []
    for field, end in fields:
        names.append(field.strip('"'))
        if end != ",":
            break
    types: dict[str, pl.DataType | None] = {
        name: None if name not in SCHEMA else pl.String() if _as_text(name) else SCHEMA[name]
        for name in names
    }
    place = 0
    for field, end in fields:
        name = names[place] if place < len(names) else ""
        if field and end and types.get(name, pl.String()) is None:
            types[name] = _type_of(field)
            if None not in types.values():
                break
        place = place + 1 if end == "," else 0
    return types


def _type_of(field: str) -> pl.DataType:
    if field in ("true", "false"):
        return pl.Boolean()
    if re.fullmatch(r"[+-]?\d+", field):
        return pl.Int64()
    try:
        float(field)
    except ValueError:
        return pl.String()
    return pl.Float64()
