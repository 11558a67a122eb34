"""Tables that repeat, as one row a configuration, what another table of the document measured."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.records import ROLE
from parsers.words import word_set

_NOT_IDENTITY: Final = word_set(
    "run source line value samples progress progress_at role stated_speedup stated_baseline status "
    "reason started hosts"
)
TOLERANCE: Final = 1e-3
"""Relative difference within which a stated value is its repeats' mean or median, rounded."""


def mark_summaries(tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Return the ``tables`` (records, one frame each) with the summaries' rows marked so.

    A table is a summary where it has one row per configuration, another table has two or more
    rows of at least one of them, and where those values' median or mean is the stated one in at
    least half of the configurations that both have.
    """
    identities = [_identity(table) for table in tables]
    marked = []
    for table, keys in zip(tables, identities, strict=True):
        alike = [
            other
            for other, others_keys in zip(tables, identities, strict=True)
            if other is not table and others_keys == keys
        ]
        if table.height and any(_summarises(table, raw, list(keys)) for raw in alike):
            table = table.with_columns(pl.lit("summary", dtype=ROLE).alias("role"))
        marked.append(table)
    return marked


def _summarises(table: pl.DataFrame, raw: pl.DataFrame, keys: list[str]) -> bool:
    if table.select(keys).is_duplicated().any():
        return False
    repeats = raw.group_by(keys).agg(
        pl.len().alias("n"),
        pl.col("value").median().alias("median"),
        pl.col("value").mean().alias("mean"),
    )
    both = table.join(repeats.filter(pl.col("n") > 1), on=keys, nulls_equal=True)
    near = [
        (pl.col("value") - pl.col(center)).abs() <= TOLERANCE * pl.col("value").abs()
        for center in ("median", "mean")
    ]
    agreeing = both.filter(pl.any_horizontal(near)).height
    return both.height > 0 and 2 * agreeing >= both.height


def _identity(records: pl.DataFrame) -> dict[str, pl.DataType]:
    """The columns that tell configurations and quantities apart, where they say anything."""
    return {
        name: dtype
        for name, dtype in records.schema.items()
        if name not in _NOT_IDENTITY and records[name].count()
    }
