"""Numbers with a decimal comma, which only the other cells of their column tell from thousands."""

from __future__ import annotations

from typing import Final

import polars as pl

_DECIMAL: Final = r"^[~≈]?\s?[-+]?\d+(?:[ .\u00a0\u2009\u202f]\d{3})*,(?:\d{1,2}|\d{4,})(?:\D|$)"
"""A comma and anything but three digits behind it."""
_OTHERS: Final = r"^[^,]*$|^\D*[\d .\u00a0\u2009\u202f]+,\d+[^,]*$"
_POINT: Final = r"\d\.(?:\d{1,2}|\d{4,})(?:\D|$)|,\d+\."


def with_decimal_points(text: pl.Series) -> pl.Series | None:
    """Return ``text`` (strings) with its decimal commas as points; ``None`` where it has none.

    A comma is decimal in a column where one has not three digits behind it, where no cell has two,
    and none has a point that is not one of thousands.
    """
    if not text.str.contains(_DECIMAL).any():
        return None
    if not text.drop_nulls().str.contains(_OTHERS).all() or text.str.contains(_POINT).any():
        return None
    return text.str.replace_all(r"(\d)\.(\d{3})", "$1$2").str.replace(",", ".", literal=True)
