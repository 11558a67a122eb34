"""Large delimited text whose lines are all alike, read by Polars in chunks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

import polars as pl

from parsers.columns import read_heading
from parsers.dialects import Dialect, head_columns
from parsers.records import SCALE, SCHEMA
from parsers.source import Source
from parsers.tables.cells import stated

_CHUNK_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class RegularText:
    """The cells of a text, typed where all are plain numbers, and the line of each row.

    ``cut_off`` is the line of a last row that is not whole, and left out.
    """

    cells: pl.DataFrame
    lines: pl.Series
    cut_off: int | None


def read_regular(source: Source, dialect: Dialect) -> RegularText | None:
    """Return the rows of ``source``, or ``None`` where a line is no row of the usual width.

    Text that repeats is interned (``Categorical``). Where the columns do not keep to the types
    that the first rows suggest, all cells are text.
    """
    columns = zip(dialect.headings, head_columns(source, dialect), strict=True)
    text = _parsed(source, dialect, [_dtype(heading, cells) for heading, cells in columns])
    return text or _parsed(source, dialect, [pl.String() for _ in dialect.headings])


def _dtype(heading: str, cells: Sequence[str | None]) -> pl.DataType:
    texts = stated(pl.Series(cells, dtype=pl.String)).drop_nulls()
    meaning = read_heading(heading)
    names_text = meaning.kind == "schema" and SCHEMA[meaning.name] == pl.String
    numbers = texts.cast(pl.Float64, strict=False)
    if numbers.count() == len(texts) > 0 and not (names_text and meaning.otherwise is None):
        whole = bool(texts.str.contains(r"^\d{1,9}$").all())
        return pl.Int64() if whole and meaning.name in SCALE else pl.Float64()
    return pl.Categorical() if 2 * texts.n_unique() <= len(texts) else pl.String()


def _parsed(source: Source, dialect: Dialect, dtypes: Sequence[pl.DataType]) -> RegularText | None:
    schema = {str(place): dtype for place, dtype in enumerate(dtypes)}
    parts = []
    missing = 0
    with source.path.open("rb") if source.content is None else io.BytesIO(source.content) as file:
        for _ in range(dialect.first - 1):
            file.readline()
        for chunk in _chunks(file):
            missing = _cut_off_bytes(chunk, dialect)
            part = _parsed_chunk(chunk[: len(chunk) - missing], dialect.delimiter, schema)
            if part is None:
                return None
            parts.append(part)
    cells = pl.concat(parts)
    end = dialect.first + cells.height
    lines = pl.int_range(dialect.first, end, dtype=pl.UInt32, eager=True)
    repeated = _repeated_headings(cells, dialect)
    if repeated.any():
        cells, lines = cells.filter(~repeated), lines.filter(~repeated)
    return RegularText(cells, lines, end if missing else None)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, some megabytes at a time: the text need not fit in memory twice."""
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk if chunk.endswith(b"\n") else chunk + file.readline()


def _cut_off_bytes(chunk: bytes, dialect: Dialect) -> int:
    """The length of a last line that is not whole: without line feed and with too few fields."""
    last = chunk[chunk.rfind(b"\n") + 1 :]
    whole = last.count(dialect.delimiter.encode()) >= len(dialect.headings) - 1
    return 0 if whole else len(last)


def _parsed_chunk(
    chunk: bytes, delimiter: str, schema: dict[str, pl.DataType]
) -> pl.DataFrame | None:
    if chunk.startswith(b"#") or b"\n#" in chunk:
        return None
    try:
        frame = pl.read_csv(chunk, has_header=False, separator=delimiter, schema=schema)
    except pl.exceptions.PolarsError:
        return None
    # A line with too many fields is an error to Polars, one with too few ends in nulls; line feeds
    # inside quotes make fewer rows than lines.
    separators = frame.height * (frame.width - 1)
    if frame[:, -1].null_count() and chunk.count(delimiter.encode()) != separators:
        return None
    return None if b'"' in chunk and frame.height != len(chunk.splitlines()) else frame


def _repeated_headings(cells: pl.DataFrame, dialect: Dialect) -> pl.Series:
    """Which rows are the headings again, as where files were joined."""
    if any(dtype.is_numeric() for dtype in cells.dtypes):
        return pl.Series([False])
    same = [
        pl.col(name) == text for name, text in zip(cells.columns, dialect.headings, strict=True)
    ]
    return cells.select(pl.all_horizontal(same).fill_null(False)).to_series()
