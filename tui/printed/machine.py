"""A report as data: CSV, JSON and JSON lines, every column raw and in full precision."""

from __future__ import annotations

from typing import BinaryIO, Final, Literal, get_args

import polars as pl

Format = Literal["csv", "json", "jsonl"]
FORMATS: Final = get_args(Format)


def write(data: pl.DataFrame, form: Format, out: BinaryIO) -> None:
    """Write ``data``: null is empty in CSV, ``null`` in JSON; times are ISO 8601."""
    if form == "csv":
        data.write_csv(out, datetime_format="%Y-%m-%dT%H:%M:%S")
    elif form == "json":
        out.write(data.write_json().encode() + b"\n")
    else:
        data.write_ndjson(out)
