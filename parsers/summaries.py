"""Tables that repeat, as one row a configuration, what another table of the document measured."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.records import ROLE, SCHEMA, parameters

_NOT_IDENTITY: Final = frozenset(
    [
        "run",
        "source",
        "line",
        "value",
        "samples",
        "progress",
        "progress_at",
        "role",
        "stated_speedup",
        "stated_baseline",
        "status",
        "reason",
        "started",
        "hosts",
    ]
)
TOLERANCE: Final = 1e-3
"""Relative difference within which a stated value is its repeats' mean or median, rounded."""


def mark_summaries(tables: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Return the ``tables`` (records, one frame each) with the summaries' rows marked so.

    A table is a summary where it has one row per configuration, another table has two or more
    rows of at least one of them, and where those values' median or mean is the stated one in at
    least half of the configurations that both have.
    """
    marked = list(tables)
    for place, table in enumerate(tables):
        others = [other for other in (*tables[:place], *tables[place + 1 :]) if other.height]
        if table.height and any(_summarises(table, other) for other in others):
            role = pl.lit("summary", dtype=ROLE).alias("role")
            marked[place] = table.with_columns(role)
    return marked


def _summarises(table: pl.DataFrame, raw: pl.DataFrame) -> bool:
    keys = _identity(table)
    if keys != _identity(raw) or table.select(keys).is_duplicated().any():
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


def _identity(records: pl.DataFrame) -> list[str]:
    """The columns that tell configurations and quantities apart, where they say anything."""
    return sorted(
        name
        for name in (*SCHEMA, *parameters(records))
        if name not in _NOT_IDENTITY and records[name].null_count() < records.height
    )
