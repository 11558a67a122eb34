"""The newest nights of each series against those before: the verdict on a history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.compare.compare import with_change
from analysis.compare.verdicts import VERDICT, Criteria, judged
from analysis.history.nights import BOUNDS
from analysis.stats.mann_whitney import least_p

_NEWEST: Final = 3
"""How many nights are judged: one may be an outlier, and two as well."""
_REFERENCE: Final = 30
"""How many nights before these they are held against."""
_ALPHA: Final = 0.01
"""The p below which a change is no accident: stricter than for a comparison that someone asks for,
as a gate is asked every night, and of all benchmarks."""


class Windows(NamedTuple):
    """Which nights are judged, against how many, and when a change is one.

    ``until``: the last day of the reference window, None where it ends before the newest nights.
    """

    newest: int = _NEWEST
    reference: int = _REFERENCE
    criteria: Criteria = Criteria(alpha=_ALPHA)
    until: date | None = None


def newest_judged(
    points: pl.DataFrame, series: pl.DataFrame, windows: Windows, references: Sequence[range]
) -> pl.DataFrame:
    """Return ``series`` with the verdict on the newest nights of each.

    ``points`` and ``series`` are those of ``nights``; ``references``: of each series the nights
    that the newest are held against, see ``reference_nights``. Added columns: ``n_new`` and
    ``n_base``, the nights that have a value among the newest, and among those of reference; ``new``
    and ``base``, their medians; ``delta``, ``ratio``, ``p``, ``verdict`` and ``reason`` as in a
    comparison, by the test of Mann and Whitney; ``latest``, ``latest_started`` and ``previous``,
    the newest value and that of the night before it; ``change``, from ``previous`` to ``latest``;
    ``BOUNDS`` of the latest, and ``bounds``: ``within`` or ``outside`` of them.
    """
    newest = windows.newest
    values = pl.col("value")
    stated = points.filter(values.is_not_null())
    starts = pl.DataFrame(
        {
            "series": series["series"],
            "start": pl.Series([nights.start for nights in references], dtype=pl.Int64),
            "stop": pl.Series([nights.stop for nights in references], dtype=pl.Int64),
        }
    )
    night = pl.int_range(pl.len())
    is_reference = (night >= pl.col("start")) & (night < pl.col("stop"))
    bounded = points.join(starts, on="series", how="left", maintain_order="left")
    judged_nights = bounded.group_by("series", maintain_order=True).agg(
        values.tail(newest).drop_nulls().alias("repeats_new"),
        values.filter(is_reference).drop_nulls().alias("repeats_base"),
        pl.len().alias("nights"),
        pl.col("failed").sum(),
    )
    latest = stated.group_by("series", maintain_order=True).agg(
        values.last().alias("latest"),
        pl.col("started").last().alias("latest_started"),
        values.get(-2, null_on_oob=True).alias("previous"),
        pl.col(*BOUNDS).last(),
    )
    table = (
        series.join(judged_nights, on="series", how="left", maintain_order="left")
        .join(latest, on="series", how="left", maintain_order="left")
        .with_columns(
            n_new=pl.col("repeats_new").list.len(),
            n_base=pl.col("repeats_base").list.len(),
            new=pl.col("repeats_new").list.median(),
            base=pl.col("repeats_base").list.median(),
            bounds=_bounds(),
            change=pl.when(pl.col("previous") > 0).then(pl.col("latest") / pl.col("previous") - 1),
        )
    )
    table = judged(with_change(table), windows.criteria)
    no_new = pl.col("new").is_null()
    short = pl.col("base").is_null() | (pl.col("verdict").cast(pl.String) == "untested")
    counts = table.select("n_new", "n_base").iter_rows()
    why_not = pl.Series([_why_untested(m, n, windows) for m, n in counts], dtype=pl.String)
    return table.with_columns(
        verdict=pl.when(short & ~no_new).then(pl.lit("untested", VERDICT)).otherwise("verdict"),
        reason=pl.when(no_new)
        .then(pl.lit(f"no value in the newest {newest}"))
        .when(short)
        .then(pl.lit(why_not))
        .otherwise("reason"),
    )


def _bounds() -> pl.Expr:
    """Whether the newest value is within the bounds that its source states, null without any."""
    latest, low, high = pl.col("latest"), pl.col("stated_low"), pl.col("stated_high")
    is_outside = (latest < low).fill_null(False) | (latest > high).fill_null(False)
    is_bound = latest.is_not_null() & (low.is_not_null() | high.is_not_null())
    return pl.when(is_bound).then(
        pl.when(is_outside).then(pl.lit("outside")).otherwise(pl.lit("within"))
    )


def _why_untested(new: int, base: int, windows: Windows) -> str:
    """Say how many nights before the newest would do, and how many there are."""
    alpha, new = windows.criteria.alpha, new if base else windows.newest
    enough = enough_nights(new, windows)
    if enough is None:
        return f"{new} against {windows.reference} nights cannot reach p < {alpha:g}"
    where = f"on the level of {windows.until}" if windows.until else f"before the newest {new}"
    return f"need >= {enough} nights {where} for p < {alpha:g} (have {base})"


def enough_nights(new: int, windows: Windows) -> int | None:
    """Return how many nights before ``new`` of them are enough for p below alpha, if any are."""
    alpha = windows.criteria.alpha
    return next((n for n in range(1, windows.reference + 1) if least_p(new, n) < alpha), None)


def vain_limits(table: pl.DataFrame, limits: Mapping[str, float]) -> list[str]:
    """Return the names in ``limits`` that are neither a benchmark nor a metric of the table."""
    known = {*table["benchmark"].cast(pl.String), *table["metric"].cast(pl.String)}
    return [name for name in limits if name not in known]


def own_limit(row: Mapping[str, Any], limits: Mapping[str, float]) -> float | None:
    """Return the limit of a row's benchmark, else of its metric, None where neither has one."""
    names = (str(row.get("benchmark")), str(row["metric"]))
    return next((limits[name] for name in names if name in limits), None)


def over_limit(table: pl.DataFrame, limits: Mapping[str, float], usual: float) -> pl.Series:
    """Return whether each regression of ``newest_judged`` is as large as its limit.

    ``limits``: the size of change, a fraction, by the name of a benchmark or a metric, the former
    first; ``usual``: where neither has one. A change of unknown size is over any limit.
    """
    limit = pl.coalesce(
        *(
            pl.col(name)
            .cast(pl.String)
            .replace_strict(dict(limits), default=None, return_dtype=pl.Float64)
            for name in ("benchmark", "metric")
            if limits and name in table.columns
        ),
        pl.lit(usual),
    )
    regressed = pl.col("verdict").cast(pl.String) == "regressed"
    large = (pl.col("delta").abs() >= limit).fill_null(True)
    return table.select((regressed & large).fill_null(False).alias("over")).to_series()
