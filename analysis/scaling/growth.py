"""By what the work of a timed run has grown from that of its baseline."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.scaling.matrix_orders import POWER
from analysis.scaling.speedup import OF_TIME, WEAK, R

_OF_PASSES: Final = r"(?:^|_)(?:step|iteration|epoch|latency)"
"""Times that are not of the whole run."""


def with_growth(table: pl.DataFrame) -> pl.DataFrame:
    """Add ``growth``, 1 where the work is that of the baseline, and ``of_steps``.

    In weak scaling the work grows with the count, but that of ``of_matrix`` rows with the cube of
    their order. ``of_steps`` are times of whole runs of which the larger took more steps: their
    work grows with the steps as well. Steps that fall as the count grows are those of one set of
    samples, shared among more devices.
    """
    growth = pl.when(WEAK).then(R).otherwise(1.0)
    if "of_matrix" in table.columns and table["of_matrix"].any():
        cubed = (pl.col("size") / _of_baseline(table, "size")) ** POWER
        growth = pl.when("of_matrix").then(cubed).otherwise(growth)
    if "steps" not in table.columns or not table["steps"].dtype.is_numeric():
        return table.with_columns(growth=growth)
    steps, count = pl.col("steps"), pl.col("count")
    falls = (steps.sort_by(count).diff() < 0).any().over("series")
    vary = (steps.n_unique().over("series") > 1) & (steps.min().over("series") > 0)
    told = steps.null_count().over("series") == 0
    table = table.with_columns(
        of_steps=OF_TIME & ~pl.col("metric").str.contains(_OF_PASSES) & vary & told & ~falls
    )
    more = steps / _of_baseline(table, "steps")
    return table.with_columns(growth=growth * pl.when("of_steps").then(more).otherwise(1.0))


def notes_on_growth(table: pl.DataFrame) -> list[str]:
    """Return what is said of work that was taken to grow."""
    texts = {
        "of_matrix": "weak scaling of a matrix of order size: its work grows with size³",
        "of_steps": "times held against each other per step, as larger runs took more steps",
    }
    return [text for name, text in texts.items() if name in table.columns and table[name].any()]


def _of_baseline(table: pl.DataFrame, name: str) -> pl.Series:
    """What the baseline of each row has in a column."""
    return table[name].gather(table["baseline_row"])
