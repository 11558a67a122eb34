"""Parquet: a table of runs in columns."""

from __future__ import annotations

import io

import polars as pl

from parsers.objects.nested_columns import plain_types, unnested
from parsers.reader import Reader, ReadError, Reading
from parsers.source import Source
from parsers.tables import Table, to_records


def _sniff(source: Source) -> int:
    return 90 if source.head.startswith(b"PAR1") else 0


def _read(source: Source) -> Reading:
    try:
        frame = pl.read_parquet(
            source.path if source.content is None else io.BytesIO(source.content)
        )
    except pl.exceptions.PolarsError as error:
        raise ReadError(f"damaged Parquet file ({str(error).partition(chr(10))[0]})") from None
    frame = plain_types(unnested(frame))
    return to_records(Table(list(frame), frame.columns), source)


READER = Reader("Parquet", _sniff, _read)
