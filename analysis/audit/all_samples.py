"""Summaries that weigh their runs by how much each of them did, as a row of all requests does."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.audit.support import LEAST
from parsers.run_records.records import named, parameters


def of_all_samples(stated: pl.DataFrame, given: pl.DataFrame) -> pl.Series:
    """Return which of ``stated`` (see ``averages``) are not of their runs, but of what these did.

    Such a row counts as much as its runs together, 4,002 requests beside 1,000, 1,000, 2,000 and
    2: its time is the mean of all requests, its least that of all, its percentile neither.
    """
    plain = pl.Series("of_all", [False] * len(stated), dtype=pl.Boolean)
    if stated.is_empty():
        return plain
    whole = named(given)
    counts = [name for name in parameters(whole) if whole[name].dtype.is_integer()]
    if not counts:
        return plain
    runs = whole.filter(pl.col("role").cast(pl.String) == "measured")
    rows = stated.select("place", "source", "first", "last").iter_rows(named=True)
    found = [any(_is_sum(each, whole[name], runs, name) for name in counts) for each in rows]
    return pl.Series("of_all", found, dtype=pl.Boolean)


def _is_sum(row: dict[str, Any], counts: pl.Series, runs: pl.DataFrame, name: str) -> bool:
    own = counts[row["place"]]
    if own is None or row["first"] is None or row["first"] == row["last"]:
        return False
    is_its = (pl.col("source") == row["source"]) & pl.col("line").is_between(
        row["first"], row["last"]
    )
    parts = runs.filter(is_its).unique("line")[name]
    is_told = len(parts) >= LEAST and parts.null_count() == 0 and parts.n_unique() > 1
    return is_told and bool(parts.sum() == own)
