"""Delimited text: CSV, TSV, and columns separated by semicolons or bars."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

import polars as pl

from parsers.columns import read_heading
from parsers.dialects import Dialect, Row, head_text, read_dialect, read_rows
from parsers.notes import Note
from parsers.reader import Reader, ReadError, Reading
from parsers.records import SCALE, SCHEMA
from parsers.source import HEAD_BYTES, Source
from parsers.tables import Table, to_records
from parsers.tables.cells import read_numbers, stated

_NAMED: Final = (".csv", ".tsv", ".tab", ".psv")
_CHUNK_BYTES: Final = 4 * 1024 * 1024
_THOUSANDS: Final = r"^[+-]?\d{1,3}(?:,\d{3})+$"
_DECIMAL_COMMA: Final = r"^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$"


def _sniff(source: Source) -> int:
    if source.head.lstrip()[:1] in (b"{", b"["):
        return 0
    dialect = read_dialect(source)
    if source.path.suffix.lower() in _NAMED:
        return 5 if dialect is None else 70
    return 40 if dialect is not None and _has_numbers(source, dialect) else 0


def _has_numbers(source: Source, dialect: Dialect) -> bool:
    """Whether a column of the first rows is numeric; prose with commas has none."""
    rows = [row for row in read_rows(head_text(source), dialect.delimiter) if not row.is_comment]
    content = [row for row in rows if row.line >= dialect.first]
    if len(content) < 2:
        return False
    for cells in _columns(content, len(dialect.headings)):
        texts = stated(pl.Series(cells, dtype=pl.String)).drop_nulls()
        if 2 * read_numbers(texts).values.count() > len(content):
            return True
    return False


def _read(source: Source) -> Reading:
    dialect = read_dialect(source)
    if dialect is None:
        raise ReadError("no separator splits its lines into the same number of columns")
    notes: list[Note] = []
    if dialect.heading_line is None:
        text = f"no line with headings; columns are called {', '.join(dialect.headings)}"
        notes.append(Note("assumed", text, source.name, dialect.first))
    large = len(source.head) == HEAD_BYTES
    table = _read_large(source, dialect) if large else None
    if table is None:
        table = _read_any(source, dialect, notes)
    reading = to_records(table, source)
    return Reading(reading.records, [*notes, *reading.notes])


READER = Reader("delimited text", _sniff, _read)


# Any text, row by row


def _read_any(source: Source, dialect: Dialect, notes: list[Note]) -> Table:
    """Read the text with Python's own splitter, which minds every irregularity."""
    text = _decoded(source, notes)
    rows = [
        row
        for row in read_rows(text, dialect.delimiter)
        if row.line >= dialect.first
        and not row.is_comment
        and tuple(row.fields) != dialect.headings
    ]
    width = len(dialect.headings)
    if rows and len(rows[-1].fields) < width and not text.endswith("\n"):
        last = rows.pop()
        notes.append(Note("skipped", "last line cut off, left out", source.name, last.line))
    notes += _ragged(rows, width, source)
    columns = {str(place): cells for place, cells in enumerate(_columns(rows, width))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    if dialect.delimiter == ";":
        frame = frame.with_columns(_with_decimal_points(frame, source, notes))
    return Table(
        frame,
        dialect.headings,
        pl.Series([row.line for row in rows], dtype=pl.UInt32),
        dialect.heading_line,
    )


def _columns(rows: Sequence[Row], width: int) -> list[tuple[str | None, ...]]:
    padded = [[*row.fields[:width], *[None] * (width - len(row.fields))] for row in rows]
    return list(zip(*padded, strict=True)) if rows else [()] * width


def _ragged(rows: Sequence[Row], width: int, source: Source) -> list[Note]:
    odd = [row.line for row in rows if len(row.fields) < width or any(row.fields[width:])]
    if not odd:
        return []
    text = f"{len(odd)} of {len(rows)} lines without exactly {width} fields, this the first"
    return [Note("skipped", f"{text}; read as far as there are headings", source.name, odd[0])]


def _decoded(source: Source, notes: list[Note]) -> str:
    content = source.path.read_bytes() if source.content is None else source.content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.append(Note("assumed", "not UTF-8, read as Latin-1", source.name))
        return content.decode("latin-1")


def _with_decimal_points(frame: pl.DataFrame, source: Source, notes: list[Note]) -> list[pl.Series]:
    """The columns whose commas are decimal: no cell has a point, and not all are thousands."""
    changed = []
    for cells in frame.iter_columns():
        commas = cells.str.strip_chars().str.contains(_DECIMAL_COMMA)
        thousands = cells.str.strip_chars().str.contains(_THOUSANDS)
        points = cells.str.contains(".", literal=True)
        if (commas & ~thousands).any() and not points.any():
            changed.append(cells.str.replace(",", ".", literal=True))
    if changed:
        notes.append(Note("assumed", "commas in numbers read as decimal points", source.name))
    return changed


# Large and regular text, in chunks


def _read_large(source: Source, dialect: Dialect) -> Table | None:
    """Read the text with Polars if every line is a row of equal width; ``None`` if it is not."""
    frame = _parsed(source, dialect, _dtypes(source, dialect))
    if frame is None:
        frame = _parsed(source, dialect, [pl.String()] * len(dialect.headings))
    if frame is None:
        return None
    lines = pl.int_range(dialect.first, dialect.first + frame.height, dtype=pl.UInt32, eager=True)
    return Table(frame, dialect.headings, lines, dialect.heading_line)


def _dtypes(source: Source, dialect: Dialect) -> list[pl.DataType]:
    """Types after the first rows: numbers, and text interned where it repeats."""
    rows = [row for row in read_rows(head_text(source), dialect.delimiter) if not row.is_comment]
    content = [row for row in rows if row.line >= dialect.first]
    columns = _columns(content, len(dialect.headings))
    return [
        _dtype(heading, cells) for heading, cells in zip(dialect.headings, columns, strict=True)
    ]


def _dtype(heading: str, cells: tuple[str | None, ...]) -> pl.DataType:
    texts = stated(pl.Series(cells, dtype=pl.String)).drop_nulls()
    meaning = read_heading(heading)
    names_text = meaning.kind == "schema" and SCHEMA[meaning.name] == pl.String
    numbers = texts.cast(pl.Float64, strict=False)
    if numbers.count() == len(texts) > 0 and not (names_text and meaning.otherwise is None):
        whole = bool(texts.str.contains(r"^\d{1,9}$").all())
        return pl.Int64() if whole and meaning.name in SCALE else pl.Float64()
    return pl.Categorical() if 2 * texts.n_unique() <= len(texts) else pl.String()


def _parsed(source: Source, dialect: Dialect, dtypes: list[pl.DataType]) -> pl.DataFrame | None:
    schema = {str(place): dtype for place, dtype in enumerate(dtypes)}
    parts = []
    with _opened(source) as file:
        for _ in range(dialect.first - 1):
            file.readline()
        for chunk in _chunks(file):
            part = _parsed_chunk(chunk, dialect.delimiter, schema)
            if part is None:
                return None
            parts.append(part)
    return pl.concat(parts)


def _opened(source: Source) -> BinaryIO:
    return source.path.open("rb") if source.content is None else io.BytesIO(source.content)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, some megabytes at a time: the file need not fit in memory twice."""
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk if chunk.endswith(b"\n") else chunk + file.readline()


def _parsed_chunk(
    chunk: bytes, delimiter: str, schema: dict[str, pl.DataType]
) -> pl.DataFrame | None:
    try:
        frame = pl.read_csv(chunk, has_header=False, separator=delimiter, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    # A line with too many fields is an error to Polars, one with too few ends in nulls; line feeds
    # inside quotes make fewer rows than lines.
    if frame[:, -1].null_count() and chunk.count(delimiter.encode()) != _separators(frame):
        return None
    return None if b'"' in chunk and frame.height != len(chunk.splitlines()) else frame


def _separators(frame: pl.DataFrame) -> int:
    return frame.height * (frame.width - 1)
