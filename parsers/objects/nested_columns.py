"""Columns that hold objects or lists, as Parquet and JSON lines have them, made plain."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.headings.read_heading import read_heading
from parsers.objects.values import is_secret
from parsers.run_records.records import SCHEMA
from parsers.short_columns.whole_numbers import WIDE, as_held
from parsers.tables.points_in_time import without_other_years


def unnested(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with the members of its objects as columns under the path to them.

    Lists of text become text; environments and keys are left out.
    """
    while structs := [name for name, dtype in frame.schema.items() if dtype == pl.Struct]:
        frame = _without_secrets(frame)
        frame = frame.unnest([name for name in structs if name in frame.columns], separator=".")
    frame = _without_secrets(frame)
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    frame = frame.with_columns(
        frame[name].list.join(",", ignore_nulls=True)
        for name in lists
        if frame.schema[name] == pl.List(pl.String)
    )
    return frame.rename({name: name_of_list(name) for name in lists})


_PLAINER: Final[dict[type[pl.DataType], type[pl.DataType]]] = {
    pl.Decimal: pl.Float64,
    pl.Enum: pl.Categorical,
    pl.Time: pl.String,
}


def plain_types(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with columns of rare types as numbers, or else as text.

    A date or time of a year that Python does not have is null.
    """
    frame = frame.with_columns(
        pl.col(name).cast(_PLAINER[dtype.base_type()])
        for name, dtype in frame.schema.items()
        if dtype.base_type() in _PLAINER
    )
    # As other formats read them: whole numbers, or those that are larger as fractions.
    frame = frame.with_columns(as_held(column) for column in frame.select(pl.col(*WIDE)))
    frame = without_other_years(frame)
    # Some writers do not mark text as text.
    return frame.with_columns(
        pl.col(pl.Binary).map_elements(lambda raw: raw.decode(errors="replace"), pl.String)
    )


def name_of_list(name: str) -> str:
    """Return the name of a column of lists: ``devices`` lists them there, and is no count.

    Several values are repeats.
    """
    heading = read_heading(name)
    counts = heading.kind == "schema" and SCHEMA[heading.name].is_numeric()
    counts = counts and heading.name != "value"
    return f"{name}_list" if counts and heading.otherwise is None else name


def _without_secrets(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.drop(name for name, dtype in frame.schema.items() if _is_secret(name, dtype))


def _is_secret(name: str, dtype: pl.DataType) -> bool:
    if isinstance(dtype, pl.Struct):
        return is_secret(name, {field.name: "" for field in dtype.fields})
    return dtype == pl.String and is_secret(name, "")
