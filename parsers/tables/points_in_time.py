"""Texts as points in time that Python can hold, too: its dates end with the year 9999."""

from __future__ import annotations

from typing import Final

import polars as pl

_LAST_YEAR: Final = 9999


def read_points(
    text: pl.Series, shape: str, *, zone: str | None = None, strict: bool = False
) -> pl.Series:
    """Return ``text`` of a ``shape`` of ``strptime`` as points in time, null where it is none.

    A leap second at the end of the last year is one of the next. With a ``zone`` they are converted
    to it. Raises ``polars.exceptions.InvalidOperationError`` where ``strict`` and a text is none.
    """
    points = text.str.to_datetime(shape, time_unit="us", time_zone=zone, strict=strict)
    return points.set(points.dt.year().fill_null(0) > _LAST_YEAR, None)
