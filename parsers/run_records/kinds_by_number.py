"""Records grouped by what tells their kinds, as one number where that can be.

To group by several columns takes five times as long as by one number, and most columns that tell
kinds have few values: places in a list of words, or whole numbers that lie close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_ROW: Final = "runcmp:row"
_NUMBER: Final = "runcmp:number"
_MOST: Final = 2**62
"""Kinds that a number tells apart, at most."""
_NARROW: Final = 2**31
"""Kinds that one of half the size tells apart."""


def of_each_kind(
    records: pl.DataFrame,
    kinds: Sequence[str],
    order: str,
    kept: Sequence[str],
    lists: Sequence[pl.Expr],
) -> pl.DataFrame:
    """Return the ``kinds`` and what is ``kept`` of the first record of each, and ``lists`` of all.

    ``kinds`` are the columns that tell them apart, where null is a value as any other. The first
    is that whose ``order``, a column of numbers, is the smallest.
    """
    number, others = _number(records, kinds)
    needed = [*others, *(name for each in lists for name in each.meta.root_names()), order]
    row = pl.col(_ROW)
    first = row.first() if records[order].is_sorted() else row.get(pl.col(order).arg_min())
    of_kind = (
        records.select(list(dict.fromkeys(needed)))
        .with_columns(number)
        .with_row_index(_ROW)
        .group_by(_NUMBER, *others)
        .agg(first, *lists)
    )
    firsts = records.select(*kinds, *kept)[of_kind[_ROW]]
    return firsts.hstack(of_kind.drop(_NUMBER, _ROW, *others))


def _number(records: pl.DataFrame, kinds: Sequence[str]) -> tuple[pl.Series, list[str]]:
    """A number for each record that tells kinds apart, and the columns that it cannot tell."""
    count = 1
    others: list[str] = []
    places: list[tuple[pl.Series, int]] = []
    for name in kinds:
        cells = _whole(records[name])
        if cells is None:
            others.append(name)
            continue
        least, has_null = int(cells.min() or 0), bool(cells.null_count())  # type: ignore[arg-type]
        # Null is the one after the largest.
        size = int(cells.max() or 0) - least + 1 + has_null  # type: ignore[arg-type]
        if size * count > _MOST:
            others.append(name)
        elif size > 1:
            # Narrow numbers cannot hold by how much the largest and the smallest of them differ.
            place = cells.cast(pl.Int64) - least
            places.append((place.fill_null(size - 1) if has_null else place, count))
            count *= size
    dtype = pl.UInt32() if count <= _NARROW else pl.UInt64()
    number = pl.repeat(0, records.height, dtype=dtype, eager=True)
    for place, factor in places:
        number += place.cast(dtype) * factor
    return number.alias(_NUMBER), others


def _whole(cells: pl.Series) -> pl.Series | None:
    """The cells as whole numbers, equal where they are; null where they are no such."""
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        return cells.to_physical()
    if cells.dtype == pl.Boolean:
        return cells.cast(pl.UInt8)
    return cells if cells.dtype.is_integer() and cells.dtype != pl.UInt64 else None
