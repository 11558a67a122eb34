"""Series over a size, a parameter, versions or time: their points, and the ratio of each to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from analysis.groups import number_groups
from analysis.runs import Runs
from analysis.series.series_names import names
from analysis.sweeps.sweep_axis import TIME, SweepAxis, followers_of, keys_of

if TYPE_CHECKING:
    from analysis.history.histories_of import SeriesHistory

_POINTS: Final = (
    *("x", "row", "n", "value", "low", "high", "interval", "source", "line"),
    *("ratio", "is_base"),
)

_NUMBER: Final = "of sweep"
X: Final = "x of sweep"
"""Columns that no source can name: names of parameters have no blank."""
SECONDS_OF_DAY: Final = 86_400


class Sweep(NamedTuple):
    """Configurations that are equal in all but one column and what follows it.

    ``name``: what tells it from the other sweeps of the selection, never empty. ``identity``: the
    other identity columns with their values. ``axis``: what it is along. ``points``: by ascending
    ``x``, columns ``_POINTS``; a failed one has a null value. ``x``: a number, the place of a text
    among ``axis.texts``, or days since 1970. ``row``: that of the table, null over time. ``ratio``:
    above 1 is better than at ``base``, null where the better direction is unknown. ``followers``:
    what changes with x in it. ``history``: over time, what happened.
    """

    name: str
    identity: tuple[tuple[str, Any], ...]
    metric: str | None
    unit: str | None
    better: str | None
    axis: SweepAxis
    points: pl.DataFrame
    base: float | None
    followers: tuple[str, ...] = ()
    history: SeriesHistory | None = None

    @property
    def over(self) -> str:
        """The column that it is along."""
        return self.axis.column or "count"


def sweeps_of(
    runs: Runs, axis: SweepAxis, rows: Sequence[int] | None = None, base: float | None = None
) -> list[Sweep]:
    """Return the sweeps of ``runs.table`` along ``axis``, a column of numbers or of ordered text.

    ``rows``: row numbers in the order in which the sweeps of these shall come, None the table's.
    ``base``: the x that ratios refer to, where a sweep has it; None is the smallest with a
    value above 0.
    """
    over = axis.column
    if over is None:
        return []
    table = runs.table.filter(pl.col(over).is_not_null())
    if rows is not None:
        order = pl.DataFrame({"row": pl.Series(rows, dtype=pl.UInt32)})
        table = order.join(table, on="row", how="inner", maintain_order="left")
    if table.is_empty():
        return []
    keys = keys_of(table, runs.by, over)
    followers = followers_of(table, runs.by, over)
    by = [name for name in runs.by if name in keys]
    table = number_groups(table.with_columns(_x(axis, over)), keys, _NUMBER)
    table = table.sort(_NUMBER, X, maintain_order=True)
    parts = table.partition_by(_NUMBER, maintain_order=True)
    who = pl.concat([part.head(1).select(*by, "metric", "unit", "better") for part in parts])
    return [
        Sweep(
            name,
            tuple((column, row[column]) for column in by),
            row["metric"],
            row["unit"],
            row["better"],
            axis,
            *_with_ratio(_as_points(part), row["better"], base),
            tuple(name for name in followers if part[name].n_unique() > 1),
        )
        for part, name, row in zip(parts, names(who, by), who.iter_rows(named=True), strict=True)
    ]


def sweeps_over_time(
    series: Sequence[SeriesHistory], by: Sequence[str], day: float | None = None, *, is_chosen: bool
) -> list[Sweep]:
    """Return the sweeps over the days of histories, whose series ``by`` tells apart.

    ``day``: that of the first point that ratios refer to, None for the first of all.
    """
    axis = SweepAxis(TIME, chosen=is_chosen)
    return [_over_time(each, by, axis, day) for each in series]


def _over_time(
    series: SeriesHistory, by: Sequence[str], axis: SweepAxis, day: float | None
) -> Sweep:
    row = series.row
    seconds = pl.col("started").dt.epoch("s")
    several = pl.col("n") > 1
    points = series.points.select(
        x=seconds / SECONDS_OF_DAY,
        row=pl.lit(None, pl.UInt32),
        n="n",
        value="value",
        low=pl.when(several).then("low"),
        high=pl.when(several).then("high"),
        interval=pl.when(several).then(pl.lit("range")),
        source="source",
        line="line",
    )
    return Sweep(
        series.name,
        tuple((column, row[column]) for column in by),
        row["metric"],
        row["unit"],
        row["better"],
        axis._replace(values=points.height),
        *_with_ratio(points, row["better"], _first_of_day(points["x"], day)),
        history=series,
    )


def _first_of_day(x: pl.Series, day: float | None) -> float | None:
    """Return the first place on a day; the day itself where there is none."""
    return None if day is None else next((each for each in x if each // 1 == day), day)


def _as_points(part: pl.DataFrame) -> pl.DataFrame:
    """Return the points of a sweep; a parameter that is called x is none of their columns."""
    names = [name for name in _POINTS if name not in ("x", "ratio", "is_base")]
    return part.select(pl.col(X).alias("x"), *names)


def _x(axis: SweepAxis, over: str) -> pl.Expr:
    """Return the places of a column as numbers."""
    if not axis.texts:
        return pl.col(over).cast(pl.Float64).alias(X)
    places = {text: float(place) for place, text in enumerate(axis.texts)}
    text = pl.col(over).cast(pl.String)
    return text.replace_strict(places, default=None, return_dtype=pl.Float64).alias(X)


def _with_ratio(
    points: pl.DataFrame, better: str | None, base: float | None
) -> tuple[pl.DataFrame, float | None]:
    """Return the points with ``ratio`` and ``is_base``, and the place that ratios refer to."""
    # A value that was printed as 0 is below the precision of its source, and nothing to divide by.
    ran = points.filter(pl.col("value") > 0)["x"].to_list()
    at = base if base is not None else next(iter(ran), None)
    is_base = (pl.col("x") == at).fill_null(False) if at in ran else pl.lit(False)
    points = points.with_columns(is_base=is_base)
    against = pl.col("value").filter(pl.col("is_base")).first()
    quotient = pl.col("value") / against if better == "higher" else against / pl.col("value")
    possible = (against > 0) & (pl.col("value") > 0) & pl.lit(better is not None)
    points = points.with_columns(ratio=pl.when(possible).then(quotient))
    return points.select(_POINTS), float(at) if at in ran and at is not None else None
