"""The rows of delimited text, read in chunks: regular ones by Polars, any other one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

import polars as pl

from parsers.columns import read_heading
from parsers.dialects import FIRST_ROWS, Dialect, columns_of, head_columns, read_rows
from parsers.records import SCALE, SCHEMA
from parsers.source import Source
from parsers.tables.cells import stated, stated_in

_CHUNK_BYTES: Final = 64 * 1024 * 1024
"""From half this size on glibc maps memory for the bytes alone and gives it back; of smaller chunks
it keeps one. What a file has in one chunk need not be put together from several."""
_MARK: Final = b"\xef\xbb\xbf"
NAMESPACE: Final = "runcmp"

Schema = dict[str, pl.DataType]


@dataclass
class DelimitedText:
    """The cells of a text, and the 1-based line that each row begins at.

    ``odd`` are the lines that have not as many fields as there are headings; ``cut_off`` is the
    line of a last row that is not whole, and left out; ``latin`` whether the text is no UTF-8;
    ``open_quotes`` are the lines with a quote that is not closed.
    """

    cells: pl.DataFrame
    lines: pl.Series
    odd: list[int] = field(default_factory=list)
    cut_off: int | None = None
    latin: bool = False
    open_quotes: list[int] = field(default_factory=list)


def read_text(source: Source, dialect: Dialect) -> DelimitedText:
    """Return the rows of ``source``, without blank lines, comments and headings repeated.

    A text of some size is typed after its first rows: plain numbers are numbers, and text that
    repeats is interned (``Categorical``). A column that turns out to hold something else is text
    throughout, as all columns of a short text are; one of more texts than expected takes wider
    codes.
    """
    schema = _schema(source, dialect) if source.goes_on else _as_text(dialect)
    while True:
        text = _read(source, dialect, schema)
        if isinstance(text, DelimitedText):
            return text
        schema |= {name: _wider(schema[name]) for name in text}


def _as_text(dialect: Dialect) -> Schema:
    return {str(place): pl.String() for place in range(len(dialect.headings))}


def _schema(source: Source, dialect: Dialect) -> Schema:
    """The types by what the first rows hold, all columns asked at once."""
    cells = _first_cells(source, dialect)
    facts = iter(cells.select(fact for name in cells.columns for fact in _facts(name)).row(0))
    each = map(_Facts._make, zip(*[facts] * len(_Facts._fields), strict=True))
    return {
        name: _dtype(heading, found)
        for name, heading, found in zip(cells.columns, dialect.headings, each, strict=True)
    }


def _first_cells(source: Source, dialect: Dialect) -> pl.DataFrame:
    """The cells of the first rows as text."""
    above = dialect.first - 1
    rows = b"".join(islice(io.BytesIO(source.head_lines), above, above + FIRST_ROWS))
    if part := _regular_part(rows, dialect.first, dialect, _as_text(dialect)):
        return part.cells
    columns = enumerate(head_columns(source, dialect))
    return pl.DataFrame({str(place): cells for place, cells in columns}, _as_text(dialect))


class _Facts(NamedTuple):
    """How many cells state something, a number, a whole number, and different things."""

    stated: int
    numbers: int
    whole: int
    distinct: int


def _facts(name: str) -> list[pl.Expr]:
    texts = stated_in(name)
    facts = (
        texts.count(),
        texts.cast(pl.Float64, strict=False).count(),
        texts.str.contains("^[0-9]{1,9}$").sum(),
        texts.drop_nulls().n_unique(),
    )
    return [fact.alias(f"{name} {number}") for number, fact in enumerate(facts)]


def _dtype(heading: str, found: _Facts) -> pl.DataType:
    meaning = read_heading(heading)
    names_text = meaning.kind == "schema" and SCHEMA[meaning.name] == pl.String
    numeric = found.numbers == found.stated > 0
    if numeric and not (names_text and meaning.otherwise is None):
        whole = found.whole == found.stated
        return pl.Int64() if whole and meaning.name in SCALE else pl.Float64()
    if 2 * found.distinct > found.stated:
        return pl.String()
    # Columns that share their categories wait for each other where they are parsed side by side.
    return pl.Categorical(pl.Categories(meaning.name, NAMESPACE, pl.UInt16))


def _wider(dtype: pl.DataType) -> pl.DataType:
    """What a column is whose cells do not all fit ``dtype``."""
    if isinstance(dtype, pl.Categorical):
        return pl.Categorical(pl.Categories(dtype.categories.name(), NAMESPACE, pl.UInt32))
    return pl.String()


def _read(source: Source, dialect: Dialect, schema: Schema) -> DelimitedText | list[str]:
    """Read all chunks, or name the columns that do not keep to ``schema``."""
    parts = []
    line = dialect.first
    with source.open() as file:
        for _ in range(dialect.first - 1):
            file.readline()
        for chunk in _chunks(file):
            part = _regular_part(chunk, line, dialect, schema) if source.goes_on else None
            lines = part.cells.height if part else chunk.count(b"\n")
            if part is None:
                part = _any_part(chunk, line, dialect)
                if refusing := _enforce(part, schema):
                    return refusing
            parts.append(part)
            line += lines
    if not parts:
        return DelimitedText(pl.DataFrame(schema=schema), pl.Series(dtype=pl.UInt32))
    return DelimitedText(
        pl.concat([part.cells for part in parts]),
        pl.concat([part.lines for part in parts], rechunk=True),
        [line for part in parts for line in part.odd],
        parts[-1].cut_off,
        any(part.latin for part in parts),
        [line for part in parts for line in part.open_quotes],
    )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole rows, some megabytes at a time: the text need not fit in memory twice."""
    while chunk := file.read(_to_line_end(file)):
        # Looked for first, which is many times faster than to count.
        is_open = b'"' in chunk and chunk.count(b'"') % 2
        yield chunk + _to_quote_end(file) if is_open else chunk


