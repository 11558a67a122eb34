"""What the runs behind a stated average give."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.audit.rounding import agrees, digit

LEAST_RUNS: Final = 2
FAIR: Final = ("mean", "median", "geometric", "total")
"""What a summary may state of its runs."""


def averages(summaries: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    """Return the summaries of several runs, each with what its runs give.

    Added columns: ``digit`` (the weight of the last digit stated), ``n``, ``mean``, ``median``,
    ``geometric``, ``total``, ``least``, ``most``, ``first`` and ``last`` (lines of the runs) and
    ``right``: whether the stated value is one of ``FAIR``, rounded.

    The runs are those equal in all but parameters, or in parameters as well, or, for a row such as
    ``Avg`` in place of a name, those right above it: what agrees, else the first of these, unless
    several summaries share its runs.
    """
    own = ["run", "metric", "unit"]
    of_others = summaries.join(measured.select(own), on=own, nulls_equal=True, how="anti")
    stated = of_others.with_columns(digit=digit("value", "value_digit"))
    is_shared = pl.col("alike").is_duplicated()
    wide = _with_runs(stated.with_columns(rank=is_shared.cast(pl.Int8)), measured, "alike")
    narrow = _with_runs(
        stated.with_columns(rank=(~is_shared).cast(pl.Int8)), measured, "configuration"
    )
    right_above = _with_runs(
        stated.with_columns(rank=pl.lit(2, pl.Int8)), measured, "block"
    ).filter(
        (pl.col("last") + 1 == pl.col("line")) & (pl.col("first") + pl.col("n") == pl.col("line"))
    )
    return (
        pl.concat([wide, narrow, right_above])
        .filter(pl.col("n") >= LEAST_RUNS)
        .sort("place", ~pl.col("right"), "rank", maintain_order=True)
        .unique("place", keep="first", maintain_order=True)
        .drop("rank")
    )


def _with_runs(stated: pl.DataFrame, measured: pl.DataFrame, group: str) -> pl.DataFrame:
    value = pl.col("value")
    of_stated = measured.join(stated.select(group).unique(), on=group, how="semi")
    numbers = of_stated.group_by(group).agg(
        pl.len().alias("n"),
        value.mean().alias("mean"),
        value.median().alias("median"),
        pl.when(value > 0).then(value.log()).mean().exp().alias("geometric"),
        value.sum().alias("total"),
        value.min().alias("least"),
        value.max().alias("most"),
        pl.col("line").min().alias("first"),
        pl.col("line").max().alias("last"),
    )
    fair = (agrees(value, pl.col("digit"), pl.col(name)).fill_null(False) for name in FAIR)
    return stated.join(numbers, on=group).with_columns(right=pl.any_horizontal(*fair))
