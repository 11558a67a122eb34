"""Dense matrices that grow with the machine: the size is the order of one, the work its cube.

High-Performance Linpack factorizes a matrix of order N in 2/3 N^3 + 3/2 N^2 operations
(https://netlib.org/benchmark/hpl/). N grows with the square root of the ranks where each keeps its
share of the memory: neither the work nor the work of each rank is constant then, but its growth is
known, and so is the speedup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

_LINPACK: Final = r"(?i)(?:^|[^a-z])x?(?:hpl|linpack)(?:$|[^a-z])"
POWER: Final = 3
_MOST_EFFICIENT: Final = 1.5
_ALIKE: Final = 1.1
"""Orders are multiples of a block, so that shares of the memory are not equal to the last digit."""


def of_growing_matrix(family: Sequence[str], columns: Sequence[str]) -> pl.Expr:
    """Return which rows are of a matrix that grows with the count, as an expression.

    A grid of processes or the benchmark's name says that ``size`` is an order, as do flop/s of
    sizes that grow with the square root of the count; in each ``family`` every count has one
    order, which is larger the larger the count. Beside a grid of processes a size in proportion to
    the count is that of a mesh, of which each has its share.
    """
    size, count = pl.col("size"), pl.col("count")
    told = [
        pl.col(name).cast(pl.String).str.contains(_LINPACK).fill_null(False)
        for name in ("benchmark", "case")
        if name in columns
    ]
    if "process_rows" in columns:
        each = size.cast(pl.Float64) / count
        shared = each.max().over(family) <= _ALIKE * each.min().over(family)
        told.append(pl.col("process_rows").is_not_null() & ~shared)
    share = size.cast(pl.Float64) ** 2 / count
    filled = share.max().over(family) <= _ALIKE * share.min().over(family)
    told.append(((pl.col("unit") == "flop/s") & filled).fill_null(False))
    is_order = pl.any_horizontal(told)
    one_each = (size.n_unique().over([*family, "count"]) == 1).all().over(family)
    ordered = size.rank("dense").over(family) == count.rank("dense").over(family)
    several = size.n_unique().over(family) > 1
    grows = one_each & ordered.all().over(family) & several & size.is_not_null()
    return (is_order & grows & ~_is_too_fast(family)).fill_null(False)


def _is_too_fast(family: Sequence[str]) -> pl.Expr:
    """Whether times rise by so little that no machine could have done the work of such orders.

    ``hpl`` names many a mesh of N cells as well, whose times stay flat where each rank has as many.
    """
    count, value = pl.col("count"), pl.col("value")
    rise = value / value.sort_by("count").first().over(family)
    order = pl.col("size").cast(pl.Float64) / pl.col("size").min().over(family)
    share = count / count.min().over(family)
    too_fast = (pl.col("better") == "lower") & (order**POWER > _MOST_EFFICIENT * share * rise)
    return too_fast.fill_null(False).any().over(family)
