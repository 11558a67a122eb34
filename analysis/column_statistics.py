"""A column in few numbers: how often each value stands in it, what it spans, how it is spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from analysis.column_spec import ColumnSpec
from analysis.columns import COLUMNS
from analysis.scaling.speedup import cost_unit
from analysis.select import EARNED

BINS: Final = 8
"""Bars of a histogram."""


def frequencies(column: pl.Series) -> pl.DataFrame:
    """Return each value once, the most frequent first, and of equals the first to appear.

    ``value``: null where rows have none; ``rows``: how many have it; ``share``: as a fraction of
    all rows.
    """
    counted = column.alias("value").to_frame().group_by("value", maintain_order=True)
    return (
        counted.agg(rows=pl.len())
        .with_columns(share=pl.col("rows") / max(column.len(), 1))
        .sort("rows", descending=True, maintain_order=True)
    )


def statistics(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return a row for each of the columns ``names`` of ``table``, lists apart.

    ``column``; the ``unit`` of what is measured; ``metric`` too and a row for each where they
    differ, as no two units have a median; ``n``: rows with a value; ``missing``: those without;
    ``distinct`` values; of numbers ``least``, ``median``, ``greatest``, and ``histogram``: how many
    there are in each of ``BINS`` equal parts of their range. Of speedups and efficiencies those of
    baselines, which are 1 by definition, count as missing.
    """
    rows = []
    for name in names:
        if not table.schema[name].is_nested():
            parts = _comparable(table, name)
            # Of metrics those that have any: none has only all of them together.
            told = [part for part in parts if part[1].count()] or parts[:1]
            rows += [_row(name, kind, part) for kind, part in told]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_SCHEMA: Final[dict[str, Any]] = {
    **{"column": pl.String, "metric": pl.String, "unit": pl.String},
    **{"n": pl.Int64, "missing": pl.Int64, "distinct": pl.Int64},
    **{"least": pl.Float64, "median": pl.Float64, "greatest": pl.Float64},
    "histogram": pl.List(pl.Int64),
}
Kind = tuple[str | None, str | None]
"""A metric and its unit."""


def _comparable(table: pl.DataFrame, name: str) -> list[tuple[Kind, pl.Series]]:
    """Return the column in parts whose values are of one metric and unit, if they are of any."""
    column = COLUMNS.get(name)
    if name in EARNED and "is_baseline" in table.columns:
        earned = pl.when(~pl.col("is_baseline").fill_null(False)).then(name)
        return [((None, None), table.select(earned).to_series())]
    if column is None or column.unit not in ("quantity", "cost") or "metric" not in table.columns:
        return [((None, None), table[name])]
    parts = table.partition_by("metric", "unit", maintain_order=True)
    if len(parts) < 2:
        return [((None, _unit(column, part)), part[name]) for part in parts or [table]]
    return [((part["metric"][0], _unit(column, part)), part[name]) for part in parts]


def units_of(table: pl.DataFrame, name: str) -> list[str]:
    """Return the units that the values of the column ``name`` of ``table`` have, each once."""
    units = [unit for (_, unit), values in _comparable(table, name) if values.count()]
    return list(dict.fromkeys(unit for unit in units if unit is not None))


def _unit(column: ColumnSpec, part: pl.DataFrame) -> str | None:
    """Return the unit of a column in rows of one metric, which has one unit."""
    if part.is_empty():
        return None
    metric, unit = part["metric"][0], part["unit"][0]
    if column.unit != "cost":
        return None if unit is None else str(unit)
    counted = part["counted"].unique().drop_nulls().to_list()
    return cost_unit(metric, unit, *counted) if len(counted) == 1 else None


def _row(name: str, kind: Kind, column: pl.Series) -> tuple[Any, ...]:
    stated = column.drop_nulls()
    counted = (column.len() - column.null_count(), column.null_count(), stated.n_unique())
    if not column.dtype.is_numeric():
        return name, *kind, *counted, None, None, None, None
    numbers = stated.cast(pl.Float64)
    numbers = numbers.filter(numbers.is_finite())
    ends = numbers.min(), numbers.median(), numbers.max()
    return name, *kind, *counted, *ends, _histogram(numbers)


def _histogram(numbers: pl.Series) -> list[int] | None:
    """Return how many numbers are in each part of their range, null where it has no extent."""
    if numbers.n_unique() < 2:
        return None
    # Halves, as the difference of two huge numbers is none.
    halves = numbers.to_frame("x").select(pl.col("x") / 2)["x"]
    low, high = float(halves.min()), float(halves.max())  # type: ignore[arg-type]
    if high - low == 0:
        return None
    place = ((halves - low) / (high - low) * BINS).floor().clip(0, BINS - 1).cast(pl.Int64)
    counts = dict(place.value_counts().iter_rows())
    return [counts.get(part, 0) for part in range(BINS)]
