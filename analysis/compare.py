"""Two sides of anything: matched by a full outer join, with what changed and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from analysis.configurations import Center, configurations
from analysis.sides import Sides

VERDICT: Final = pl.Enum(["untested", "missing_base", "missing_new", "failed"])
SIDE: Final = ("n", "failed", "value", "low", "high", "source", "line")
OTHER: Final = " of the other side"
"""What the join puts after the new side's columns; no parameter ends so."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A configuration column in which the sides differ, with the values of each side."""

    column: str
    base: tuple[Any, ...]
    new: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two sides.

    ``table``: one row per matched configuration and quantity. Columns: ``matched``, then ``metric
    unit better``, ``n_base n_new`` (runs with a value), ``failed_base failed_new``, ``base new``
    (their centres), ``low_base high_base low_new high_new``, ``source_base line_base source_new
    line_new``, ``delta`` (new/base - 1, sign as measured), ``ratio`` (above 1 is better; null where
    nothing says which direction is), ``p`` (null: nothing is tested yet) and ``verdict``.
    """

    table: pl.DataFrame
    matched: tuple[str, ...]
    differences: tuple[Difference, ...]
    shared: tuple[tuple[str, Any], ...]


def compare(sides: Sides, center: Center = "median") -> Comparison:
    """Compare two sides, matched on their common columns and on metric and unit.

    Nothing is dropped: a configuration that one side lacks is a row with the verdict
    ``missing_base`` or ``missing_new``; one that never finished is ``failed``.
    """
    keys = [*sides.matched, "metric", "unit"]
    base, new = (
        configurations(side, sides.matched, center).select(
            *keys, "better", *(pl.col(column).alias(f"{column}_{name}") for column in SIDE)
        )
        for side, name in ((sides.base, "base"), (sides.new, "new"))
    )
    joined = base.join(
        new,
        on=keys,
        how="full",
        coalesce=True,
        nulls_equal=True,
        suffix=OTHER,
        maintain_order="left_right",
    )
    table = joined.with_columns(pl.coalesce("better", f"better{OTHER}").alias("better"))
    table = _with_change(table.rename({"value_base": "base", "value_new": "new"}))
    columns = [
        *keys,
        *("better", "n_base", "n_new", "base", "new", "delta", "ratio", "p", "verdict"),
        *("failed_base", "failed_new", "low_base", "high_base", "low_new", "high_new"),
        *("source_base", "line_base", "source_new", "line_new"),
    ]
    return Comparison(
        table.select(columns),
        sides.matched,
        tuple(_differences(sides)),
        tuple(_shared(sides)),
    )


def _with_change(table: pl.DataFrame) -> pl.DataFrame:
    """Add change, ratio and verdict: 0/0 is no change, x/0 is unknown."""
    base, new = pl.col("base"), pl.col("new")
    quotient = pl.when((base == 0) & (new == 0)).then(1.0).when(base != 0).then(new / base)
    lacking = [pl.col(f"n_{side}").is_null() for side in ("base", "new")]
    verdict = (
        pl.when(lacking[0])
        .then(pl.lit("missing_base"))
        .when(lacking[1])
        .then(pl.lit("missing_new"))
        .when(base.is_null() | new.is_null())
        .then(pl.lit("failed"))
        .otherwise(pl.lit("untested"))
    )
    inverse = pl.when(quotient != 0).then(1 / quotient)
    return table.with_columns(
        delta=quotient - 1,
        ratio=pl.when(pl.col("better") == "higher")
        .then(quotient)
        .when(pl.col("better") == "lower")
        .then(inverse),
        p=pl.lit(None, dtype=pl.Float64),
        verdict=verdict.cast(VERDICT),
        n_base=pl.col("n_base").fill_null(0),
        n_new=pl.col("n_new").fill_null(0),
        failed_base=pl.col("failed_base").fill_null(0),
        failed_new=pl.col("failed_new").fill_null(0),
    )


def _values(side: pl.DataFrame, column: str) -> tuple[Any, ...]:
    return tuple(side[column].unique(maintain_order=True))


def _differences(sides: Sides) -> list[Difference]:
    both = [
        Difference(name, _values(sides.base, name), _values(sides.new, name)) for name in sides.by
    ]
    return [each for each in both if set(each.base) != set(each.new)]


def _shared(sides: Sides) -> list[tuple[str, Any]]:
    """The columns that have one and the same value on both sides."""
    both = [(name, _values(sides.base, name), _values(sides.new, name)) for name in sides.by]
    return [(name, ours[0]) for name, ours, theirs in both if ours == theirs and len(ours) == 1]
