"""Stated speedups against the baseline that the document names beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.rounding import cut_off, digit, within
from analysis.audit.subject import Subject
from analysis.audit.wording import quantity


def over_stated_baseline(subject: Subject) -> Iterator[Finding]:
    """Check speedups whose baseline the document names beside them."""
    headline = subject.summaries.select(
        *("run", "metric", "unit"),
        pl.col("value").alias("headline"),
        pl.col("value_digit").alias("headline_digit"),
    )
    claimed = (
        _claims(subject)
        .filter(pl.col("stated_baseline").is_not_null())
        .join(headline, on=["run", "metric", "unit"], nulls_equal=True, how="left")
        .unique("place", keep="first", maintain_order=True)
        .with_columns(
            base=pl.col("stated_baseline"),
            base_digit=digit("stated_baseline"),
            value=pl.coalesce("headline", "value"),
            value_digit=pl.coalesce("headline_digit", "value_digit"),
            base_count=pl.lit(1, pl.Int64),
        )
    )
    for row in _judged(claimed).filter(~pl.col("fits")).iter_rows(named=True):
        yield _finding(row, f"{quantity(row['base'], row['unit'])} as the stated baseline")


CHECKS: Final = (over_stated_baseline,)


def _claims(subject: Subject) -> pl.DataFrame:
    """The records with a speedup, once a run, with the digits it is written with."""
    claims = subject.records.filter(
        pl.col("stated_speedup").is_not_null() & pl.col("value").is_not_null()
    )
    return claims.unique(["run", "metric", "unit"], keep="first", maintain_order=True).with_columns(
        speedup_digit=digit("stated_speedup", "speedup_digit"),
        value_digit=digit("value", "value_digit"),
    )


def _judged(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add ``ratio``, ``fits`` and ``cut``: how the speedup follows from value and baseline.

    The digits of both leave a range of ratios. Of times, the ratio times the share of devices is a
    speedup as well: that of weak scaling.
    """
    value, base = pl.col("value"), pl.col("base")
    of_value, of_base = pl.col("value_digit") / 2, pl.col("base_digit") / 2
    falls = pl.col("better").cast(pl.String) == "lower"
    over = pl.when(falls).then(base).otherwise(value)
    over_half = pl.when(falls).then(of_base).otherwise(of_value)
    under = pl.when(falls).then(value).otherwise(base)
    under_half = pl.when(falls).then(of_value).otherwise(of_base)
    ranged = pairs.filter((value > 0) & (base > 0)).with_columns(
        ratio=over / under,
        low=(over - over_half) / (under + under_half),
        high=(over + over_half) / (under - under_half).clip(1e-300),
        share=pl.when(falls).then(pl.col("count") / pl.col("base_count")).fill_null(1.0),
    )
    stated, written = pl.col("stated_speedup"), pl.col("speedup_digit")
    low, high, share = pl.col("low"), pl.col("high"), pl.col("share")
    return ranged.with_columns(
        fits=within(stated, written, low, high)
        | (within(stated, written, low * share, high * share) & falls).fill_null(False),
        cut=cut_off(stated, written, low, high),
    )


def _finding(row: Mapping[str, Any], baseline: str, more: str = "") -> Finding:
    stated, ratio = row["stated_speedup"], row["ratio"]
    kind = kinds.CUT_SPEEDUP if row["cut"] and not more else kinds.WRONG_SPEEDUP
    value = quantity(row["value"], row["unit"])
    what = (
        f"stated speedup {stated:g}, but {value} vs. {baseline} gives {ratio:.5g}{more}"
        if kind is kinds.WRONG_SPEEDUP
        else f"stated speedup {stated:g} is {ratio:.5g} truncated, not rounded"
    )
    return Finding(kind, row["source"], (row["line"],), what, stated, ratio, (row["run"],))
