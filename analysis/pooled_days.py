"""Repeats that were made on several days: whatever changed between these counts as their spread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes
from analysis.runs import Runs
from parsers.run_records.folded import values_of
from parsers.run_records.summed import DAYS, is_summed

LEAST_DAYS: Final = 3
"""Days from which on runs of one configuration are taken for a history, and no repeats."""


def pooled_days(runs: Runs) -> Iterator[str]:
    """Yield that rows of the table of ``runs`` have repeats of ``LEAST_DAYS`` or more."""
    if is_summed(runs.records):
        yield from _said(runs.records[DAYS].max())
        return
    dated = runs.records.filter(pl.col("started").is_not_null() & pl.col("value").is_not_null())
    if "n" not in runs.table.columns or dated.is_empty():
        return
    groups = group_codes(dated, [*runs.by, *MEASURED_BY])
    dates = values_of(dated, groups, "started", lambda column: column.dt.date())
    yield from _said(
        dates.drop_nulls().group_by("group").agg(pl.col("started").n_unique())["started"].max()
    )


def _said(days: object) -> Iterator[str]:
    if isinstance(days, int) and days >= LEAST_DAYS:
        yield (
            f"repeats span up to {days} days, and any change between these counts as spread: runcmp"
            " history shows them by day"
        )
