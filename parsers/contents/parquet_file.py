"""Parquet files: their columns, and their frame where it fits into memory."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import polars as pl

from parsers.memory import check_size
from parsers.source import Source

MARK: Final = b"PAR1"
_CELL: Final = 160
"""Bytes that a cell takes which becomes a record of its own, as each measured one does."""


def read_parquet(source: Source) -> pl.DataFrame:
    """Return the whole table.

    Raises ``PolarsError``, and ``TooLarge``: a few kilobytes may unpack to gigabytes.
    """
    try:
        scan = pl.scan_parquet(_file(source))
        cells = scan.select(pl.len()).collect().item() * len(scan.collect_schema())
        check_size(cells * _CELL, times=1)
        return pl.read_parquet(_file(source))
    except pl.exceptions.PanicException:
        raise pl.exceptions.ComputeError("its pages are not as its header says") from None


def parquet_columns(source: Source) -> list[str]:
    """Return the names of the columns. Raises ``PolarsError`` or ``OSError``."""
    return list(pl.read_parquet_schema(_file(source)))


def parquet_metadata(source: Source) -> dict[str, str]:
    """Return what was written beside the table, by its keys. Raises ``PolarsError``."""
    return pl.read_parquet_metadata(_file(source))


def _file(source: Source) -> Path | io.BytesIO:
    return source.path if source.content is None else io.BytesIO(source.content)
