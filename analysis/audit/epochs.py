"""The quantities along a run: running means, epoch times, test times, accuracies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from analysis.audit.wording import percent, quantity

_FALLING: Final = 0.01
"""The share of itself that a mean of all steps may lose between two of its printings."""
_TOO_SHORT: Final = 0.2
"""How far an epoch may be below the time that its steps take."""
_ALIKE: Final = 0.1
_MOSTLY: Final = 2 / 3
_LEAST_EPOCHS: Final = 4
_FASTER: Final = 0.2
"""How far a time may be below all others of its run."""
_LEAST_LATER: Final = 3
_DROP: Final = 0.05
"""The share of all answers by which an accuracy may fall from one epoch to the next."""


def falling_means(subject: Subject) -> Iterator[Finding]:
    """Find running means that fall faster than single slow steps explain.

    Of n steps at a mean rate x, n/x is the time they took; what passed between two printings gives
    the rate of the steps between them. A rate of 0 is the mean of no steps.
    """
    falls = _running_means(subject).filter(
        (pl.col("point") > 0) & (pl.col("point") < (1 - _FALLING) * pl.col("before"))
    )
    for row in falls.iter_rows(named=True):
        before, now, unit = row["before"], row["point"], row["unit"]
        between = row["at"] - row["at_before"]
        elapsed = row["at"] / now - row["at_before"] / before
        what = (
            f"running mean drops from {quantity(before, unit)} to {quantity(now, unit)} "
            f"({percent(now / before - 1)}) at step {row['at']:g}"
        )
        rate = between / elapsed if between > 0 and elapsed > 0 else None
        if rate is not None:
            what += f"; the {between:g} steps before it ran at {quantity(rate, unit)}"
        source, lines, run = row["source"], (row["point_line"],), (row["run"],)
        yield Finding(kinds.FALLING_MEAN, source, lines, what, now, rate, run)


def values_again(subject: Subject) -> Iterator[Finding]:
    """Find running means that fall back to exactly the value of an earlier step."""
    means = _running_means(subject)
    falls = means.filter(pl.col("point") < (1 - _FALLING) * pl.col("before"))
    earlier = means.select("place", "point", "at", "point_line", "order")
    again = falls.join(earlier, on=["place", "point"], suffix="_then").filter(
        pl.col("order_then") < pl.col("order") - 1
    )
    for row in again.iter_rows(named=True):
        what = (
            f"step {row['at']:g} repeats exactly the "
            f"{quantity(row['point'], row['unit'])} of step {row['at_then']:g}, with "
            f"{quantity(row['before'], row['unit'])} in between"
        )
        lines, run = (row["point_line_then"], row["point_line"]), (row["run"],)
        stated = row["point"]
        yield Finding(kinds.VALUE_AGAIN, row["source"], lines, what, stated, None, run)


def epochs_too_fast(subject: Subject) -> Iterator[Finding]:
    """Find epochs that took less time than their steps, at the rate printed beside them.

    Time by rate is the work of an epoch. In the runs of one benchmark it is constant, or, where
    every device reads all of the data, constant per device; of the two what fits most epochs.
    """
    work = _work_of_epochs(subject)
    short = work.filter(pl.col("work") < (1 - _TOO_SHORT) * pl.col("usual"))
    for row in short.iter_rows(named=True):
        expected = row["usual"] / row["rate"]
        what = (
            f"epoch {row['at']:g} in {quantity(row['point'], 's')}, but at "
            f"{quantity(row['rate'], row['rate_unit'])} an epoch should take "
            f"about {quantity(expected, 's')} ({percent(row['point'] / expected - 1)})"
        )
        source, lines, run = row["source"], (row["point_line"],), (row["run"],)
        yield Finding(kinds.EPOCH_TOO_FAST, source, lines, what, row["point"], expected, run)


def fast_epochs(subject: Subject) -> Iterator[Finding]:
    """Find times far below all others of their run, but the first, which warms up.

    A disturbance makes a time longer; nothing makes one much shorter. Where another run has the
    very same time at the same place, that is said as well.
    """
    fast = _fast(subject)
    for row in fast.iter_rows(named=True):
        name = row["metric"].replace("_", " ")
        what = (
            f"{name} {quantity(row['point'], 's')} at epoch {row['at']:g}; other epochs "
            f"take {quantity(row['next'], 's')} or more"
        )
        source, lines, run = row["source"], (row["point_line"],), (row["run"],)
        yield Finding(kinds.FAST_EPOCH, source, lines, what, row["point"], row["next"], run)
    same = ["source", "benchmark", "metric", "at", "point"]
    others = subject.points.select(
        *same, pl.col("run").alias("other"), pl.col("point_line").alias("other_line")
    )
    twins = fast.join(others, on=same, nulls_equal=True).filter(pl.col("other") != pl.col("run"))
    # Of a line that stands in both runs that is said already.
    copied = subject.equal_lines.select("source", "point_line").explode("point_line")
    twins = twins.join(copied, on=["source", "point_line"], how="anti")
    for row in twins.unique(["run", "point_line"], maintain_order=True).iter_rows(named=True):
        name = row["metric"].replace("_", " ")
        what = (
            f"{name} {quantity(row['point'], 's')} at epoch {row['at']:g} also in "
            f"another run of {row['benchmark']} (line {row['other_line']}); one may be "
            "a copy"
        )
        both, runs = (row["other_line"], row["point_line"]), (row["run"], row["other"])
        yield Finding(kinds.SAME_TIME, row["source"], both, what, row["point"], None, runs)


def accuracy_drops(subject: Subject) -> Iterator[Finding]:
    """Find accuracies that fall by many percent of all answers from one epoch to the next."""
    accuracies = subject.points.filter(pl.col("metric").str.contains("accuracy"))
    whole = pl.when(pl.col("point").max().over("metric") > 1).then(100.0).otherwise(1.0)
    drops = accuracies.with_columns(whole=whole).filter(
        pl.col("before") - pl.col("point") > _DROP * pl.col("whole")
    )
    for row in drops.iter_rows(named=True):
        name = row["metric"].replace("_", " ")
        what = f"{name} drops from {row['before']:g} to {row['point']:g} at {row['at']:g}"
        source, lines, run = row["source"], (row["point_line"],), (row["run"],)
        yield Finding(kinds.ACCURACY_DROP, source, lines, what, row["point"], None, run)


CHECKS: Final = (falling_means, values_again, epochs_too_fast, fast_epochs, accuracy_drops)


def _running_means(subject: Subject) -> pl.DataFrame:
    """The points of rates that are running means: the last is the run's own value, in most runs."""
    rates = subject.points.filter(
        (pl.col("metric") == "throughput") & (pl.len().over("place") >= 3)
    ).with_columns(
        at_before=pl.col("at").shift().over("place"),
        is_mean=pl.col("point").last().over("place") == pl.col("value"),
    )
    return rates.filter(pl.col("is_mean") & (pl.col("is_mean").mean().over("source") > _MOSTLY))


