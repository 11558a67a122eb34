"""Delimited text: CSV, TSV, and columns separated by semicolons or bars."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.delimited.delimited_text import DelimitedText, read_text
from parsers.delimited.dialect import (
    NAMED,
    Dialect,
    head_columns,
    head_text,
    is_heading,
    lines_of,
    read_dialect,
    read_rows,
)
from parsers.notes import Note, and_more
from parsers.reader import Reader, ReadError, Reading, headings_of
from parsers.records import concat
from parsers.source import Source
from parsers.tables import Table, to_records
from parsers.tables.cells import read_numbers, stated
from parsers.tables.context import read_context
from parsers.tables.decimal_commas import with_decimal_points

_PIPE_TABLE: Final = re.compile(rb"^[ \t>]*\|?[ \t]*:?--+:?[ \t]*\|", re.MULTILINE)
"""What stands below the headings in Markdown, where the text outside them is no row."""
_COMMENTS: Final = 20
_THOUSANDS: Final = r"^[+-]?\d{1,3}(?:,\d{3})+$"
_DECIMAL_COMMA: Final = r"^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$"


def _sniff(source: Source) -> int:
    if source.head.lstrip()[:1] in (b"{", b"["):
        return 0
    dialect = read_dialect(source)
    if source.suffix in NAMED:
        return 5 if dialect is None else 90
    if dialect is not None and dialect.delimiter == "|" and _PIPE_TABLE.search(source.head):
        return 0
    return 40 if dialect is not None and _has_numbers(source, dialect) else 0


def _has_numbers(source: Source, dialect: Dialect) -> bool:
    """Whether a column of the first rows is numeric; prose with commas has none."""
    for cells in head_columns(source, dialect):
        texts = stated(pl.Series(cells, dtype=pl.String)).drop_nulls()
        if 2 * read_numbers(texts).values.count() > len(cells) > 1:
            return True
    return False


def _read(source: Source) -> Reading:
    readings = [_read_one(part, source) for part in _parts(source)]
    if len(readings) == 1:
        return readings[0]
    notes = [note for reading in readings for note in reading.notes]
    records = concat([reading.records for reading in readings])
    return Reading(records, notes, headings_of(readings))


def _parts(source: Source) -> list[Source]:
    """The tables of a short text, one below the other, each at the lines where it stands."""
    dialect = None if source.goes_on else read_dialect(source)
    if dialect is None or dialect.heading_line is None:
        return [source]
    starts = _further_headings(head_text(source), dialect)
    if not starts:
        return [source]
    lines = lines_of(head_text(source))
    ends = [line - 1 for line in starts]
    return [
        replace(source, content=("\n" * start + "".join(lines[start:end])).encode())
        for start, end in zip([0, *ends], [*ends, len(lines)], strict=True)
    ]


def _further_headings(text: str, dialect: Dialect) -> list[int]:
    """The lines behind blank ones that have headings of their own, one of something measured."""
    found = []
    before = dialect.first
    for row in read_rows(text, dialect.delimiter):
        apart = row.line > before + 1 and row.line > dialect.first
        before = row.line + sum(field.count("\n") for field in row.fields)
        if apart and is_heading(row) and tuple(row.fields) != dialect.headings:
            found.append(row.line)
    return found


def _read_one(source: Source, whole: Source) -> Reading:
    """Read one table; what it is called goes by the ``whole`` input."""
    dialect = read_dialect(source)
    if dialect is None:
        raise ReadError("no separator gives the same number of columns on every line")
    text = read_text(source, dialect)
    notes = _notes(text, dialect, source)
    cells = text.cells
    if dialect.delimiter == ";" and (changed := _with_decimal_points(cells)):
        cells = cells.with_columns(changed)
        notes.append(Note("assumed", "decimal commas read as points", source.name))
    table = Table(
        cells,
        dialect.headings,
        text.lines,
        dialect.heading_line,
        settings=_settings(source, dialect),
    )
    reading = to_records(table, whole)
    return reading._replace(notes=[*notes, *reading.notes])


READER = Reader("delimited text", _sniff, _read)


def _settings(source: Source, dialect: Dialect) -> dict[str, str]:
    """What comments above the headings say of all rows: ``# system: lumi``."""
    above = (dialect.heading_line or dialect.first) - 1
    lines = lines_of(head_text(source))[:above] if above else []
    comments = [line.strip("# \t\r\n") for line in lines if line.startswith("#")]
    settings: dict[str, str] = {}
    for text in comments[:_COMMENTS]:
        settings |= read_context([clean(text)]).settings
    return settings


def _notes(text: DelimitedText, dialect: Dialect, source: Source) -> list[Note]:
    notes = []
    if dialect.heading_line is None:
        called = f"no header line; columns named {', '.join(dialect.headings)}"
        notes.append(Note("assumed", called, source.name, dialect.first))
    if text.latin:
        notes.append(Note("assumed", "not UTF-8, read as Latin-1", source.name))
    if text.odd:
        others = and_more(len(text.odd))
        width = f"line without exactly {len(dialect.headings)} fields{others}"
        read = f"{width}; extra cells ignored, missing cells empty"
        notes.append(Note("skipped", read, source.name, text.odd[0]))
    if text.open_quotes:
        others = and_more(len(text.open_quotes))
        bare = f"unclosed quote{others}; read as is"
        notes.append(Note("assumed", bare, source.name, text.open_quotes[0]))
    if text.cut_off is not None:
        notes.append(Note("skipped", "truncated last line skipped", source.name, text.cut_off))
    return notes


def _with_decimal_points(frame: pl.DataFrame) -> list[pl.Series]:
    """The columns whose commas are decimal: no cell has a point, and not all are thousands."""
    changed = []
    for cells in frame.select(pl.col(pl.String, pl.Categorical).cast(pl.String)):
        text = cells.str.strip_chars()
        commas = text.str.contains(_DECIMAL_COMMA) & ~text.str.contains(_THOUSANDS)
        if commas.any() and not text.str.contains(".", literal=True).any():
            changed.append(cells.str.replace(",", ".", literal=True))
        elif (points := with_decimal_points(text)) is not None:
            changed.append(points)
    return changed
