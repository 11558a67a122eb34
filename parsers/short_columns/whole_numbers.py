"""Whole numbers that a column holds: those of 64 bits; larger ones are fractions."""

from __future__ import annotations

from typing import Final

import polars as pl

WIDE: Final = (pl.UInt64, pl.Int128, pl.UInt128)
"""Types of whole numbers some of which are larger than ``Int64`` holds."""
_LARGEST: Final = 2**63 - 1


def nearest_whole(number: float) -> int | None:
    """Return the nearest whole number, ``None`` where that is larger than a column holds."""
    return round(number) if abs(number) < _LARGEST else None


def as_held(numbers: pl.Series) -> pl.Series:
    """Return ``WIDE`` numbers as other formats are read: as ``Int64``, else as fractions."""
    are_large = bool(((numbers > _LARGEST) | (numbers.cast(pl.Float64) < -_LARGEST)).any())
    return numbers.cast(pl.Float64 if are_large else pl.Int64)


def vary(counts: pl.Series) -> bool:
    """Return whether whole numbers are not all the same, null aside."""
    # The ends tell: to find all different ones takes ten times as long.
    return bool(counts.min() != counts.max())
