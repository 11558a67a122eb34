"""What the runs behind a stated average give."""

from __future__ import annotations

from functools import cache
from typing import Final

import polars as pl

from analysis.audit.rounding import SLACK, agrees, digit
from analysis.audit.support import RuleSupport

_LEAST_RUNS: Final = 2
_NEAR: Final = 1.25
"""How far beyond its runs an average may be that is wrong, and not an average of others."""
_UNLIKE: Final = 10.0
"""The ratio of two values from which on they are no runs of which anyone states the average."""
_FAIR: Final = ("mean", "median", "geometric")
"""What a summary may state of its runs; or their sum."""
_RARE: Final = ("harmonic", "warm", "trimmed", "usual")
"""What it may be where its digits leave no chance: ``warm`` is the mean of all but the first run,
``trimmed`` of all but the least and the most, ``usual`` of all but the one that is far from the
others, each of three runs or more."""
_OF_RATIOS: Final = r"(?:^|_)(?:speedup|efficiency|ratio)(?:_|$)"
_WEIGHED: Final = 1.05
"""By which ratio a quotient of totals departs at most from the mean of the quotients it sums up."""
FINE: Final = 0.01
"""As this share of the number, the last digit is fine enough to agree by no chance."""
_STATISTIC: Final = r"_(?:min|max|std|p\d+)$"
"""Ends the names of statistics of a metric, whose summary may be the least of all or the mean."""


