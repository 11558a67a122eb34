"""Text cells that recur and are interned: each text is looked at once, not each cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

_SOME: Final = 1_000
"""So many cells mostly have all the texts that a column has."""


def spread(cells: pl.Series, function: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Return ``function`` of text ``cells``, called on each text once where they are interned.

    ``function`` maps a series of strings to one of equal length, null to null.
    """
    texts = possible(cells)
    results = function(texts)
    return results if texts is cells else results.gather(cells.to_physical())


def map_distinct(cells: pl.Series, function: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Return the same, but text ``cells`` as they are interned where that leaves each as it is."""
    texts = possible(cells)
    results = function(texts)
    if texts is not cells and results.equals(texts):
        return cells
    return spread(cells, lambda _: results)


def possible(cells: pl.Series) -> pl.Series:
    """Return the texts of ``cells`` as strings, of interned ones the categories: they are at hand.

    A text may be among these that none of the cells has, where its row has been left out or another
    column shares the categories.
    """
    dtype = cells.dtype
    return dtype.categories.to_series() if isinstance(dtype, pl.Categorical) else cells


def distinct(cells: pl.Series) -> pl.Series:
    """Return the texts of ``cells`` as strings, of interned ones each once.

    It takes a search of all of them only where some do not have all the texts at hand already.
    """
    if isinstance(cells.dtype, pl.String):
        return cells
    texts = possible(cells)
    # An odd step, as what recurs does so every few rows, or every so many even ones.
    some = cells.gather_every(len(cells) // _SOME | 1)
    if texts is not cells and some.drop_nulls().n_unique() == len(texts):
        return texts
    return cells.drop_nulls().unique().cast(pl.String)
