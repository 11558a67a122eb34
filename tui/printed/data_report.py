"""A report as data: CSV, JSON and JSON lines, every column raw and in full precision."""

from __future__ import annotations

from typing import BinaryIO, Final, Literal, get_args

import polars as pl

Format = Literal["csv", "json", "jsonl"]
FORMATS: Final = get_args(Format)


def write(data: pl.DataFrame, form: Format, out: BinaryIO) -> None:
    """Write ``data``: null is empty in CSV, ``null`` in JSON; times are ISO 8601.

    A list of numbers is JSON in CSV too (``[1.0,2.0]``).
    """
    if form == "csv":
        data.select(_flat(column) for column in data).write_csv(
            out, datetime_format="%Y-%m-%dT%H:%M:%S"
        )
    elif form == "json":
        out.write(data.write_json().encode() + b"\n")
    else:
        data.write_ndjson(out)


def _flat(column: pl.Series) -> pl.Series:
    if not isinstance(column.dtype, pl.List):
        return column
    numbers = column.cast(pl.List(pl.String)).list.join(",", ignore_nulls=True)
    return ("[" + numbers + "]").alias(column.name)
