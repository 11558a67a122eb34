"""Parquet: a table of runs in columns."""

from __future__ import annotations

import polars as pl

from parsers.contents.parquet_file import MARK, read_parquet
from parsers.delimited.column_types import interned
from parsers.delimited.dialect import FIRST_ROWS
from parsers.memory import COLUMNS
from parsers.objects.nested_columns import plain_types, unnested
from parsers.read_tables import read_table
from parsers.reader import Reader, ReadError, Reading
from parsers.run_records.hive_keys import with_hive_keys
from parsers.short_columns.short_series import FEW
from parsers.source import Source
from parsers.tables.table import Table


def _sniff(source: Source) -> int:
    return 90 if source.head.startswith(MARK) else 0


def _read(source: Source) -> Reading:
    try:
        frame = with_hive_keys(read_parquet(source), source.name)
    except pl.exceptions.PolarsError as error:
        raise ReadError(f"damaged Parquet file ({str(error).partition(chr(10))[0]})") from None
    frame = plain_types(unnested(frame))
    return read_table(Table(list(map(_interned, frame)), frame.columns), source)


def _interned(cells: pl.Series) -> pl.Series:
    """Long text that repeats as codes, as that of a CSV is read: each text is looked at once."""
    first = cells.head(FIRST_ROWS).drop_nulls()
    if cells.dtype != pl.String or len(cells) <= FEW or 2 * first.n_unique() > len(first):
        return cells
    return cells.cast(interned(cells.name))


READER = Reader("Parquet", _sniff, _read, memory=COLUMNS)
