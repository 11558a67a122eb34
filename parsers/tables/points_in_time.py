"""Points in time that Python can hold, too: its dates are of the years 1 to 9999."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

_FIRST_YEAR: Final = date.min.year
_LAST_YEAR: Final = date.max.year
_EPOCH: Final = date(1970, 1, 1)
_MARGIN: Final = 1
"""Days by which a zone may move a time."""
_DAYS: Final = (date.min - _EPOCH).days + _MARGIN, (date.max - _EPOCH).days - _MARGIN
_OF_DAY: Final = {"ms": 86_400 * 10**3, "us": 86_400 * 10**6}
"""Units of a day; nanoseconds, counted in 64 bits, reach no such year."""


def read_points(
    text: pl.Series, shape: str, *, zone: str | None = None, strict: bool = False
) -> pl.Series:
    """Return ``text`` of a ``shape`` of ``strptime`` as points in time, null where it is none.

    A leap second at the end of the last year is one of the next. With a ``zone`` they are converted
    to it. Raises ``polars.exceptions.InvalidOperationError`` where ``strict`` and a text is none.
    """
    points = text.str.to_datetime(shape, time_unit="us", time_zone=zone, strict=strict)
    years = points.dt.year()
    return points.set(((years < _FIRST_YEAR) | (years > _LAST_YEAR)).fill_null(False), None)


def without_other_years(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with null for the dates and times of years that Python does not have."""
    return frame.with_columns(
        column.set(~days.is_between(*_DAYS), None)
        for column in frame.select(pl.col(pl.Date, pl.Datetime))
        if (days := _days(column)) is not None
    )


def _days(column: pl.Series) -> pl.Series | None:
    """Days since 1970, counted without a calendar, which ends; null for a column that fits it."""
    count = column.to_physical()
    if isinstance(column.dtype, pl.Datetime):
        each = _OF_DAY.get(column.dtype.time_unit)
        return None if each is None else count // each
    return count
