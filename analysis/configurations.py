"""Repeats of one configuration become one row: median or mean, smallest, largest, how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import polars as pl

from analysis.groups import group_codes
from analysis.select import ConditionError
from parsers.records import IDENTITY, parameters

Center = Literal["median", "mean"]

FAILED: Final = ("failed", "timeout", "cancelled")
"""How runs end that did not finish well."""
MEASURED_BY: Final = ("metric", "unit", "better")
REGROUPABLE: Final = ("run", "source", "started", "hosts", "reason")
"""Schema columns that may be added to what makes a configuration."""


def identity(records: pl.DataFrame, by: str | None = None) -> list[str]:
    """Return the columns that make a configuration, in schema order, parameters last.

    Only columns that any record has are named. ``by`` changes the default: ``a,b`` replaces it,
    ``+hosts`` adds to it, ``-epochs`` takes away from it. Raises ``ConditionError`` for a column
    that is not there or that holds a measured quantity.
    """
    missing = records.null_count().row(0, named=True)
    default = [name for name in (*IDENTITY, *parameters(records)) if missing[name] < records.height]
    if by is None:
        return default
    return _regrouped(default, by, [*IDENTITY, *REGROUPABLE, *parameters(records)])


def configurations(
    records: pl.DataFrame, by: Sequence[str], center: Center = "median"
) -> pl.DataFrame:
    """Return one row per configuration and metric, in order of first appearance.

    Columns: ``by``, then ``metric unit better``, ``n`` (runs with a value), ``failed``, ``value``
    (median or mean of the runs), ``low`` and ``high`` (smallest and largest run, null below two
    runs), ``interval`` (``range`` or null), ``status``, ``source``, ``line`` and
    ``stated_baseline`` of the first run, and ``record``, that run's row in ``records``.
    ``summary`` records never enter: where an input has no measured record of a metric at all, its
    stated values stand in the table with ``n`` 0.
    """
    keys = [*by, *MEASURED_BY]
    is_measured = records["role"] == "measured"
    if is_measured.all():
        return _repeats_to_one(records, None, keys, center)
    measured = _repeats_to_one(records, is_measured, keys, center)
    only_stated = _nothing_measured(records)
    if not only_stated.any():
        return measured
    stated = _repeats_to_one(records, only_stated, keys, center).with_columns(
        n=pl.lit(0, dtype=pl.UInt32),
        low=pl.lit(None, dtype=pl.Float64),
        high=pl.lit(None, dtype=pl.Float64),
        interval=pl.lit(None, dtype=pl.String),
    )
    return pl.concat([measured, stated])


def runs_of(records: pl.DataFrame, row: Mapping[str, Any], by: Sequence[str]) -> pl.DataFrame:
    """Return the measured records that a row of ``configurations`` was made from."""
    types = records.schema
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.lit(row[name], dtype=types[name]))
        for name in (*by, *MEASURED_BY)
    )
    return records.filter(same & (pl.col("role") == "measured"))


def _repeats_to_one(
    records: pl.DataFrame, chosen: pl.Series | None, keys: list[str], center: Center
) -> pl.DataFrame:
    """Group the chosen records; take what does not vary within a group from its first."""
    needed = records.select("status", "value").with_columns(
        group_codes(records, _apart(records, keys))
    )
    needed = needed.with_row_index("record")
    if chosen is not None:
        needed = needed.filter(chosen)
    all_ran = bool((needed["status"] == "ok").all())
    value = pl.col("value")
    spread = value.count() >= 2
    table = needed.group_by("group", maintain_order=True).agg(
        pl.col("record").first(),
        value.count().alias("n"),
        pl.lit(0, dtype=pl.UInt32).alias("failed") if all_ran else _failed(),
        (value.median() if center == "median" else value.mean()).alias("value"),
        pl.when(spread).then(value.min()).alias("low"),
        pl.when(spread).then(value.max()).alias("high"),
        pl.when(spread).then(pl.lit("range")).alias("interval"),
        pl.col("status").first() if all_ran else _status(),
    )
    of_first = dict.fromkeys([*keys, "source", "line", "stated_baseline"])
    table = table.drop("group").hstack(records.select(*of_first)[table["record"]])
    columns = [
        *keys,
        *("n", "failed", "value", "low", "high", "interval", "status", "source", "line"),
        *("stated_baseline", "record"),
    ]
    return table.select(*dict.fromkeys(columns))


def _apart(records: pl.DataFrame, keys: Sequence[str]) -> list[str]:
    """The keys without devices per node where nodes and devices already say it."""
    known = all(name in keys and not records[name].null_count() for name in ("nodes", "devices"))
    return [name for name in keys if not (known and name == "devices_per_node")]


def _nothing_measured(records: pl.DataFrame) -> pl.Series:
    """Whether the row's input has no measured record of the row's metric."""
    measured = (pl.col("role") == "measured").any().over("label", "metric")
    return records.select(~measured).to_series()


def _failed() -> pl.Expr:
    return pl.col("status").is_in(FAILED).sum().alias("failed")


def _status() -> pl.Expr:
    ran = pl.col("status") == "ok"
    return pl.when(ran.any()).then(pl.lit("ok")).otherwise(pl.col("status").first()).alias("status")


def _regrouped(default: list[str], by: str, allowed: Sequence[str]) -> list[str]:
    parts = [part.strip() for part in by.split(",") if part.strip()]
    replaced = any(part[0] not in "+-" for part in parts)
    chosen = [] if replaced else list(default)
    for part in parts:
        name = part.lstrip("+-")
        if name not in allowed:
            raise ConditionError(f"cannot group by {name!r}; there are: {', '.join(allowed)}")
        if part.startswith("-"):
            chosen = [column for column in chosen if column != name]
        elif name not in chosen:
            chosen.append(name)
    return chosen
