"""From the quantities of a training log to runs: which lines make one, and its own numbers."""

from __future__ import annotations

from math import inf, log
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.words import word_set

STEP_RATES: Final = frozenset({"it/s", "steps/s", "batches/s", "epochs/s"})
"""Units of rates at which a run goes on, whatever it works on."""

RUN: Final = ("block", "part")
"""What tells one run from another: its heading, and the count of restarts below it."""

PER_PROCESS: Final = "throughput_per_process"
RATES: Final = ("throughput", PER_PROCESS)
SHARED: Final = 1.5
"""How many times the rate of its lines a whole run has at least, where they are shares of it."""
LAST: Final = ("accuracy", "acc1", "acc5", "loss", "perplexity")
FEW_TIMES: Final = 3
STEADY: Final = 3.0
"""How far apart the times of steps are at most that add up to those since the start."""
_TOLERATED = 0.05
"""The share of steps at which a running mean may be impossible: room for a misprint."""
MEANS: Final = word_set("avg average averaged mean running cumulative")
"""Words beside a rate that make it a mean."""
_STRONG: Final = log(20)
"""The evidence from which on rates are read as running means: twenty to one."""
WITHOUT_FIRST: Final = 3
"""How many values of steps it takes to leave the first one out as warm-up."""


def split(entries: pl.DataFrame) -> pl.DataFrame:
    """Return ``entries`` with ``part`` (0, 1, ... in its block) and ``at``, the place in its run.

    A run begins anew where its counter falls back to where the block's began, unless the epoch
    goes on: then steps are counted per epoch, and ``at`` carries on from the epoch before.
    """
    counts_steps = pl.col("step").is_not_null().any().over("block")
    counter = pl.when(counts_steps).then("step").otherwise("epoch")
    before = pl.col("counter").forward_fill().shift().over("block")
    began = pl.col("counter").drop_nulls().first().over("block")
    next_epoch = pl.col("epoch").backward_fill().over("block")
    last_epoch = pl.col("epoch").forward_fill().shift().over("block")
    goes_on = counts_steps & (
        (next_epoch > last_epoch) | (next_epoch.is_null() & last_epoch.is_not_null())
    )
    fell = (pl.col("counter") < before) & (pl.col("counter") <= began)
    return (
        entries.with_columns(counter=counter)
        .with_columns(before=before, fell=fell.fill_null(False), goes_on=goes_on.fill_null(False))
        .with_columns(part=(pl.col("fell") & ~pl.col("goes_on")).cum_sum().over("block"))
        .with_columns(
            carried=pl.when(pl.col("fell") & pl.col("goes_on"))
            .then("before")
            .otherwise(0.0)
            .cum_sum()
            .over(RUN)
        )
        .with_columns(
            at=pl.coalesce(
                pl.col("step") + pl.col("carried"),
                "epoch",
                (pl.int_range(pl.len()) + 1).over(*RUN, "metric"),
            )
        )
        .drop("counter", "before", "fell", "goes_on", "carried")
    )


def in_first_unit() -> pl.Expr:
    """Return whether a quantity is in the unit that its run first states it in.

    Steps a second are the rate of a run only where nothing of it is counted in samples.
    """
    counted = pl.col("unit").filter(~pl.col("unit").is_in(STEP_RATES)).first()
    first = pl.when(pl.col("metric") == "throughput").then(counted.over(*RUN, "metric"))
    return pl.col("unit").eq_missing(
        pl.coalesce(first, pl.col("unit").first().over(*RUN, "metric"))
    )


class Meter(NamedTuple):
    """How the rates of a file were taken.

    ``rates`` of them follow another in their run, of which ``impossible`` ones cannot be means of
    all steps so far. ``settling`` is the logarithm of how many times likelier their differences
    are if they are such means, ``called_means`` whether words beside them say so. ``longest`` is
    the number of rates that the longest run has.
    """

    rates: int
    impossible: int
    settling: float
    called_means: bool
    longest: int

    @property
    def is_running_mean(self) -> bool:
        """Whether each rate can be the mean of all steps so far, and something says that it is."""
        possible = self.rates > 0 and self.impossible <= _TOLERATED * self.rates
        return possible and (self.called_means or self.settling >= _STRONG)

    @property
    def skips_first(self) -> bool:
        """Whether a typical rate is one without the first."""
        return self.longest >= WITHOUT_FIRST


