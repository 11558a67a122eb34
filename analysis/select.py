"""Choosing rows: SQL conditions, typed natural sorting, which metric to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.groups import varying
from analysis.usage import UnknownName, UsageError
from parsers.records import RUN

PREFERRED_METRICS: Final = (
    "throughput",
    "runtime",
    "elapsed",
    "bandwidth",
    "latency",
    "epoch_time",
    "step_time",
)
_SUBQUERY: Final = "_POLARS_TMP_SQL"
"""How Polars calls the column that a query inside a condition would make."""

EARNED: Final = frozenset({"speedup", "efficiency"})


class SortKey(NamedTuple):
    """One column to sort by; rows without a value come last in both directions."""

    column: str
    descending: bool = False


def condition(
    sql: str, columns: Sequence[str], telling: Sequence[str] = ()
) -> tuple[pl.Expr, list[str]]:
    """Return the expression of an SQL condition over ``columns``, and the columns it names.

    Raises ``UsageError`` when the text is no SQL expression or names an unknown column; then
    those ``telling`` anything are named, where not all do.
    """
    try:
        expression = pl.sql_expr(sql)
        named = expression.meta.root_names()
    except pl.exceptions.PolarsError as error:
        raise UsageError(f"not an SQL condition: {sql!r} ({_first_line(error)})") from error
    if any(name.startswith(_SUBQUERY) for name in named):
        raise UsageError(f"not an SQL condition: {sql!r} (it has a query of its own inside)")
    unknown = [name for name in named if name not in columns]
    if unknown:
        raise unknown_column(unknown[0], telling or columns)
    return expression, list(dict.fromkeys(named))


def where(frame: pl.DataFrame, sql: str) -> pl.DataFrame:
    """Return the rows of ``frame`` for which the SQL condition is true (null is not true).

    Raises ``UsageError``.
    """
    expression, named = condition(sql, frame.columns, telling(frame))
    try:
        # SQL's LIKE wants text, not text that was interned.
        types = frame.schema
        looked_at = frame.select(
            pl.col(name).cast(pl.String)
            if isinstance(types[name], pl.Categorical)
            else pl.col(name)
            for name in named
        )
        kept = looked_at.select(expression.alias("kept"))
        if kept.schema["kept"] != pl.Boolean:
            raise UsageError(
                f"the condition {sql!r} is not true or false; compare with something,"
                ' as in "nodes > 1"'
            )
        return frame.filter(kept["kept"])
    except pl.exceptions.PolarsError as error:
        raise UsageError(f"cannot apply {sql!r}: {_first_line(error)}") from error


def sort_keys(text: str, columns: Sequence[str]) -> tuple[SortKey, ...]:
    """Read ``-efficiency,nodes``: columns by comma, a leading ``-`` for descending.

    Raises ``UsageError`` for a column that is not there.
    """
    keys = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name = part.removeprefix("-").strip()
        if name not in columns:
            raise unknown_column(name, columns)
        keys.append(SortKey(name, descending=part.startswith("-")))
    return tuple(keys)


def order(frame: pl.DataFrame, keys: Sequence[SortKey]) -> pl.Series:
    """Return the row indices (u32) of ``frame`` in the order of ``keys``.

    Stable; text compares naturally (``ResNet18`` before ``ResNet101``); nulls last in both
    directions; in ``speedup`` and ``efficiency`` baselines, which are 1 by definition, come after
    the rows that were earned.
    """
    if not keys:
        return pl.int_range(frame.height, dtype=pl.UInt32, eager=True).alias("row")
    by: list[pl.Expr] = []
    descending: list[bool] = []
    for key in keys:
        if key.column in EARNED and "is_baseline" in frame.columns:
            by += [pl.col(key.column).is_null(), pl.col("is_baseline")]
            descending += [False, False]
        by.append(_comparable(key.column, frame.schema[key.column]))
        descending.append(key.descending)
    return frame.select(
        pl.arg_sort_by(by, descending=descending, nulls_last=True, maintain_order=True).alias("row")
    )["row"].cast(pl.UInt32)


def matching(frame: pl.DataFrame, text: str, rows: pl.Series) -> list[int]:
    """Return the places in ``rows`` whose row of ``frame`` has ``text`` in any column.

    Letters match in both cases; numbers match as they are written with all their digits.
    """
    found = frame.select(
        pl.any_horizontal(
            pl.col(name).cast(pl.String).str.to_lowercase().str.contains(text.lower(), literal=True)
            for name, dtype in frame.schema.items()
            if not dtype.is_nested()
        ).fill_null(False)
    ).to_series()
    return found.gather(rows).arg_true().to_list()


def primary(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records of each run's foremost metric: one row per run and role.

    The foremost is the first of ``PREFERRED_METRICS`` that the run has, else its first.
    """
    if not varying(records, ["metric"]):
        return records
    metrics = records["metric"].unique(maintain_order=True).to_list()
    foremost = sorted(metrics, key=_preference)
    rank = pl.col("metric").replace_strict(
        foremost, list(range(len(foremost))), return_dtype=pl.UInt32
    )
    return records.filter(rank == rank.min().over(RUN))


def of_metric(records: pl.DataFrame, metric: str | None) -> pl.DataFrame:
    """Return the records of one metric, of all (``all``), or of each run's foremost (null).

    Raises ``UsageError`` for a metric that is not there.
    """
    if metric is None:
        return primary(records)
    if metric == "all":
        return records
    chosen = records.filter(pl.col("metric") == metric)
    if chosen.is_empty():
        raise UnknownName(f"no metric {metric!r}", metric, metrics_of(records), besides="all")
    return chosen


def metrics_of(records: pl.DataFrame) -> list[str]:
    """Return the metrics that ``records`` have, in order of first appearance."""
    return records["metric"].unique(maintain_order=True).drop_nulls().to_list()


def unknown_column(name: str, columns: Sequence[str]) -> UnknownName:
    """Return that there is no column ``name``, and which there are."""
    return UnknownName(f"no column {name!r}", name, columns)


def telling(frame: pl.DataFrame) -> list[str]:
    """Return the names of the columns that say anything."""
    missing = frame.null_count().row(0, named=True)
    return [name for name in frame.columns if missing[name] < frame.height]


def _preference(metric: str | None) -> int:
    known = PREFERRED_METRICS
    return known.index(metric) if metric in known else len(known)


def _comparable(column: str, dtype: pl.DataType) -> pl.Expr:
    """Text with every run of digits padded, so that comparing letters compares numbers."""
    if not isinstance(dtype, (pl.String, pl.Categorical)):
        return pl.col(column)
    padded = (
        pl.col(column)
        .cast(pl.String)
        .str.to_lowercase()
        .str.replace_all(r"(\d+)", "00000000000000000000$1")
    )
    return padded.str.replace_all(r"\d*?(\d{20})(\D|$)", "$1$2")


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
