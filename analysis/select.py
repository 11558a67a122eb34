"""Choosing rows: SQL conditions, typed natural sorting, which metric to show."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.columns import COLUMNS
from analysis.groups import number_groups, varying
from analysis.natural_order import natural
from analysis.sql import first_line, parse_condition
from analysis.usage import UnknownName, UsageError, cut
from analysis.written_values import with_powers_worked_out
from parsers.guard import DEFECTS
from parsers.run_records.headline import preference
from parsers.run_records.records import BESIDE, RUN

EARNED: Final = frozenset({"speedup", "efficiency"})


_QUANTITIES: Final = ("quantity", "cost")
"""Units of columns whose numbers are in the unit of their row."""
_KIND: Final = "kind of quantity"
_YEAR: Final = "year"
"""What an archive parts its records by; of records without such a column, when they started."""
_AS_DATE: Final = "write the date as date '2026-03-01', with the word before the text"


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
    expression = parse_condition(sql)
    named = expression.meta.root_names()
    unknown = [name for name in named if not has_column(columns, name)]
    if unknown:
        name = unknown[0]
        is_text = re.search(rf'["=]\s*{re.escape(name)}', sql) is not None
        hint = "; text goes in single quotes" if is_text else ""
        raise UnknownName(f"no column {cut(name)!r}{hint}", name, telling or columns)
    return expression, list(dict.fromkeys(named))


def has_column(columns: Collection[str], name: str) -> bool:
    """Return whether a condition on records with these columns may name ``name``."""
    return name in columns or (name == _YEAR and "started" in columns)


def where(frame: pl.DataFrame, sql: str) -> pl.DataFrame:
    """Return the rows of ``frame`` for which the SQL condition is true (null is not true).

    Raises ``UsageError``.
    """
    expression, named = condition(sql, frame.columns, telling(frame))
    try:
        # SQL's LIKE wants text, not text that was interned.
        types = frame.schema
        looked_at = frame.select(
            pl.col("started").dt.year().cast(pl.Int64).alias(_YEAR)
            if name not in types
            else pl.col(name).cast(pl.String)
            if isinstance(types[name], pl.Categorical)
            else pl.col(name)
            for name in named
        )
        kept = looked_at.select(expression.alias("kept"))
        if kept.schema["kept"] != pl.Boolean:
            raise UsageError(
                f"the condition {cut(sql)!r} is not true or false; compare with something,"
                ' as in "nodes > 1"'
            )
        return frame.filter(kept["kept"])
    except UsageError:
        raise
    except DEFECTS as error:
        numbers = with_powers_worked_out(sql)
        if numbers != sql:
            return where(frame, numbers)
        why = _AS_DATE if "date/datetime/time" in str(error) else first_line(error)
        raise UsageError(f"cannot apply {cut(sql)!r}: {why}") from error


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

    Quantities are compared within their metric and unit, which come in the order of ``frame``.
    Stable; text compares naturally (``ResNet18`` before ``ResNet101``); nulls last in both
    directions; in ``speedup`` and ``efficiency`` baselines, which are 1 by definition, come after
    the rows that were earned.
    """
    if not keys:
        return pl.int_range(frame.height, dtype=pl.UInt32, eager=True).alias("row")
    by: list[pl.Expr] = []
    descending: list[bool] = []
    for key in keys:
        if key.column in COLUMNS and COLUMNS[key.column].unit in _QUANTITIES:
            kinds = [name for name in ("metric", "unit") if name in frame.columns]
            if varying(frame, kinds):
                if _KIND not in frame.columns:
                    frame = number_groups(frame, kinds, _KIND)
                by += [pl.col(key.column).is_null(), pl.col(_KIND)]
                descending += [False, False]
        if key.column in EARNED and "is_baseline" in frame.columns:
            by += [pl.col(key.column).is_null(), pl.col("is_baseline")]
            descending += [False, False]
        by.append(natural(frame[key.column]))
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

    Which one is foremost its source says (``primary``), or else ``preference``. Of quantities that
    nothing is known of, as of codes side by side, one is shown of all runs of a benchmark, and not
    another one of those that it lacks.
    """
    if not varying(records, ["metric"]):
        return records
    kinds = records.group_by("metric", maintain_order=True).agg(pl.col("unit", "better").first())
    names = set(kinds["metric"])
    foremost = sorted(
        kinds.iter_rows(), key=lambda kind: (preference(*kind), _is_an_end(kind[0], names))
    )
    rank = pl.col("metric").replace_strict(
        [name for name, *_ in foremost], list(range(len(foremost))), return_dtype=pl.Int64
    )
    if records["primary"].any():
        rank = pl.when(pl.col("primary").fill_null(False)).then(-1).otherwise(rank)
    first = rank.min().over(RUN)
    undirected = pl.col("better").is_null() & (rank == first)
    alike = [name for name in ("source", "benchmark") if name in records.columns]
    of_benchmark = rank.filter(undirected).min().over(alike)
    return records.filter((rank == first) & (~undirected | (rank == of_benchmark)))


def _is_an_end(metric: str | None, beside: set[str | None]) -> bool:
    """Whether a metric is the least or the greatest value of one that stands ``beside`` it."""
    of, _, statistic = (metric or "").rpartition("_")
    return statistic in ("min", "max") and of in beside


def foremost_metrics(records: pl.DataFrame) -> list[str]:
    """Return the metrics that runs are about, that of most runs first, then the one preferred."""
    kinds = (
        primary(records)
        .group_by("metric", maintain_order=True)
        .agg(pl.len().alias("runs"), pl.col("unit", "better").first())
        .drop_nulls("metric")
    )

    def rank(kind: dict[str, Any]) -> tuple[int, tuple[int, int]]:
        return -kind["runs"], preference(kind["metric"], kind["unit"], kind["better"])

    return [kind["metric"] for kind in sorted(kinds.iter_rows(named=True), key=rank)]


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
        raise UnknownName(f"no metric {cut(metric)!r}", metric, metrics_of(records), besides="all")
    return chosen


def metrics_of(records: pl.DataFrame) -> list[str]:
    """Return the metrics that ``records`` have, in order of first appearance."""
    return records["metric"].unique(maintain_order=True).drop_nulls().to_list()


def unknown_column(name: str, columns: Sequence[str]) -> UnknownName:
    """Return that there is no column ``name``, and which there are."""
    return UnknownName(f"no column {cut(name)!r}", name, columns)


def telling(frame: pl.DataFrame) -> list[str]:
    """Return the names of the columns that say anything."""
    missing = frame.null_count().row(0, named=True)
    names = [name for name in frame.columns if not name.startswith(BESIDE)]
    return [name for name in names if missing[name] < frame.height]
