"""What the runs of a table are a sweep over: a count, the size of a problem, a parameter.

The count comes first where something scales over it; else what takes most values within a series,
since that is what somebody set out to vary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes
from analysis.runs import Runs
from analysis.scaling.counted import COUNTS
from analysis.select import unknown_column
from analysis.usage import UsageError
from parsers.records import SCALE, SCHEMA

FIRST: Final = ("size", "batch")
"""What is preferred to a parameter with as many values."""


class SweepAxis(NamedTuple):
    """The axis of the series of a table.

    ``column``: a column of numbers, None for what the runs count. ``values``: how many of these a
    series has on average. ``chosen``: by the user.
    """

    column: str | None
    values: float = 0
    chosen: bool = False


def axis_of(runs: Runs, over: str | None = None) -> SweepAxis:
    """Return the axis asked for, else the one that the data suggest.

    A count that is asked for has to be the one of the ``Choice`` that ``runs`` were made with.
    Raises ``UsageError`` for a column that is not there or is none of numbers.
    """
    if over is None:
        return _suggested(runs)
    if over in COUNTS:
        if not runs.everything["count"].count():
            raise UsageError(f"--over {over}: no run has a count of {over}")
        return SweepAxis(None, chosen=True)
    able = _able(runs)
    if over not in runs.by:
        raise unknown_column(over, [*able, *(name for name in COUNTS if name in runs.by)])
    if over not in able:
        others = f"; columns of numbers: {', '.join(able)}" if able else ""
        raise UsageError(f"--over {over}: a sweep needs numbers, and {over} is text{others}")
    return SweepAxis(over, values_along(runs, over), chosen=True)


def others_of(runs: Runs, axis: SweepAxis) -> list[str]:
    """Return the other columns that vary within their own series, which ``--over`` can name."""
    return [name for name in _able(runs) if name != axis.column and values_along(runs, name) > 1]


def followers_of(table: pl.DataFrame, by: Sequence[str], column: str) -> list[str]:
    """Return the parameters of ``by`` that are numbers and have one value at each of ``column``.

    That is so among rows that are equal in all else: iterations that a program lowers for large
    messages tell no series apart. Text, counts and sizes are never taken for such.
    """
    able = [
        name
        for name in by
        if name != column and name not in SCHEMA and table[name].dtype.is_numeric()
    ]
    able = [name for name in able if table[name].n_unique() > 1]
    others = [name for name in (*by, *MEASURED_BY) if name not in (*able, column)]
    return [name for name in able if _follows(table, name, column, others)]


def values_along(runs: Runs, column: str) -> float:
    """Return how many values of ``column`` a series over it has on average."""
    table = runs.table.filter(pl.col(column).is_not_null() & pl.col("value").is_not_null())
    if table.is_empty():
        return 0.0
    keys = keys_of(table, runs.by, column)
    return table[column].len() / group_codes(table, keys).n_unique()


def keys_of(table: pl.DataFrame, by: Sequence[str], column: str) -> list[str]:
    """Return the columns in which all rows of a series over ``column`` are equal."""
    followers = followers_of(table, by, column)
    return [name for name in (*by, *MEASURED_BY) if name != column and name not in followers]


def _suggested(runs: Runs) -> SweepAxis:
    table = runs.table
    scales = table.filter(pl.col("efficiency").is_not_null() & ~pl.col("is_baseline"))
    if not scales.is_empty():
        return SweepAxis(None)
    counted = table.filter(pl.col("count").is_not_null() & pl.col("value").is_not_null())
    along_count = counted.group_by("series").agg(pl.col("count").n_unique())["count"].mean() or 0.0
    along = {name: values_along(runs, name) for name in _able(runs)}
    best = max(along, key=lambda name: along[name], default=None)
    if best is not None and along[best] > max(1.0, float(str(along_count))):
        return SweepAxis(best, along[best])
    # A single point on a count has an efficiency of 1 by definition; on a size, it has its value.
    if "size" in along and float(str(along_count)) <= 1:
        return SweepAxis("size", along["size"])
    return SweepAxis(None)


def _able(runs: Runs) -> list[str]:
    """Return the identity columns of numbers that are no counts, the preferred ones first."""
    names = [name for name in runs.by if runs.everything[name].dtype.is_numeric()]
    names = [name for name in names if name not in SCALE]
    return sorted(names, key=lambda name: name not in FIRST)


def _follows(table: pl.DataFrame, name: str, column: str, others: Sequence[str]) -> bool:
    known = table.filter(pl.col(column).is_not_null())
    if known.is_empty():
        return False
    of_value = group_codes(known, [*others, column]).n_unique()
    return group_codes(known, [*others, column, name]).n_unique() == of_value
