"""Texts of cells, as the reading of numbers has them, where people write them in another way."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.number_words import NUMBER_WORDS, number_of
from parsers.tables.recurring_texts import distinct

_RELATIVE: Final = r"\s*(?:±|\+/-|\+-)\s*[\d.]+\s*%"


def without_relative_spread(texts: pl.Series) -> pl.Series:
    """Return ``120 s ± 2 %`` as ``120 s``: the percent are of the spread, and no unit of a time."""
    is_relative = texts.str.contains("%", literal=True)
    return texts.str.replace(_RELATIVE, "") if is_relative.any() else texts


def counts_in_digits(cells: pl.Series) -> pl.Series:
    """Return counts that are all written in words, ``one``, ``two``, ``four``, in digits."""
    first = cells.is_not_null().arg_max()
    if first is None or str(cells[first]).lower() not in NUMBER_WORDS:
        return cells
    texts = distinct(cells).drop_nulls().unique()
    numbers = {text: number_of(text) for text in texts}
    if None in numbers.values():
        return cells
    return cells.cast(pl.String).replace_strict(
        {text: str(number) for text, number in numbers.items()}, return_dtype=pl.String
    )
