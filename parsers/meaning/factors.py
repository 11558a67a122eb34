"""What the numbers of a column were multiplied by on their way into the records."""

from __future__ import annotations

from math import isclose

import polars as pl

from parsers.meaning.column import Column


def factor_of(column: Column | None, values: pl.Series) -> float | None:
    """Return the factor from the numbers of ``column`` to ``values``, null where there is none.

    It is 1 for what is no number.
    """
    if column is None:
        return None
    if column.numbers is None or not values.dtype.is_numeric():
        return 1.0
    numbers = column.numbers.values
    if values.dtype == numbers.dtype and values.equals(numbers):
        return 1.0
    ratios = values.cast(pl.Float64) / numbers.cast(pl.Float64)
    ratios = ratios.filter(ratios.is_finite())
    least, most = ratios.min(), ratios.max()
    if not isinstance(least, float) or not isinstance(most, float):
        return 1.0
    if not isclose(least, most, rel_tol=1e-9):
        return None
    # As exact as the units are: a ratio has lost a digit.
    known = (1.0, column.heading.factor)
    return next((each for each in known if isclose(each, least, rel_tol=1e-9)), least)
