"""Runs told by all their numbers, so that copies show."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.audit.rounding import digit_counts
from analysis.scaling.speedup import IS_RATE, IS_TIME

_LEAST_POINTS: Final = 4
"""Quantities along a run; fewer may be equal by chance."""
_LEAST_VALUE_DIGITS: Final = 4
"""Digits of a result that may tell its run from others, together with those of other runs."""
_LEAST_DIGITS: Final = 7
"""Digits that two equal lines have to have: rounder numbers are equal by chance."""


def fingerprints(measured: pl.DataFrame) -> pl.DataFrame:
    """Return one row a run with points enough: ``source run line points print``.

    ``print`` is a number that is equal where all quantities at all steps are.
    """
    each = measured.filter(pl.col("progress").list.len() > 0)
    if each.is_empty():
        return each.select("source", "run", "line", points=pl.lit(0), print=pl.lit(0))
    hashed = each.select("metric", "unit", "progress", "progress_at").hash_rows()
    of_run = (
        each.select("source", "run", "line", points=pl.col("progress").list.len())
        .with_columns(print=hashed)
        .group_by("source", "run", maintain_order=True)
        # A sum does not depend on the order of the quantities; hashes wrap around.
        .agg(pl.col("line").first(), pl.col("points").sum(), pl.col("print").sum())
    )
    return of_run.filter(pl.col("points") >= _LEAST_POINTS)


def value_fingerprints(measured: pl.DataFrame) -> pl.DataFrame:
    """Return one row a run without progress: ``source run line print``.

    Of times and rates alone, which vary from run to run, and with ``_LEAST_VALUE_DIGITS`` at least.
    """
    plain = measured.filter(
        pl.col("progress").list.len().fill_null(0).eq(0).all().over("source", "run")
        & (IS_TIME | IS_RATE)
        & (digit_counts("value") >= _LEAST_VALUE_DIGITS)
    )
    hashed = plain.select("metric", "unit", "value").hash_rows()
    of_run = plain.select("source", "run", "line", print=hashed).group_by(
        "source", "run", maintain_order=True
    )
    return of_run.agg(pl.col("line").first(), pl.col("print").sum())


def copied_tables(fingerprints: pl.DataFrame, least: int) -> pl.DataFrame:
    """Return the blocks of ``least`` lines and more that stand in a source several times.

    ``fingerprints``: see ``value_fingerprints``. A block is runs on consecutive lines.
    Columns: ``source``;
    ``run`` (list), all of the runs; ``line`` (list), where each of the blocks begins; ``points``,
    the values of one.
    """
    ordered = fingerprints.filter(pl.col("line").is_not_null()).sort("source", "line")
    apart = (pl.col("line").cast(pl.Int64).diff() > 1).over("source").fill_null(True)
    blocks = (
        ordered.with_columns(block=apart.cum_sum())
        .group_by("block", maintain_order=True)
        .agg(
            pl.col("source", "line").first(),
            "run",
            pl.col("print").cast(pl.String).str.join(" "),
            points=pl.len(),
        )
        .filter(pl.col("points") >= least)
    )
    same = blocks.group_by("source", "print", maintain_order=True).agg(
        pl.col("run").explode(), "line", pl.col("points").first()
    )
    return same.filter(pl.col("line").list.len() > 1)


def copies(fingerprints: pl.DataFrame) -> pl.DataFrame:
    """Return the runs whose numbers are those of an earlier run of the same source.

    Added columns: ``first_run`` and ``first_line`` of that one.
    """
    group = ["source", "print"]
    again = fingerprints.with_columns(
        first_run=pl.col("run").first().over(group), first_line=pl.col("line").first().over(group)
    )
    return again.filter(pl.col("run") != pl.col("first_run"))


def equal_lines(points: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """Return the lines with several times that stand in different runs of one source.

    Columns: ``source``, ``text`` (the times), ``point_line`` and ``run`` (lists). ``points`` are
    the progress of all runs; the lines of ``copies`` are left out.
    """
    copied = copies["run"].implode()
    times = points.filter((pl.col("unit") == "s") & ~pl.col("run").is_in(copied))
    text = pl.concat_str(pl.col("metric").str.replace_all("_", " "), "point", separator=" ")
    digits = pl.col("point").cast(pl.String).str.count_matches(r"\d")
    lines = (
        times.group_by("source", "run", "point_line", "at", maintain_order=True)
        .agg(text.sort().str.join(", ").alias("text"), times=pl.len(), digits=digits.sum())
        .filter((pl.col("times") > 1) & (pl.col("digits") >= _LEAST_DIGITS))
    )
    equal = lines.group_by("source", "text", maintain_order=True).agg("point_line", "run")
    return equal.filter(pl.col("run").list.n_unique() > 1)
