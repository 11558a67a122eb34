"""Dates with the day or the month first, of which only the whole column can tell."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.tables.points_in_time import read_points

_SHAPE: Final = (
    r"^(?<first>\d{1,2})[/-](?<second>\d{1,2})[/-](?<year>\d{4})"
    r"(?:,?[ T]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<seconds>\d{2}(?:\.\d+)?))?"
    r"(?: ?(?<half>[AaPp])\.?[Mm]\.?)?)?$"
)
_MONTHS: Final = 12


def read_day_month(text: pl.Series) -> pl.Series:
    """Return the dates in ``text`` (strings) as points in time, all null where none tells how.

    A number above 12 can only be a day; it decides for all the others.
    """
    parts = _parts(text)
    day_first, month_first = _over_twelve(parts, "first"), _over_twelve(parts, "second")
    if day_first == month_first:
        return pl.Series(text.name, [None], dtype=pl.Datetime("us")).new_from_index(0, len(text))
    day, month = ("first", "second") if day_first else ("second", "first")
    hour = pl.col("hour").cast(pl.Int64)
    late = pl.col("half").str.to_lowercase() == "p"
    in_full = (
        pl.when(pl.col("half").is_null())
        .then(hour)
        .otherwise(hour % _MONTHS + pl.when(late).then(_MONTHS).otherwise(0))
        .fill_null(0)
    )
    time = [in_full.cast(pl.String), *(pl.col(n).fill_null("0") for n in ("minute", "seconds"))]
    written = pl.concat_str("year", month, day, *time, separator=":")
    shape = "%Y:%m:%d:%H:%M:%S%.f"
    return read_points(parts.select(written).to_series(), shape)


def may_be_either(text: pl.Series) -> bool:
    """Return whether all of ``text`` (strings) are such dates, and nothing tells how to read them.

    Where some can only have the day and others only the month first, they are no dates of one kind.
    """
    parts = _parts(text.drop_nulls())
    if not parts.height or parts["year"].null_count():
        return False
    return _over_twelve(parts, "first") == _over_twelve(parts, "second")


def _parts(text: pl.Series) -> pl.DataFrame:
    return text.str.extract_groups(_SHAPE).struct.unnest()


def _over_twelve(parts: pl.DataFrame, name: str) -> bool:
    return bool((parts[name].cast(pl.Int64) > _MONTHS).any())