def averages(summaries: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    """Return the summaries of several runs, each with what its runs give.

    Added columns: ``digit`` (the weight of the last digit stated), ``n``, ``mean``, ``median``,
    ``geometric``, ``total``, ``least``, ``most``, ``first`` and ``last`` (lines of the runs),
    ``right``: whether the stated value is one of ``_FAIR``, rounded, or the sum, and ``close``:
    whether it is off by less than its last digit, as of runs that were rounded themselves, or by
    less than half of one that a zero was written behind;
    ``is_sum``: whether it stands among sums: more values of its line, else of its source, are sums
    than averages; ``is_certain``: whether it has to be of these runs: the other summaries of its
    source show that they are, or one does and it is beyond its runs or the value of one of them,
    or these are right above it.

    The runs are those in the same line. Where there are none, they are those equal in all but
    parameters, or in parameters as well, or, for a row such as ``Avg`` in place of a name, those
    right above it: what agrees, else the first of these, unless several summaries share its runs.
    Unless most summaries of its source agree with theirs, what is far from its runs or has some of
    them above and some below is left out, as others may be meant, and a whole column of what
    disagrees with its line: it is no average of it.
    """
    if summaries.is_empty():
        # As in most documents, whose records all have the same columns.
        return _of_runs_without_any(tuple(summaries.schema.items()))
    return _of_runs(summaries, measured)


@cache
def _of_runs_without_any(schema: tuple[tuple[str, pl.DataType], ...]) -> pl.DataFrame:
    none = pl.DataFrame(schema=dict(schema))
    return _of_runs(none, none)


def _of_runs(summaries: pl.DataFrame, measured: pl.DataFrame) -> pl.DataFrame:
    quantity = ["run", "metric", "unit"]
    of_metric = pl.col("metric").str.replace(_STATISTIC, "")
    is_statistic = (of_metric != pl.col("metric")) & of_metric.is_in(
        measured["metric"].unique().implode()
    )
    of_others = summaries.filter(~is_statistic).join(
        measured.select(quantity), on=quantity, nulls_equal=True, how="anti"
    )
    stated = of_others.with_columns(digit=digit("value", "value_digit"))
    beside = _with_runs(
        _in_line(stated).with_columns(rank=pl.lit(0, pl.Int8)), _in_line(measured), "own_line"
    )
    stated = stated.join(beside, on="place", how="anti")
    is_shared = pl.col("alike").is_duplicated()
    wide = _with_runs(stated.with_columns(rank=is_shared.cast(pl.Int8)), measured, "alike")
    narrow = _with_runs(
        stated.with_columns(rank=(~is_shared).cast(pl.Int8)), measured, "configuration"
    )
    right_above = _with_runs(
        stated.with_columns(rank=pl.lit(2, pl.Int8)), measured, "block"
    ).filter(_are_right_above())
    elsewhere = (
        pl.concat([wide, narrow, right_above])
        .filter(pl.col("n") >= _LEAST_RUNS)
        .sort("place", ~(pl.col("is_average") | pl.col("is_total")), "rank", maintain_order=True)
        .unique("place", keep="first", maintain_order=True)
    )
    own = beside.filter(pl.col("n") >= _LEAST_RUNS).drop("own_line")
    every = pl.concat([own, elsewhere]).sort("place").with_columns(is_sum=_is_sum())
    is_average = pl.col("is_average") & ~pl.col("is_sum")
    every = every.with_columns(
        right=is_average | pl.col("is_total"), close=pl.col("close") & ~pl.col("is_sum")
    ).drop("is_average", "is_total")
    is_beside = pl.col("place").is_in(own["place"].implode())
    value, of_source = pl.col("value"), ("source", is_beside)
    is_near = (value * _NEAR >= pl.col("least")) & (value <= pl.col("most") * _NEAR)
    is_plainly_theirs = pl.col("is_usual") & (
        ~value.is_between("least", "most") | pl.col("is_one_of_them")
    )
    # Among sums what its runs enclose is their mean still, weighed by what each of them did.
    is_mean_of_all = pl.col("is_sum") & value.is_between("least", "most")
    every = every.filter(pl.col("right") | ~is_mean_of_all)
    # The average speedup may be that of the times in all, which are not shown.
    is_weighed = (
        pl.col("metric").cast(pl.String).str.contains(_OF_RATIOS)
        & value.is_between("least", "most")
        & value.is_between(pl.col("mean") / _WEIGHED, pl.col("mean") * _WEIGHED)
    )
    every = every.filter(pl.col("right") | ~is_weighed)
    follows = pl.col("right") | pl.col("close")
    every = every.with_columns(agreeing=follows.sum().over(of_source), of=pl.len().over(of_source))
    support = every.select("agreeing", "of").unique()
    every = every.join(
        support.with_columns(_weighed(support)),
        on=["agreeing", "of"],
        how="left",
        maintain_order="left",
    )
    is_alone = ~is_beside | (pl.col("of") == 1)
    is_among = (pl.col("first") < pl.col("line")) & (pl.col("line") < pl.col("last"))
    are_unlike = (pl.col("n") == _LEAST_RUNS) & (pl.col("most") > _UNLIKE * pl.col("least"))
    is_among |= are_unlike & ~is_beside
    return (
        every.filter(pl.col("is_usual") | (is_near & is_alone & ~is_among.fill_null(False)))
        .with_columns(is_certain=pl.col("is_plain") | is_plainly_theirs | _are_right_above())
        .drop("rank", "agreeing", "of", "is_usual", "is_plain", "is_one_of_them")
    )


def _weighed(support: pl.DataFrame) -> list[pl.Series]:
    each = [RuleSupport(*numbers) for numbers in support.iter_rows()]
    return [
        pl.Series("is_usual", [numbers.is_usual for numbers in each], dtype=pl.Boolean),
        pl.Series("is_plain", [numbers.is_plain for numbers in each], dtype=pl.Boolean),
    ]


def _are_right_above() -> pl.Expr:
    """Whether the runs of a summary are all the lines right above it."""
    is_next = pl.col("last") + 1 == pl.col("line")
    return (is_next & (pl.col("first") + pl.col("n") == pl.col("line"))).fill_null(False)


def _in_line(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records that have a line, with a group for each configuration in it."""
    lined = records.filter(pl.col("line").is_not_null())
    return lined.with_columns(own_line=pl.struct("source", "line", "configuration").hash())


def _with_runs(stated: pl.DataFrame, measured: pl.DataFrame, group: str) -> pl.DataFrame:
    value = pl.col("value")
    middle = value.median()
    farthest = value.sort_by((value - middle).abs()).last()
    is_far = (farthest > _NEAR * middle) | (farthest * _NEAR < middle)
    of_stated = measured.join(stated.select(group).unique(), on=group, how="semi")
    numbers = of_stated.group_by(group).agg(
        pl.len().alias("n"),
        value.mean().alias("mean"),
        value.median().alias("median"),
        pl.when(value > 0).then(value.log()).mean().exp().alias("geometric"),
        pl.when(value > 0).then(1 / (1 / value).mean()).first().alias("harmonic"),
        pl.when(pl.len() > 2).then((value.sum() - value.first()) / (pl.len() - 1)).alias("warm"),
        pl.when(pl.len() > 2)
        .then((value.sum() - value.min() - value.max()) / (pl.len() - 2))
        .alias("trimmed"),
        pl.when((pl.len() > 2) & is_far)
        .then((value.sum() - farthest) / (pl.len() - 1))
        .alias("usual"),
        value.sum().alias("total"),
        value.min().alias("least"),
        value.max().alias("most"),
        pl.col("line").min().alias("first"),
        pl.col("line").max().alias("last"),
        pl.col("value_digit").min().alias("digit_of_runs"),
        pl.col("value_digit").sum().alias("digits_of_runs"),
        value.unique().alias("runs_values"),
    )
    fair = [agrees(value, pl.col("digit"), pl.col(name)).fill_null(False) for name in _FAIR]
    is_fine = pl.col("digit") <= FINE * value.abs()
    fair += [
        (is_fine & agrees(value, pl.col("digit"), pl.col(name))).fill_null(False) for name in _RARE
    ]
    # Of runs that are shown with fewer digits than the average: they had more, and what was
    # rounded off cancels out with the root of their number.
    is_finer = pl.col("digit") < pl.col("digit_of_runs") * (1 - SLACK)
    width = pl.col("digit") + pl.col("digit_of_runs") / pl.col("n").sqrt()
    fair.append((is_finer & agrees(value, width, pl.col("mean"))).fill_null(False))
    means = [(value - pl.col(name)).abs() for name in ("mean", "geometric")]
    is_close = pl.min_horizontal(means) < pl.col("digit") * (1 - SLACK)
    # 6.770 beside 6.767 was rounded to fewer digits than are shown.
    filled = pl.min_horizontal(digit("value"), 10 * pl.col("digit"))
    is_filled = (filled <= FINE * value.abs()) & agrees(value, filled, pl.col("mean"))
    is_close |= is_filled.fill_null(False)
    of_all = pl.col("digit") + pl.col("digits_of_runs")
    return (
        stated.join(numbers, on=group)
        .with_columns(
            is_average=pl.any_horizontal(*fair),
            is_total=agrees(value, of_all, pl.col("total")).fill_null(False),
            close=is_close,
            is_one_of_them=is_fine & pl.col("runs_values").list.contains(value),
        )
        .drop("digits_of_runs", "runs_values", *_RARE)
    )


def _is_sum() -> pl.Expr:
    """Whether more values of a line are the sums of their runs than averages, else of its source.

    What is rounded off of each term adds up, so the sum is known less finely than an average.
    """
    more = pl.col("is_total").cast(pl.Int32) - pl.col("is_average").cast(pl.Int32)
    of_line, of_source = more.sum().over("source", "line"), more.sum().over("source")
    return pl.when(of_line != 0).then(of_line > 0).otherwise(of_source > 0)
