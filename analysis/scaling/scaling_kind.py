"""Strong or weak scaling: as the source says, else by the problem size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, get_args

import polars as pl

from analysis.groups import number_groups
from analysis.scaling.matrix_orders import of_growing_matrix
from analysis.scaling.step_times import batch_each

Kind = Literal["auto", "strong", "weak"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STATED: Final = "stated_scaling"
ALIKE: Final = 1.02
"""Sizes per device within this ratio are equal: grids cannot always be shared evenly."""
_ROUNDED: Final = 1.05
"""The same of sizes that are written with two digits, as ``2.1e6`` is for 2,097,152."""
_MOST: Final = 20_000
_DIGITS: Final = 9


def with_kind(table: pl.DataFrame, keys: Sequence[str], kind: Kind) -> pl.DataFrame:
    """Return ``table`` with ``series``, ``scaling`` and ``kind_assumed``: series have one kind.

    ``keys`` tell series apart. Runs at one size on several counts scale strongly; where each count
    has a size of its own but the same size per device, within 2 %, or the order of a matrix
    (``of_matrix``), weakly; where neither is so, ``scaling`` is null. ``kind_assumed``: neither the
    user nor the source nor a size said so.
    """
    keys = [*keys, "counted"]
    if "size" in keys:
        return _by_size(table, keys, kind)
    table = number_groups(table, keys, "series")
    stated = _stated(table, kind)
    table = table.with_columns(
        scaling=pl.coalesce(stated, pl.lit("weak" if kind == "weak" else "strong")),
        kind_assumed=stated.is_null() & (kind == "auto"),
    )
    return _with_batches(table, ["series"], kind)


def _with_batches(table: pl.DataFrame, keys: Sequence[str], kind: Kind) -> pl.DataFrame:
    """Return ``table`` with the steps over a batch of each device as weak, where else assumed."""
    each = batch_each(table, keys) if kind == "auto" else None
    if each is None:
        return table
    each = each & table["kind_assumed"]
    return table.with_columns(
        scaling=pl.when(each).then(pl.lit("weak")).otherwise("scaling"),
        kind_assumed=pl.col("kind_assumed") & ~each,
    )


def _stated(table: pl.DataFrame, kind: Kind) -> pl.Expr:
    """What the source says, unless the user overrules it."""
    if kind != "auto" or STATED not in table.columns:
        return pl.lit(None, pl.String)
    return pl.col(STATED).cast(pl.String)


def _by_size(table: pl.DataFrame, keys: Sequence[str], kind: Kind) -> pl.DataFrame:
    family = [name for name in keys if name != "size"]
    stated = _stated(table, kind)
    table = table.with_columns(
        size_each=_alike(table["size"] / table["count"], _tolerance(table["size"]))
    )
    counts = pl.col("count").n_unique()
    table = table.with_columns(
        of_family=counts.over(family),
        of_size=counts.over([*family, "size"]),
        of_share=counts.over([*family, "size_each"]),
        of_matrix=of_growing_matrix(family, table.columns)
        & (stated.is_null() | (stated == "weak"))
        & (kind != "strong"),
    )
    alone = (pl.col("of_size") == 1) & (pl.col("of_family") > 1)
    matrix = pl.col("of_matrix")
    shared = (pl.col("of_size") == 1) & (pl.col("of_share") > 1)
    # One row on a line with those of another size, or two where the others are off, are there by
    # chance: sizes were varied.
    shared = shared & (alone.sum().over([*family, "size_each"]) > 1)
    shared = shared & (2 * shared.sum().over(family) >= alone.sum().over(family))
    if kind == "auto":
        found = (
            pl.when(shared | matrix)
            .then(pl.lit("weak"))
            .when(alone & pl.col("size").is_not_null())
            .then(None)
            .otherwise(pl.lit("strong"))
        )
        scaling = pl.coalesce(stated, found)
    else:
        scaling = pl.lit(kind)
    table = table.with_columns(
        kind_assumed=pl.col("size").is_null() & (kind == "auto") & stated.is_null(), scaling=scaling
    )
    table = table.with_columns(
        problem_size=pl.when(pl.col("scaling").is_null() | matrix)
        .then(None)
        .when((pl.col("scaling") == "weak") & (shared | pl.lit(kind == "weak")))
        .then(pl.col("size_each"))
        # What the source says, where its sizes do not bear it out, is more than the sizes say.
        .when(alone & stated.is_not_null())
        .then(None)
        .otherwise(pl.col("size")),
    )
    table = _with_batches(table, keys, kind)
    table = number_groups(table, [*family, "scaling", "problem_size"], "series")
    if (table["scaling"] == "weak").any():
        table = number_groups(table, [*family, "size_each"], "share")
    return table.drop("size_each", "of_family", "of_size", "of_share", "problem_size")


def _tolerance(sizes: pl.Series) -> float:
    """Within which ratio sizes per device are equal, by the digits that the sizes have."""
    stated = sizes.drop_nulls().unique()
    two, one = (bool((stated.round_sig_figs(digits) == stated).all()) for digits in (2, 1))
    return _ROUNDED if two and not one else ALIKE


def _alike(sizes: pl.Series, near_enough: float) -> pl.Series:
    """The sizes with those within that ratio of each other made equal."""
    distinct = sizes.drop_nulls().filter(sizes.drop_nulls() > 0).unique().sort()
    if not 1 < len(distinct) <= _MOST:
        return sizes.round_sig_figs(_DIGITS)
    first, near = distinct[0], {}
    for size in distinct:
        first = first if size <= near_enough * first else size
        near[size] = first
    return sizes.replace(near)
