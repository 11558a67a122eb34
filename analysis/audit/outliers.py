"""Repeats that stand apart from the others of their configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.rounding import digit
from analysis.audit.subject import Subject
from analysis.audit.wording import listed, quantity

_LEAST_RUNS: Final = 5
_MOST_APART: Final = 0.25
"""The share of the repeats that may stand apart and still be the exception."""
_FAR: Final = 1.2
"""How many times the nearest of the others a value apart has to be, to matter."""
_ROUNDED: Final = 2.001
"""How many written digits rounding may add to a gap and take from a range, and a little for floats.
"""


def apart(subject: Subject) -> Iterator[Finding]:
    """Find repeats whose distance to the others is larger than the whole range of these.

    That is a ratio of gap to range as in Dixon's test (Dean and Dixon, Anal. Chem. 23, 1951), with
    the critical value of about one half that belongs to eight or nine values. Where a line has
    several repeats and all that stand apart are in it, the line is of something else. What rises
    or falls from each run to the next is something that was varied, so its runs are no repeats.
    """
    ranked = (
        subject.measured.filter(pl.col("value") > 0)
        .join(_along_others(subject.measured), on=["run", "metric"], how="anti")
        .with_columns(step=digit("value", "value_digit"))
        .select("place", "run", "source", "line", "unit", "hosts", "configuration", "value", "step")
        .filter(pl.len().over("configuration") >= _LEAST_RUNS)
        .sort("configuration", "value", "place")
        .with_columns(
            rank=pl.int_range(pl.len()).over("configuration"), n=pl.len().over("configuration")
        )
    )
    ends = ranked.with_columns(
        least=pl.col("value").first().over("configuration"),
        most=pl.col("value").last().over("configuration"),
        next=pl.col("value").shift(-1).over("configuration"),
    )
    # The digits of a whole number may all have been meant.
    step = pl.col("step").min().over("configuration")
    step = pl.when(step < 1).then(step).otherwise(0.0)
    gap = pl.col("next") - pl.col("value") - _ROUNDED * step
    far = pl.col("next") >= _FAR * pl.col("value")
    above, below = pl.col("n") - pl.col("rank") - 1, pl.col("rank") + 1
    few = _MOST_APART * pl.col("n")
    gaps = ends.filter(
        far
        & (
            ((above <= few) & (gap > pl.col("value") - pl.col("least")))
            | ((below <= few) & (gap > pl.col("most") - pl.col("next")))
        )
    ).select("configuration", pl.col("value").alias("low"), pl.col("next").alias("high"), few=few)
    outside = ends.join(gaps, on="configuration").with_columns(
        is_above=pl.col("value") >= pl.col("high")
    )
    counts = pl.col("is_above").sum().over("configuration", "low")
    odd = outside.filter(
        pl.when(counts <= pl.col("few")).then(pl.col("is_above")).otherwise(~pl.col("is_above"))
    )
    groups = odd.sort("place").group_by("configuration", "low", "high", maintain_order=True)
    found = groups.agg(
        *("source", "line", "run", "value", "hosts", "is_above"),
        pl.col("unit", "n", "least", "most").first(),
    )
    told: set[tuple[str, ...]] = set()
    for row in found.iter_rows(named=True):
        # A slow run is an outlier in all that was measured; once is enough.
        is_a_line = len(row["line"]) > 1 and len(set(row["line"])) == 1
        if tuple(row["run"]) not in told and not is_a_line:
            told.add(tuple(row["run"]))
            yield _finding(row)


CHECKS: Final = (apart,)


def _along_others(measured: pl.DataFrame) -> pl.DataFrame:
    """Return the ``run`` and ``metric`` beside which another quantity was varied.

    That one rises, or falls, from each run of a configuration to the next.
    """
    group = "configuration"
    step = pl.col("value").diff().over(group)
    steps = measured.filter(pl.len().over(group) >= _LEAST_RUNS).sort("place").with_columns(step)
    one_way = (pl.col("value") > 0).all() | (pl.col("value") < 0).all()
    varied = steps.filter(one_way.over(group)).select("run", varied="metric")
    beside = varied.join(measured.select("run", "metric"), on="run")
    return beside.filter(pl.col("metric") != pl.col("varied")).select("run", "metric").unique()


def _finding(row: dict[str, object]) -> Finding:
    values, hosts, unit = row["value"], row["hosts"], row["unit"]
    assert isinstance(values, list) and isinstance(hosts, list)
    named = [
        f"{quantity(value, str(unit) if unit else None)}{f' ({host})' if host else ''}"
        for value, host in zip(values, hosts, strict=True)
    ]
    above = bool(row["is_above"][0])  # type: ignore[index]
    ends = (row["least"], row["low"]) if above else (row["high"], row["most"])
    low, high = (quantity(float(str(end)), str(unit) if unit else None) for end in ends)
    others = int(str(row["n"])) - len(values)
    what = f"{listed(named)} vs. {low} to {high} for the other {others} repeats"
    return Finding(
        kinds.OUTLIER,
        row["source"][0],  # type: ignore[index]
        row["line"],  # type: ignore[arg-type]
        what,
        runs=row["run"],  # type: ignore[arg-type]
    )
