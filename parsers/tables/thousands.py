"""Counts written short: ``8k`` is 8000, but among powers of two ``1k`` is 1024."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.short_columns.short_texts import as_int
from parsers.short_columns.whole_numbers import nearest_whole

_SHORT = Pattern(r"(\d+(?:\.\d+)?)\s?[kK]")
_MOST: Final = 1_000


def with_thousands_in_full(text: pl.Series) -> pl.Series:
    """Return ``text`` (strings) with the counts among them that end in ``k`` spelt out."""
    if not text.cast(pl.String).str.contains(r"\d\s?[kK]$").any():
        return text
    distinct = text.cast(pl.String).drop_nulls().unique().to_list()
    short = {cell: match[1] for cell in distinct if (match := _SHORT.fullmatch(cell))}
    if not short or len(distinct) > _MOST:
        return text
    plain = [as_int(cell) for cell in distinct if cell.isdecimal()]
    numbers = [nearest_whole(float(number)) for number in short.values()]
    binary = bool(plain) and all(map(_is_power, [*plain, *numbers]))
    thousand = 1024 if binary else 1000
    spelt = {cell: f"{float(number) * thousand:.0f}" for cell, number in short.items()}
    return text.cast(pl.String).replace(spelt)


def _is_power(number: int | None) -> bool:
    return number is not None and number > 0 and number & (number - 1) == 0
