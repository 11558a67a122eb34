"""The table of configurations as a user asked for it: what the Runs screen and ``show`` share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from analysis import select
from analysis.configurations import Center, configurations, identity
from analysis.scaling import Baseline, Kind, scale
from analysis.select import SortKey

TABLE_COLUMNS: Final = (
    *("metric", "unit", "better", "n", "failed", "value", "low", "high", "interval"),
    *("status", "source", "line", "count", "series", "scaling"),
    *("baseline_devices", "is_baseline", "speedup", "efficiency", "karp_flatt"),
)
"""Columns of the finished table beside the identity columns."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user may choose about the table; the defaults choose nothing.

    ``where``: an SQL condition. It is put to the finished table, so that a hidden baseline still
    serves the rows that are shown; where it needs a column that only records have (``hosts``,
    ``run``), it is put to the records. ``better``: metric -> ``higher`` or ``lower``.
    """

    where: str | None = None
    metric: str | None = None
    by: str | None = None
    center: Center = "median"
    baseline: Baseline = "smallest"
    scaling: Kind = "auto"
    better: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Runs:
    """The records chosen, the identity columns, one row per configuration, and remarks.

    ``table`` has the columns of ``configurations`` and of ``scale``.
    """

    records: pl.DataFrame
    by: tuple[str, ...]
    table: pl.DataFrame
    notes: tuple[str, ...]


def runs(records: pl.DataFrame, choice: Choice) -> Runs:
    """Group, scale and filter ``records``. Raises ``select.ConditionError``."""
    records = select.of_metric(_directed(records, choice.better), choice.metric)
    by = identity(records, choice.by)
    table_condition = choice.where
    if choice.where is not None and _only_records_know(choice.where, records, by):
        records = select.where(records, choice.where)
        table_condition = None
    grouped = configurations(records, by, choice.center)
    scaled = scale(grouped, by, baseline=choice.baseline, kind=choice.scaling)
    table = scaled.table
    if table_condition is not None:
        table = select.where(table, table_condition)
    return Runs(records, tuple(by), table, scaled.notes)


def order(table: pl.DataFrame, sort: str) -> tuple[tuple[SortKey, ...], pl.Series]:
    """Return the sort keys of ``-efficiency,nodes`` and the row order they make.

    Raises ``select.ConditionError``.
    """
    keys = select.sort_keys(sort, table.columns)
    return keys, select.order(table, keys)


def _only_records_know(sql: str, records: pl.DataFrame, by: list[str]) -> bool:
    _, named = select.condition(sql, [*records.columns, *TABLE_COLUMNS])
    return any(name in records.columns and name not in {*by, *TABLE_COLUMNS} for name in named)


def _directed(records: pl.DataFrame, better: dict[str, str]) -> pl.DataFrame:
    if not better:
        return records
    direction = pl.col("metric").replace_strict(
        list(better), list(better.values()), default=None, return_dtype=pl.String
    )
    said = direction.cast(records.schema["better"])
    return records.with_columns(better=pl.coalesce(said, "better"))
