"""How finely a column of numbers is written: the weight of the last digit of each cell."""

from __future__ import annotations

from sys import float_info
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.meaning.column import Column
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import APPROXIMATE

_ABOUT: Final = 0.1
"""The weight of the last digit of what is said to be about right, as a share of the number."""
_BETWEEN = Pattern(r"\A\W*#\s*[^\W\d]{0,5}[%×]?\s*(?:-|–|—|~|\.{2,3}|…|\bto\b)\s*#")
"""Two numbers with the sign of a range between, each written ``#``."""
_NUMBER = Pattern(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_GROUPED = Pattern(r"(\d),(\d{3})")
_LONGEST_POWER: Final = 5
"""Characters of an exponent, with its sign; no number has a longer one."""
_CLOCK = Pattern(r"\d+:\d{2}(?:\.(\d+))?\s*\Z")
_TWO_FIELDS = Pattern(r"\s*(\d+):(\d{2})\s*\Z")


def last_digits(column: Column) -> pl.Series | None:
    """Return the weight of the last digit written in each cell, in the base unit of the values.

    0.01 for ``1158.50``, 1 for ``14:36:52``, 360 for ``1.5 hours``; a tenth of the number at least
    for ``~30``, the width of a range for ``4-5``. Null where a cell has no number or several;
    ``None`` for what a program wrote: its digits say nothing.
    """
    if not column.as_written or column.cells.dtype != pl.String or column.numbers is None:
        return None
    pairs = zip(column.cells, column.in_base_units(), strict=True)
    return series_of([_known_digit(text, value) for text, value in pairs], pl.Float64())


def finest_digit(values: pl.Series) -> float:
    """Return the weight of the last decimal that any of ``values`` (``Float64``) has.

    A speedup that is computed from rounded numbers has decimals that nobody stated.
    """
    decimals = values.cast(pl.String).str.extract(r"\.(\d*[1-9])0*$").str.len_chars()
    return float(10.0 ** -int(str(decimals.max() or 0)))


def _known_digit(text: str | None, value: float | None) -> float | None:
    """The weight of the last digit of a cell that is known, so far as the cell says."""
    text = _GROUPED.sub(r"\1\2", (text or "").strip(" *_`"))
    if value is not None and _BETWEEN.match(_NUMBER.sub("#", text)):
        return _width(text, value)
    digit = _last_digit(text, value)
    if digit is None or value is None or not APPROXIMATE.match(text):
        return digit
    return max(digit, _ABOUT * abs(value))


def _width(text: str, middle: float) -> float | None:
    """How wide a range is that was read as its middle, in the unit of that one."""
    ends = [float(number) for number in _NUMBER.findall(text)]
    if len(ends) != 2 or not 0 < ends[0] < ends[1]:
        return None
    return abs(middle) * 2 * (ends[1] - ends[0]) / (ends[0] + ends[1])


def _last_digit(text: str, value: float | None) -> float | None:
    """The weight of the last digit of a cell that was read as ``value``."""
    if clock := _CLOCK.search(text):
        least = 1.0
        # Two fields are minutes and seconds or hours and minutes.
        if (fields := _TWO_FIELDS.match(text)) and value is not None:
            in_seconds = float(fields[1]) * 60 + float(fields[2])
            least = value / in_seconds if in_seconds > 0 else 1.0
        return least * 10.0 ** -len(clock[1] or "")
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    mantissa, _, power = numbers[0].lower().partition("e")
    number = float(numbers[0])
    # The cell's own unit or the heading's: what the number was multiplied by.
    factor = 1.0 if number == 0 else None if value is None else abs(value / number)
    decimals = len(mantissa.partition(".")[2])
    if factor is None or len(power) > _LONGEST_POWER:
        return None
    shift = int(power or 0) - decimals
    return factor * 10.0**shift if abs(shift) <= float_info.max_10_exp else None
