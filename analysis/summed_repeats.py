"""Rows of records that stand for all their repeats: no more can be computed of these."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.repeats import Center
from analysis.usage import UsageError
from parsers.run_records.summed import CONFIDENCE, FAILURES, HIGH, LEAST, LOW, MEAN, MOST, VALUES

_WAY: Final = "narrow what is asked with --where or --metric until all records fit"


def of_summed(
    records: pl.DataFrame,
    groups: pl.Series,
    center: Center,
    confidence: float | None,
    *,
    with_repeats: bool,
) -> pl.DataFrame:
    """Return what ``summed_up`` does, of records that were summed up, by ``groups``.

    Raises ``UsageError`` where that takes each of the repeats: medians of parts have no median.
    """
    if with_repeats or confidence not in (None, CONFIDENCE):
        raise UsageError(f"this takes each repeat, and the server has summed them up: {_WAY}")
    if groups.n_unique() < records.height:
        raise UsageError(f"repeats that the server has summed up cannot be put together: {_WAY}")
    several = pl.col(VALUES) >= 2
    ends: dict[str, pl.Expr] = {"low": pl.col(LEAST), "high": pl.col(MOST)}
    interval: pl.Expr = pl.lit("range")
    if confidence is not None:
        ends = {"low": pl.coalesce(LOW, LEAST), "high": pl.coalesce(HIGH, MOST)}
        sure = pl.lit(f"ci{confidence * 100:g}")
        interval = pl.when(pl.col(LOW).is_not_null()).then(sure).otherwise(interval)
    return records.with_row_index("record").select(
        "record",
        pl.col(FAILURES).alias("failed"),
        "status",
        pl.col(VALUES).alias("n"),
        (pl.col("value") if center == "median" else pl.col(MEAN)).alias("value"),
        *(pl.when(several).then(end).alias(name) for name, end in ends.items()),
        pl.when(several).then(interval).alias("interval"),
    )
