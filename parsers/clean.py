"""Hostile text made visible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_HOSTILE = "[\x00-\x1f\x7f]"


def clean(text: str) -> str:
    """Return ``text`` with control characters as visible marks and tabs as blanks."""
    if text.isprintable():
        return text
    return re.sub(_HOSTILE, lambda match: _mark(match[0]), text)


def clean_series(series: pl.Series) -> pl.Series:
    """Return ``series`` with every text cleaned; the very series when there is nothing to do."""
    if not series.str.contains(_HOSTILE).any():
        return series
    hostile = series.filter(series.str.contains(_HOSTILE)).unique().to_list()
    return series.replace(hostile, [clean(text) for text in hostile])


def _mark(character: str) -> str:
    if character == "\t":
        return " "
    return "\u2421" if character == "\x7f" else chr(0x2400 + ord(character))