def _to_quote_end(file: BinaryIO) -> bytes:
    """Read on to the end of the line that closes a quote; nothing where that is not near."""
    start = file.tell()
    more = bytearray()
    while len(more) <= csv.field_size_limit() and (line := file.readline()):
        more += line
        if line.count(b'"') % 2:
            return bytes(more)
    file.seek(start)
    return b""


def _to_line_end(file: BinaryIO) -> int:
    """Return how many bytes to read for a chunk of whole lines, perhaps more than are left."""
    start = file.tell()
    file.seek(_CHUNK_BYTES - 1, io.SEEK_CUR)
    file.readline()
    end = file.tell()
    file.seek(start)
    return end - start


def _regular_part(
    chunk: bytes, line: int, dialect: Dialect, schema: Schema
) -> DelimitedText | None:
    """Read a chunk whose lines are all rows of the usual width; ``None`` for any other."""
    # Single bytes are looked for first, since that is many times faster.
    if not chunk.endswith(b"\n") or (b"#" in chunk and b"\n#" in b"\n" + chunk):
        return None
    if not any(dtype.is_numeric() for dtype in schema.values()) and dialect.heading_bytes in chunk:
        # Headings among typed rows are an error to Polars, but these are not typed.
        return None
    has_quotes = b'"' in chunk
    try:
        cells = pl.read_csv(
            chunk,
            has_header=False,
            separator=dialect.delimiter,
            schema=schema,
            quote_char='"' if has_quotes else None,
        )
    except pl.exceptions.PolarsError:
        return None
    # A line with too many fields is an error to Polars, one with too few ends in nulls, as a blank
    # one does; line feeds inside quotes make fewer rows than lines.
    separators = cells.height * (cells.width - 1)
    if cells[:, -1].null_count() and chunk.count(dialect.delimiter.encode()) != separators:
        return None
    if has_quotes and cells.height != chunk.count(b"\n"):
        return None
    lines = pl.int_range(line, line + cells.height, dtype=pl.UInt32, eager=True)
    return DelimitedText(cells, lines)


def _any_part(chunk: bytes, line: int, dialect: Dialect) -> DelimitedText:
    """Read a chunk row by row, minding every irregularity; all cells are text."""
    try:
        text, latin = chunk.removeprefix(_MARK).decode(), False
    except UnicodeDecodeError:
        text, latin = chunk.decode("latin-1"), True
    rows = [
        row
        for row in read_rows(text, dialect.delimiter, line)
        if not row.is_comment and tuple(row.fields) != dialect.headings
    ]
    width = len(dialect.headings)
    cut_off = None
    if rows and len(rows[-1].fields) < width and not text.endswith("\n"):
        cut_off = rows.pop().line
    columns = {str(place): cells for place, cells in enumerate(columns_of(rows, width))}
    return DelimitedText(
        pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)),
        pl.Series([row.line for row in rows], dtype=pl.UInt32),
        [row.line for row in rows if len(row.fields) < width or any(row.fields[width:])],
        cut_off,
        latin,
        [row.line for row in rows if row.bare],
    )


def _enforce(part: DelimitedText, schema: Schema) -> list[str]:
    """Give the cells their types, or else name the columns that refuse."""
    texts = part.cells.with_columns(stated(column) for column in part.cells)
    typed = pl.DataFrame([_typed(texts[name], dtype) for name, dtype in schema.items()])
    refusing = [name for name in schema if typed[name].count() < texts[name].count()]
    part.cells = typed
    return refusing


def _typed(texts: pl.Series, dtype: pl.DataType) -> pl.Series:
    """The texts as ``dtype``, null where they are none; all, where these are too many texts."""
    try:
        return texts.cast(dtype, strict=False)
    except pl.exceptions.ComputeError:
        return texts.clear(len(texts))