def meter(entries: pl.DataFrame) -> Meter:
    """Return how the rates of runs follow each other. ``entries`` as in a log's layout.

    Of n steps at a mean rate x, n/x is the time they took; it cannot shrink while steps pass.
    Rates of single steps scatter, and soon ask for that, but not where they scatter little.
    """
    rates = entries.filter(
        pl.col("metric").is_in(RATES), pl.col("step").is_not_null(), ~pl.col("final")
    )
    elapsed = (pl.col("at") / pl.col("value")).over(RUN)
    shrinks = (elapsed < elapsed.shift().over(RUN)).fill_null(False)
    follows = pl.col("at").shift().over(RUN).is_not_null()
    counted = rates.select(follows.sum(), (shrinks & follows).sum().alias("shrinks")).row(0)
    longest = max(rates.group_by(RUN).len()["len"], default=0)
    called_means = not rates.is_empty() and bool(rates["is_mean"].all())
    return Meter(counted[0], counted[1], _settling(rates), called_means, longest)


def _settling(rates: pl.DataFrame) -> float:
    """Return the logarithm of the likelihood ratio of running means to rates of their own.

    The n-th mean differs from the one before by 1/n of what the steps between scatter, a rate of
    its own by all of it. With Laplace-distributed relative differences d of unknown scale, m in a
    run, the logarithm is sum(log n) - m log(sum(n d) / sum(d)), 0 for a single one. The first
    differences of a run, to the largest in its first half, are left out: they are large in either
    case, as long as programs warm up.
    """
    place = pl.int_range(pl.len()).over(RUN)
    span = (pl.col("at") - pl.col("at").shift()).over(RUN)
    change = (pl.col("value") / pl.col("value").shift()).over(RUN).log().abs().fill_nan(inf)
    early = pl.when(pl.col("place").is_between(1, pl.len() // 2)).then("change").otherwise(-1.0)
    runs = (
        rates.with_columns(place=place, n=pl.col("at") / span, span=span, change=change)
        .with_columns(warm=early.arg_max().over(RUN))
        .filter(pl.col("place") > pl.col("warm"), pl.col("span") > 0, pl.col("change").is_finite())
        .group_by(RUN)
        .agg(
            pl.len().alias("m"),
            pl.col("n").log().sum().alias("logs"),
            (pl.col("n") * pl.col("change")).sum().alias("scaled"),
            pl.col("change").sum(),
        )
        .filter(pl.col("change") > 0)
    )
    ratio = pl.col("logs") - pl.col("m") * (pl.col("scaled") / pl.col("change")).log()
    return float(runs.select(ratio.sum()).item())


def quantities(entries: pl.DataFrame, running_mean: bool) -> pl.DataFrame:
    """Return one row per run and metric, in order of the document.

    Columns: ``block``, ``part``, ``metric``, ``unit``, ``value``, ``line`` (the first one),
    ``progress``, ``progress_at``, ``progress_lines``, ``final`` (the log states it for the whole
    run). The value is that of the whole run where the log states it. Elsewhere it is the last one
    of accuracies, losses, rates that are running means and times that add up along the run, and
    the median without the first (warm-up) entry of three or more of everything else. What is stated
    at steps and again at epochs is taken at the steps: the epoch's number is their mean.
    ``entries`` are in one unit for each run and metric.
    """
    stepwise, final = pl.col("step").is_not_null(), pl.col("final")
    at_steps = (stepwise & ~final).any().over(*RUN, "metric")
    own = pl.col("value").filter(~final)
    last = (
        pl.col("metric").first().str.contains("|".join(LAST))
        | (pl.col("metric").first().is_in(RATES) & stepwise.first() & running_mean)
        | _adds_up(own, pl.col("at").filter(~final))
    )
    warm = own.slice(pl.when(own.len() >= WITHOUT_FIRST).then(1).otherwise(0)).median()
    return (
        entries.filter(final | stepwise | ~at_steps)
        .group_by(*RUN, "metric", maintain_order=True)
        .agg(
            pl.col("unit").first(),
            pl.coalesce(
                pl.col("value").filter(final).last(), pl.when(last).then(own.last()).otherwise(warm)
            ).alias("value"),
            pl.col("line").first(),
            own.alias("progress"),
            pl.col("at").filter(~final).alias("progress_at"),
            pl.col("line").filter(~final).alias("progress_lines"),
            final.any(),
        )
        .with_columns(
            pl.when(pl.col("progress").list.len() > 0).then(name)
            for name in ("progress", "progress_at", "progress_lines")
        )
        .sort(*RUN, "line", maintain_order=True)
    )


def _adds_up(values: pl.Expr, at: pl.Expr) -> pl.Expr:
    """Whether times are those since the start: they never fall, and grow as the steps do.

    The time of a step stays about the same, however far the steps go.
    """
    per_step = (values / at).filter(at > 0)
    return (
        pl.col("metric").first().str.contains("time")
        & (values.diff().drop_nulls() >= 0).all()
        & (values.len() >= FEW_TIMES)
        & (per_step.len() > 1)
        & (per_step.max() <= STEADY * per_step.min())
        & (at.max() * per_step.min() >= STEADY * at.filter(at > 0).min() * per_step.max())
    ).fill_null(False)
