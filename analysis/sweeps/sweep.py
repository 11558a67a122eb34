"""Series over a size or a parameter: their points, and the ratio of each to a chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.groups import number_groups
from analysis.runs import Runs
from analysis.series.series_names import names
from analysis.sweeps.sweep_axis import followers_of, keys_of

POINTS: Final = (
    *("x", "row", "n", "value", "low", "high", "interval", "source", "line"),
    *("ratio", "is_base"),
)

NUMBER: Final = "of sweep"
"""A column that no source can name: names of parameters have no blank."""


class Sweep(NamedTuple):
    """Configurations that are equal in all but one column and what follows it.

    ``name``: what tells it from the other sweeps of the selection, never empty. ``identity``: the
    other identity columns with their values. ``over``: the column. ``points``: by ascending ``x``,
    columns ``POINTS``; a failed one has a null value. ``ratio``: above 1 is better than at
    ``base``, null where the better direction is unknown. ``followers``: what changes with x.
    """

    name: str
    identity: tuple[tuple[str, Any], ...]
    metric: str | None
    unit: str | None
    better: str | None
    over: str
    points: pl.DataFrame
    base: float | None
    followers: tuple[str, ...]


def sweeps_of(
    runs: Runs, over: str, rows: Sequence[int] | None = None, base: float | None = None
) -> list[Sweep]:
    """Return the sweeps of ``runs.table`` over the column ``over``.

    ``rows``: row numbers in the order in which the sweeps of these shall come, None the table's.
    ``base``: the x that ratios refer to, where a sweep has it; None is the smallest with a
    value above 0.
    """
    table = runs.table.filter(pl.col(over).is_not_null())
    if rows is not None:
        order = pl.DataFrame({"row": pl.Series(rows, dtype=pl.UInt32)})
        table = order.join(table, on="row", how="inner", maintain_order="left")
    if table.is_empty():
        return []
    keys = keys_of(table, runs.by, over)
    followers = tuple(followers_of(table, runs.by, over))
    by = [name for name in runs.by if name in keys]
    table = number_groups(table, keys, NUMBER).sort(NUMBER, over, maintain_order=True)
    parts = table.partition_by(NUMBER, maintain_order=True)
    who = pl.concat([part.head(1).select(*by, "metric", "unit", "better") for part in parts])
    return [
        _one(part, over, name, row, by, base, followers)
        for part, name, row in zip(parts, names(who, by), who.iter_rows(named=True), strict=True)
    ]


def _one(
    part: pl.DataFrame,
    over: str,
    name: str,
    who: Mapping[str, Any],
    by: Sequence[str],
    base: float | None,
    followers: tuple[str, ...],
) -> Sweep:
    x = pl.col(over).cast(pl.Float64).alias("x")
    # A value that was printed as 0 is below the precision of its source, and nothing to divide by.
    ran = part.filter(pl.col("value") > 0)[over].to_list()
    at = base if base is not None else next(iter(ran), None)
    is_base = (pl.col("x") == at).fill_null(False) if at in ran else pl.lit(False)
    points = part.with_columns(x).with_columns(is_base=is_base)
    against = pl.col("value").filter(pl.col("is_base")).first()
    quotient = pl.col("value") / against if who["better"] == "higher" else against / pl.col("value")
    possible = (against > 0) & (pl.col("value") > 0) & pl.lit(who["better"] is not None)
    points = points.with_columns(ratio=pl.when(possible).then(quotient))
    return Sweep(
        name=name,
        identity=tuple((column, who[column]) for column in by),
        metric=who["metric"],
        unit=who["unit"],
        better=who["better"],
        over=over,
        points=points.select(POINTS),
        base=float(at) if at in ran and at is not None else None,
        followers=followers,
    )
