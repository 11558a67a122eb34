"""What the runs of a table are a sweep over: a count, a size, a parameter, versions, time.

The count comes first where something scales over it; else what takes most values within a series,
since that is what somebody set out to vary; else the days, where there are several; else versions,
where nothing else varies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes
from analysis.history.nights import UNDATED
from analysis.history.turns import is_upgraded
from analysis.pooled_days import LEAST_DAYS
from analysis.runs import Runs
from analysis.scaling.counted import COUNTS
from analysis.select import unknown_column
from analysis.size_form import SizeForm, size_form
from analysis.sweeps.text_order import OrderedBy, text_order
from analysis.usage import UsageError, cut
from parsers.run_records.folded import values_of
from parsers.run_records.records import SCALE, SCHEMA

_FIRST: Final = ("size", "batch")
"""What is preferred to a parameter with as many values."""
PROBLEMS: Final = frozenset(
    {"benchmark", "case", "query", "test", "test_case", "task", "dataset", "file", "workload"}
    | {"scenario", "problem", "matrix", "graph", "operation", "function", "input"}
)
"""What names another problem with each value, which nobody set out to vary."""
TIME: Final = "started"
"""The column that stands for an axis of time."""


class SweepAxis(NamedTuple):
    """The axis of the series of a table.

    ``column``: a column of numbers or of ordered text, ``TIME``, or None for what the runs count.
    ``values``: how many of these a series has on average. ``chosen``: by the user. ``texts``: the
    values of a text in their order, which is ``ordered_by`` their names or by time; x is the place
    among them. ``sizes``: what the unit of sizes is, where it is along these.
    """

    column: str | None
    values: float = 0
    chosen: bool = False
    texts: tuple[str, ...] = ()
    ordered_by: OrderedBy | None = None
    sizes: SizeForm = SizeForm()

    @property
    def kind(self) -> Literal["count", "number", "text", "time"]:
        """What its places are."""
        if self.column is None:
            return "count"
        return "time" if self.column == TIME else "text" if self.texts else "number"


def axis_of(runs: Runs, over: str | None = None) -> SweepAxis:
    """Return the axis asked for, else the one that the data suggest.

    A count that is asked for has to be the one of the ``Choice`` that ``runs`` were made with.
    Raises ``UsageError`` for a column that is not there or is none of numbers.
    """
    axis = _suggested(runs) if over is None else _asked(runs, over)
    return axis._replace(sizes=size_form(runs.records)) if axis.column == "size" else axis


def _asked(runs: Runs, over: str) -> SweepAxis:
    if over in COUNTS:
        if not runs.everything["count"].count():
            raise UsageError(f"--over {over}: no run has a count of {over}")
        return SweepAxis(None, chosen=True)
    if over == TIME:
        days = _days(runs)
        if not days:
            raise UsageError(f"--over {over}: {UNDATED}")
        return SweepAxis(TIME, days, chosen=True)
    able = _able(runs)
    if over not in runs.by:
        raise unknown_column(over, [*able, *(name for name in COUNTS if name in runs.by)])
    along = values_along(runs, over)
    if over in able:
        return SweepAxis(over, along, chosen=True)
    order = text_order(runs.records, over)
    if order is None:
        some = ", ".join(map(str, runs.table[over].drop_nulls().unique(maintain_order=True)[:2]))
        others = f"; columns of numbers: {', '.join(able)}" if able else ""
        raise UsageError(
            f"--over {over}: {cut(some)} have no order: they are no versions of one thing, and"
            f" their runs have no dates{others}; runcmp show --pivot {over} sets them side by side"
        )
    return SweepAxis(over, along, chosen=True, texts=order.texts, ordered_by=order.by)


def others_of(runs: Runs, axis: SweepAxis) -> list[str]:
    """Return the other columns that vary within their own series, which ``--over`` can name."""
    others = [name for name in _able(runs) if name != axis.column and values_along(runs, name) > 1]
    versions = (
        name
        for name in runs.by
        if name not in ("label", axis.column)
        and runs.table[name].dtype in (pl.String, pl.Categorical)
        and values_along(runs, name) > 1
        and text_order(runs.records, name) is not None
    )
    dates = axis.column != TIME and _days(runs) >= LEAST_DAYS
    return [*others, *versions, *([TIME] if dates else [])]


def counts_of(runs: Runs) -> list[str]:
    """Return the counts that ``--over`` can name: those that any run has."""
    return [name for name in COUNTS if name in runs.by and runs.everything[name].count()]


def followers_of(table: pl.DataFrame, by: Sequence[str], column: str) -> list[str]:
    """Return the columns of ``by`` that have one value at each of ``column``.

    That is so among rows that are equal in all else: iterations that a program lowers for large
    messages tell no series apart. Asked are parameters that are numbers, and the input, where each
    place was measured in a file of its own. Over a text, all parameters and the software are: what
    is upgraded with a compiler. Counts and sizes are never taken for such.
    """
    is_text = not table[column].dtype.is_numeric()
    able = [
        name
        for name in by
        if name != column
        and (name == "label" or (is_text and name == "software") or name not in SCHEMA)
        and (is_text or name == "label" or table[name].dtype.is_numeric())
        and table[name].n_unique() > 1
    ]
    others = [name for name in (*by, *MEASURED_BY) if name not in (*able, column)]
    known = table.filter(pl.col(column).is_not_null()) if able else table
    if not able or known.is_empty():
        return []
    of_value = group_codes(known, [*others, column])
    return [name for name in able if _follows(known[name], of_value)]


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
    # A driver 535.104 is a number, and nobody set out to vary it.
    set_out = [name for name in _able(runs) if not is_upgraded(name)]
    along = {name: values_along(runs, name) for name in set_out}
    best = max(along, key=lambda name: along[name], default=None)
    most = float(str(along_count))
    if best is not None and along[best] > max(1.0, most):
        return SweepAxis(best, along[best])
    if most <= 1 and (days := _days(runs)) >= LEAST_DAYS:
        return SweepAxis(TIME, days)
    # A single point on a count has an efficiency of 1 by definition; on a size, it has its value.
    if "size" in along and most <= 1:
        return SweepAxis("size", along["size"])
    # Of a benchmark whose cases are called 64, 512 and 4096 these are an argument.
    if most <= 1 and _numbered_cases(runs):
        return _asked(runs, "case")._replace(chosen=False)
    # Points of one count each: if versions are all that parts them, those are what was varied.
    if most <= 1 and (version := _alone(runs)) is not None:
        return _asked(runs, version)._replace(chosen=False)
    return SweepAxis(None)


def _numbered_cases(runs: Runs) -> bool:
    """Whether the cases of each benchmark are whole numbers, and vary."""
    if "case" not in runs.by or values_along(runs, "case") <= 1:
        return False
    return bool(runs.table["case"].cast(pl.String).str.contains(r"^\d+$").all())


def _alone(runs: Runs) -> str | None:
    """Return the column that alone varies within its series, if its values have an order."""
    names = [name for name in runs.by if name not in (*PROBLEMS, "label", *SCALE)]
    varied = [name for name in names if values_along(runs, name) > 1]
    if len(varied) != 1 or (
        varied[0] not in _able(runs) and text_order(runs.records, varied[0]) is None
    ):
        return None
    return varied[0]


def _days(runs: Runs) -> int:
    """Return on how many days there were runs."""
    records = runs.records
    together = pl.repeat(0, records.height, dtype=pl.UInt32, eager=True).alias("group")
    dates = values_of(records, together, TIME, lambda started: started.dt.date())[TIME]
    return dates.drop_nulls().n_unique()


def _able(runs: Runs) -> list[str]:
    """Return the identity columns of numbers that are no counts, the preferred ones first."""
    names = [name for name in runs.by if runs.everything[name].dtype.is_numeric()]
    names = [name for name in names if name not in SCALE]
    return sorted(names, key=lambda name: name not in _FIRST)


def _follows(cells: pl.Series, of_value: pl.Series) -> bool:
    """Whether ``cells`` are one in all rows of each number."""
    both = pl.DataFrame([of_value.alias("of"), cells.alias("cell")])
    return group_codes(both, ["of", "cell"]).n_unique() == of_value.n_unique()
