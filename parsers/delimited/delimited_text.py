"""The rows of delimited text, read in chunks: regular ones by Polars, any other one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import polars as pl

from parsers.delimited.chunks import chunks, halves, has_line, has_quotes
from parsers.delimited.column_types import Schema, first_types
from parsers.delimited.cut_end import doubt_about_end, has_cut_number
from parsers.delimited.dialect import FIRST_ROWS, Dialect, columns_of_lines, decoded, head_columns
from parsers.delimited.split_lines import Row, read_rows
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import without_empty_cells

_TEXT_BYTES: Final = 8 * 1024 * 1024
"""Up to so much is read as text where numbers have blanks around, or ``NA`` among them: of more
this would take too much memory."""


@dataclass
class DelimitedText:
    """The cells of a text, the 1-based line that each row begins at, and the line ``below`` all.

    ``odd`` are the lines that have not as many fields as there are headings; ``cut_off`` is the
    line of a last row that is not whole and left out, and why; ``latin`` whether the text is no
    UTF-8; ``open_quotes`` are the lines with a quote that is not closed. ``doubt`` is the line of
    a last row that may not be whole, and why.
    """

    cells: list[pl.Series]
    lines: pl.Series
    below: int
    odd: list[int] = field(default_factory=list)
    cut_off: tuple[int, str] | None = None
    latin: bool = False
    open_quotes: list[int] = field(default_factory=list)
    doubt: tuple[int, str] | None = None


def read_text(source: Source, dialect: Dialect) -> DelimitedText:
    """Return the rows of ``source``, without blank lines, comments and headings repeated.

    A text of some size is typed after its first rows: plain numbers are numbers, and text that
    repeats is interned (``Categorical``). A column that turns out to hold something else is text
    throughout, as all columns of a short text are.
    """
    schema = _as_text(dialect)
    if source.goes_on:
        schema = first_types(_first_cells(source, dialect), dialect.headings)
    while True:
        try:
            return _read(source, dialect, schema)
        except _Misfit as misfit:
            schema |= {name: pl.String() for name in misfit.columns}


class _Misfit(Exception):
    """Cells are not of the types that the first rows promised."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(*columns)
        self.columns = columns


def _as_text(dialect: Dialect) -> Schema:
    return {str(place): pl.String() for place in range(len(dialect.headings))}


def _first_cells(source: Source, dialect: Dialect) -> pl.DataFrame:
    """The cells of the first rows as text."""
    above = dialect.first - 1
    rows = b"".join(islice(io.BytesIO(source.head_lines), above, above + FIRST_ROWS))
    if part := _regular_part(rows, dialect.first, dialect, _as_text(dialect)):
        return pl.DataFrame(part.cells)
    columns = enumerate(head_columns(source, dialect))
    return pl.DataFrame({str(place): cells for place, cells in columns}, _as_text(dialect))


def _read(source: Source, dialect: Dialect, schema: Schema) -> DelimitedText:
    """Read all chunks. Raises ``_Misfit``."""
    parts = []
    line = dialect.first
    read = _parts if source.goes_on else _rows
    with source.open() as file:
        for _ in range(line - 1):
            file.readline()
        for chunk in chunks(file, dialect):
            for part in read(chunk, line, dialect, schema):
                parts.append(part)
                line = part.below
    if not parts:
        return DelimitedText(list(pl.DataFrame(schema=schema)), series_of([], pl.UInt32()), line)
    return DelimitedText(
        [_joined(cells) for cells in zip(*(part.cells for part in parts), strict=True)],
        _joined([part.lines for part in parts], rechunk=True),
        line,
        [line for part in parts for line in part.odd],
        parts[-1].cut_off,
        any(part.latin for part in parts),
        [line for part in parts for line in part.open_quotes],
        parts[-1].doubt,
    )


def _joined(parts: Sequence[pl.Series], *, rechunk: bool = False) -> pl.Series:
    return parts[0] if len(parts) == 1 else pl.concat(parts, rechunk=rechunk)


def _parts(chunk: bytes, line: int, dialect: Dialect, schema: Schema) -> Iterator[DelimitedText]:
    """Read a chunk: by Polars as far as it is regular, and row by row around what is not."""
    if part := _regular_part(chunk, line, dialect, schema):
        yield part
    elif recoded := _recoded(chunk):
        for part in _parts(recoded, line, dialect, schema):
            part.latin = True
            yield part
    elif pieces := halves(chunk, dialect):
        for piece in pieces:
            for part in _parts(piece, line, dialect, schema):
                yield part
                line = part.below
    else:
        yield from _rows(chunk, line, dialect, schema)


def _recoded(chunk: bytes) -> bytes | None:
    """A chunk that is no UTF-8 as such."""
    text, latin = decoded(chunk)
    return text.encode() if latin else None


def _rows(chunk: bytes, line: int, dialect: Dialect, schema: Schema) -> Iterator[DelimitedText]:
    """Read a chunk row by row, minding every irregularity."""
    part = _any_part(chunk, line, dialect)
    _enforce(part, schema)
    yield part


