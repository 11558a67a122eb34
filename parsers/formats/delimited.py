"""Delimited text: CSV, TSV, and columns separated by semicolons or bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.dialects import Dialect, Row, columns_of, head_columns, read_dialect, read_rows
from parsers.notes import Note
from parsers.reader import Reader, ReadError, Reading
from parsers.regular_text import read_regular
from parsers.source import HEAD_BYTES, Source
from parsers.tables import Table, to_records
from parsers.tables.cells import read_numbers, stated

_NAMED: Final = (".csv", ".tsv", ".tab", ".psv")
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
    for cells in head_columns(source, dialect):
        texts = stated(pl.Series(cells, dtype=pl.String)).drop_nulls()
        if 2 * read_numbers(texts).values.count() > len(cells) > 1:
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
    table = _read_regular(source, dialect, notes) if large else None
    if table is None:
        table = _read_any(source, dialect, notes)
    reading = to_records(table, source)
    return Reading(reading.records, [*notes, *reading.notes])


READER = Reader("delimited text", _sniff, _read)


def _read_regular(source: Source, dialect: Dialect, notes: list[Note]) -> Table | None:
    """Read the text with Polars; ``None`` where its lines are not all alike."""
    text = read_regular(source, dialect)
    if text is None:
        return None
    if text.cut_off is not None:
        notes.append(_cut_off(source, text.cut_off))
    return Table(text.cells, dialect.headings, text.lines, dialect.heading_line)


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
        notes.append(_cut_off(source, rows.pop().line))
    notes += _ragged(rows, width, source)
    columns = {str(place): cells for place, cells in enumerate(columns_of(rows, width))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    if dialect.delimiter == ";":
        frame = frame.with_columns(_with_decimal_points(frame, source, notes))
    return Table(
        frame,
        dialect.headings,
        pl.Series([row.line for row in rows], dtype=pl.UInt32),
        dialect.heading_line,
    )


def _cut_off(source: Source, line: int) -> Note:
    return Note("skipped", "last line cut off, left out", source.name, line)


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
