"""How many runs a table of configurations stands for."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes
from analysis.runs import Runs
from parsers.run_records.records import FAILED, RUN

_RUNS: Final = (
    pl.when(pl.col("status") == "ok")
    .then(pl.col("n") + pl.col("failed"))
    .otherwise(pl.max_horizontal(pl.col("n") + pl.col("failed"), 1))
    .alias("runs")
)
"""The runs of a configuration: at least one where nothing but its text is known (``>100``)."""


def run_counts(runs: Runs) -> tuple[int, int]:
    """Return how many runs the rows of ``runs.table`` stand for, and how many of them failed."""
    table = runs.table
    if "n" not in table.columns:
        return table["run"].n_unique(), int(table["status"].is_in(FAILED).sum())
    if all(table[name].n_unique() <= 1 for name in MEASURED_BY):
        return int(table.select(_RUNS).sum().item()), int(table["failed"].sum())
    # A configuration with several quantities has a row for each, of the same runs.
    each = table.select("failed", _RUNS).with_columns(group_codes(table, runs.by))
    most = each.group_by("group").agg(pl.col("runs").max(), pl.col("failed").max())
    return int(most["runs"].sum()), int(most["failed"].sum())


def summaries(records: pl.DataFrame) -> dict[str, int]:
    """Return how many runs of each source state a mean, a median or a headline and nothing else.

    Sources without any are left out. No configuration counts such a run.
    """
    stating = records.filter(role="summary")["source"].unique()
    if stating.is_empty():
        return {}
    of_run = records.filter(pl.col("source").is_in(stating.to_list())).group_by("source", RUN)
    only = of_run.agg((pl.col("role") == "summary").all()).filter("role")
    return dict(only.group_by("source").len().iter_rows())