def _regular_part(
    chunk: bytes, line: int, dialect: Dialect, schema: Schema
) -> DelimitedText | None:
    """Read a chunk whose lines are all rows of the usual width; ``None`` for any other."""
    # Single bytes are looked for first, since that is many times faster.
    if not chunk.endswith(b"\n") or (b"#" in chunk and has_line(chunk, b"#")):
        return None
    quote = '"' if has_quotes(chunk, dialect) else None
    cells, types = _parsed(chunk, dialect, schema, quote), schema
    if cells is None and len(chunk) <= _TEXT_BYTES and not has_line(chunk, dialect.heading_bytes):
        types = _as_text(dialect)
        cells = _parsed(chunk, dialect, types, quote)
    if cells is None or not _is_regular(cells, chunk, dialect, quote):
        return None
    below = line + cells.height
    lines = pl.int_range(line, below, dtype=pl.UInt32, eager=True)
    part = DelimitedText(list(cells), lines, below)
    if types is not schema:
        _enforce(part, schema)
    return part


def _parsed(
    chunk: bytes, dialect: Dialect, types: Schema, quote: str | None
) -> pl.DataFrame | None:
    """The cells as Polars reads them, ``None`` where it refuses."""
    try:
        return pl.read_csv(
            chunk, has_header=False, separator=dialect.delimiter, schema=types, quote_char=quote
        )
    except pl.exceptions.PolarsError:
        return None


def _is_regular(cells: pl.DataFrame, chunk: bytes, dialect: Dialect, quote: str | None) -> bool:
    """Whether all lines became rows, as they stand.

    A line with too many fields is an error to Polars, one with too few ends in nulls, as a blank
    one does; line feeds inside quotes make fewer rows than lines; headings among rows are an error
    where any column is typed.
    """
    is_text = not any(dtype.is_numeric() for dtype in cells.dtypes)
    if is_text and has_line(chunk, dialect.heading_bytes):
        return False
    if quote and cells.height != chunk.count(b"\n"):
        return False
    if not cells[:, -1].null_count():
        return True
    separators = cells.height * (cells.width - 1)
    quoted = _within(cells, dialect.delimiter) if quote else 0
    return chunk.count(dialect.delimiter.encode()) == separators + quoted


def _within(cells: pl.DataFrame, delimiter: str) -> int:
    """How many delimiters are in the cells themselves."""
    texts = pl.col(pl.String, pl.Categorical).cast(pl.String)
    counts = cells.select(texts.str.count_matches(delimiter, literal=True).sum())
    return sum(counts.row(0)) if counts.width else 0


def _any_part(chunk: bytes, line: int, dialect: Dialect) -> DelimitedText:
    """Return the rows of a chunk as they stand; all cells are text."""
    text, latin = decoded(chunk)
    # A quote that is all of a first field stands for the one above it, and opens no text.
    text = text.replace(f'\n"{dialect.delimiter}', f"\n″{dialect.delimiter}")
    rows = [
        row
        for row in read_rows(text, dialect.delimiter, line)
        if not row.is_comment and tuple(row.fields) != dialect.headings
    ]
    width = len(dialect.headings)
    cut_off, doubt = None, None
    if rows and not text.endswith(("\n", "\r")):
        if why := _is_cut(rows, width):
            cut_off = (rows.pop().line, why)
        elif why := doubt_about_end(_whole_rows(rows, width), open_quote=rows[-1].open_ended):
            doubt = (rows[-1].line, why)
    return DelimitedText(
        list(map(series_of, columns_of_lines(rows, width))),
        series_of([row.line for row in rows], pl.UInt32()),
        line + chunk.count(b"\n"),
        [row.line for row in rows if len(row.fields) < width or any(row.fields[width:])],
        cut_off,
        latin,
        [row.line for row in rows if row.bare],
        doubt,
    )


def _is_cut(rows: Sequence[Row], width: int) -> str | None:
    """Why the last row, behind which no line feed stands, is no row; ``None`` where it may be."""
    if len(rows[-1].fields) < width:
        return "truncated last line skipped"
    if not rows[-1].open_ended and has_cut_number(_whole_rows(rows, width)):
        return (
            "last line skipped: it has no end, and its last number fewer decimals than all above"
            " it, as of a file that was cut off; complete the number, or end the line"
        )
    return None


def _whole_rows(rows: Sequence[Row], width: int) -> list[list[str]]:
    return [row.fields[:width] for row in rows if len(row.fields) >= width]


def _enforce(part: DelimitedText, schema: Schema) -> None:
    """Give the cells their types. Raises ``_Misfit``, with the columns that refuse."""
    texts = [without_empty_cells(column) for column in part.cells]
    part.cells = [_typed(text, dtype) for text, dtype in zip(texts, schema.values(), strict=True)]
    refusing = [
        name
        for name, cells, text in zip(schema, part.cells, texts, strict=True)
        if cells.count() < text.count()
    ]
    if refusing:
        raise _Misfit(refusing)


def _typed(texts: pl.Series, dtype: pl.DataType) -> pl.Series:
    """The texts as ``dtype``, null where they are none; all, where these are too many texts."""
    try:
        return texts.cast(dtype, strict=False)
    except pl.exceptions.ComputeError:
        return texts.clear(len(texts))
