"""Columns in the names of folders above a Parquet file, as hive has them: ``system=lumi/``."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final
from urllib.parse import unquote

import polars as pl

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
from parsers.run_records.records import SCHEMA

NOWHERE: Final = "__HIVE_DEFAULT_PARTITION__"
"""What stands in the name of a folder for null."""
_KEY: Final = Pattern(r"([A-Za-z_]\w*)=(.*)")
_OF_TIME: Final = frozenset({"year", "month", "day", "date", "hour", "week", "quarter"})
"""Names that say again when runs started, and tell no configurations apart."""


def with_hive_keys(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a table with what the folders above the file ``name`` say, each a column.

    A value that the file itself has stays.
    """
    for part in PurePath(name).parts[:-1]:
        found = _KEY.fullmatch(part)
        if found is None or found[1] in _OF_TIME or found[2] == NOWHERE:
            continue
        key, value = found[1], clean(unquote(found[2]))
        told = pl.lit(value).cast(SCHEMA.get(key, _type(value)), strict=False)
        if key in frame.columns:
            told = pl.coalesce(key, told.cast(frame.schema[key], strict=False))
        frame = frame.with_columns(told.alias(key))
    return frame


def _type(value: str) -> pl.DataType:
    return pl.Int64() if value.isascii() and value.isdecimal() and len(value) < 18 else pl.String()