def _work_of_epochs(subject: Subject) -> pl.DataFrame:
    """The epochs of runs with rates: ``rate`` then, ``work`` and what is ``usual`` of it."""
    times = subject.points.filter(pl.col("metric") == "epoch_time").sort("point_line")
    rates = subject.points.filter(
        (pl.col("metric") == "throughput") & (pl.col("point") > 0)
    ).select(
        "run",
        pl.col("unit").alias("rate_unit"),
        pl.col("point").alias("rate"),
        pl.col("point_line").alias("rate_line"),
    )
    if times.is_empty() or rates.is_empty():
        return _NOTHING
    epochs = times.join_asof(
        rates.sort("rate_line"),
        left_on="point_line",
        right_on="rate_line",
        by="run",
        check_sortedness=False,
    ).drop_nulls("rate")
    group = ["source", "case", "benchmark", "rate_unit"]
    work = pl.col("point") * pl.col("rate")
    each = pl.col("devices").fill_null(1)
    judged = (
        epochs.with_columns(work=work, each=each)
        .with_columns(
            whole=pl.col("work").median().over(group),
            share=(pl.col("work") / pl.col("each")).median().over(group) * pl.col("each"),
        )
        .with_columns(fits_whole=_near("whole").over(group), fits_share=_near("share").over(group))
    )
    best = pl.max_horizontal("fits_whole", "fits_share")
    usual = pl.when(pl.col("fits_whole") >= pl.col("fits_share")).then("whole").otherwise("share")
    return (
        judged.with_columns(usual=usual)
        .filter((best >= _MOSTLY) & (pl.len().over(group) >= _LEAST_EPOCHS))
        .sort("source", "point_line")
    )


_NOTHING: Final = pl.DataFrame(
    schema={
        **{"source": pl.String, "run": pl.String, "rate_unit": pl.String, "point_line": pl.UInt32},
        **dict.fromkeys(("at", "point", "rate", "work", "usual"), pl.Float64),
    }
)


def _near(usual: str) -> pl.Expr:
    return ((pl.col("work") / pl.col(usual) - 1).abs() <= _ALIKE).mean()


def _fast(subject: Subject) -> pl.DataFrame:
    """Times below all later ones of their run; not of epochs, where rates say more."""
    has_rates = subject.points.filter(pl.col("metric") == "throughput")["run"].unique()
    judged_by_rate = (pl.col("metric") == "epoch_time") & pl.col("run").is_in(has_rates.implode())
    later = subject.points.filter(
        (pl.col("unit") == "s")
        & pl.col("metric").str.ends_with("_time")
        & (pl.col("order") > 0)
        & ~judged_by_rate
    )
    return later.with_columns(
        next=pl.col("point").bottom_k(2).max().over("place"), later=pl.len().over("place")
    ).filter((pl.col("later") >= _LEAST_LATER) & (pl.col("point") < (1 - _FASTER) * pl.col("next")))
