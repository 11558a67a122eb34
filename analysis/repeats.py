"""The repeats of each configuration: one sorted list, and the numbers that are read off it."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from analysis.stats.median_interval import median_ranks
from parsers.run_records.records import FAILED

Center = Literal["median", "mean"]

FIRST: Final = 10_000
"""Groups in which repeats mostly show, if there are any."""
REPEATS: Final = pl.List(pl.Float64)
AT_ONCE: Final = 1_000_000
"""Samples that are sorted at a time."""


def grouped(runs: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each ``group`` of ``runs``, in order of first appearance.

    ``runs``: ``group``, ``record``, ``status`` and ``value``, a repeat each; where all groups
    differ, also ``samples``, the repeats in place of ``value`` where a run that finished has any.
    Columns of the result: ``record`` of the first; ``failed``, their number; ``status``, ``ok``
    where any ran; ``repeats``, the values that there are, from small to large.
    """
    all_ran = bool((runs["status"] == "ok").all())
    if all_differ(runs["group"]):
        # Grouping a million single runs would take longer than everything else.
        return runs.select("record", _failed_alone(), "status", _alone(runs))
    values = pl.col("value").drop_nulls() if runs["value"].null_count() else pl.col("value")
    return (
        runs.group_by("group", maintain_order=True)
        .agg(
            pl.col("record").first(),
            pl.lit(0, dtype=pl.UInt32).alias("failed") if all_ran else _failed(),
            pl.col("status").first() if all_ran else _status(),
            values.sort().alias("repeats"),
        )
        .drop("group")
    )


def summed_in_steps(
    runs: pl.DataFrame, center: Center, confidence: float | None, *, with_repeats: bool
) -> pl.DataFrame:
    """Return ``summed_up`` of ``grouped``, without ``repeats`` unless these are asked for.

    Where all groups differ, sorted lists of a part of the samples are there at a time: those of an
    archive take most of the memory as they are.
    """
    given = "samples" in runs.columns and runs["samples"].null_count() < runs.height
    if with_repeats or not given or not all_differ(runs["group"]):
        whole = summed_up(grouped(runs), center, confidence)
        return whole if with_repeats else whole.drop("repeats")
    lengths = runs.select(pl.col("samples").list.len().fill_null(1)).to_series()
    heights = (lengths.cum_sum() // AT_ONCE).rle().struct.field("len")
    starts = heights.cum_sum() - heights
    return pl.concat(
        summed_up(grouped(runs.slice(start, height)), center, confidence).drop("repeats")
        for start, height in zip(starts, heights, strict=True)
    )


def summed_up(table: pl.DataFrame, center: Center, confidence: float | None) -> pl.DataFrame:
    """Add ``n``, ``value``, ``low``, ``high`` and ``interval``, which come from ``repeats``.

    ``low`` and ``high`` are the ends of the median's interval where the repeats suffice for
    ``confidence``, else the smallest and the largest, and null below two.
    """
    repeats = pl.col("repeats").list
    table = table.with_columns(n=repeats.len())
    ranks = {n: median_ranks(n, confidence) for n in table["n"].unique()} if confidence else {}
    below = {n: found[0] - 1 for n, found in ranks.items() if found}
    outside: pl.Expr | int = 0
    interval: pl.Expr = pl.lit("range")
    if below:
        known = pl.col("n").replace_strict(below, default=None, return_dtype=pl.Int64)
        outside = known.fill_null(0)
        sure = pl.lit(f"ci{(confidence or 0) * 100:g}")
        interval = pl.when(known.is_not_null()).then(sure).otherwise(interval)
    several = pl.col("n") >= 2
    return table.with_columns(
        value=_median() if center == "median" else repeats.mean(),
        low=pl.when(several).then(repeats.get(outside, null_on_oob=True)),
        high=pl.when(several).then(repeats.get(-1 - outside, null_on_oob=True)),
        interval=pl.when(several).then(interval),
    )


def all_differ(groups: pl.Series) -> bool:
    """Return whether no two are equal: mostly the first ones tell, and all need not be hashed."""
    return all(some.n_unique() == len(some) for some in (groups.head(FIRST), groups))


def _median() -> pl.Expr:
    """The median of sorted lists: the middle, or what lies between the two in the middle."""
    repeats = pl.col("repeats").list
    below, above = (pl.col("n").cast(pl.Int64) - 1) // 2, pl.col("n").cast(pl.Int64) // 2
    middle = [repeats.get(at, null_on_oob=True) for at in (below, above)]
    # Halved before they are added: the largest numbers there are have no sum.
    return middle[0] / 2 + middle[1] / 2


def _failed() -> pl.Expr:
    return pl.col("status").is_in(FAILED).sum().alias("failed")


def _failed_alone() -> pl.Expr:
    return pl.col("status").is_in(FAILED).cast(pl.UInt32).alias("failed")


def _status() -> pl.Expr:
    ran = pl.col("status") == "ok"
    return pl.when(ran.any()).then(pl.lit("ok")).otherwise(pl.col("status").first()).alias("status")


def has_samples() -> pl.Expr:
    """Return whether a run finished and has samples, which are its repeats then."""
    return ((pl.col("samples").list.len() > 0) & (pl.col("status") == "ok")).fill_null(False)


def _alone(runs: pl.DataFrame) -> pl.Expr:
    """The repeats of groups of one run each; many samples are sorted where they are."""
    lists = pl.concat_list("value")
    if "samples" in runs.columns and runs["samples"].null_count() < runs.height:
        samples = pl.col("samples").list.drop_nulls().list.sort()
        return (
            pl.when(has_samples()).then(samples).otherwise(lists.list.drop_nulls()).alias("repeats")
        )
    return (lists.list.drop_nulls() if runs["value"].null_count() else lists).alias("repeats")
