"""Efficiencies that are withheld: the numbers themselves speak against what was assumed."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.scaling.one_problem import FASTER, of_one_problem
from analysis.scaling.scaling_kind import STATED, Kind
from analysis.scaling.speedup import (
    IS_SHARE,
    IS_SPEEDUP,
    OF_PASSES,
    OF_TIME,
    VALUE,
    R,
)

_GAIN: Final = 0.2
"""The exponent of the count that a speedup has at least, below twice as many devices."""
_MANY: Final = 8
"""How many times the devices a flat rate has to be measured on: a shared one grows at first."""
_KEPT: Final = 0.85
_SOME: Final = 4
"""The same of a rate that never grows: what is shared grows at least a little."""
_SLOWED: Final = 0.5
"""What work for each device still has of its speed on many: less is code that does not scale."""
_SEVERAL: Final = 3
_OF_ANOTHER: Final = 1.2
"""A speedup beyond this on one device is one over another program."""
_OF_WORK: Final = pl.col("unit").is_in(
    (
        *("tok/s", "words/s", "samples/s", "img/s", "seq/s", "flop/s", "LUP/s", "CUP/s", "DOF/s"),
        *("updates/s", "cells/s", "cell-update/s", "zones/s", "points/s", "elements/s"),
        *("particles/s", "atom-steps/s", "bodies/s", "interactions/s", "photons/s", "histories/s"),
    )
) | (pl.col("unit").is_null() & (pl.col("metric") == "throughput"))
"""Rates that each device adds to, unlike those of a network or a file system."""
_OF_STEPS: Final = r"^(?:it|steps|timesteps|batches)/"
"""Rates of what may hold a batch or a grid for each device; who simulates time shares a system."""
_SCALED: Final = (R > 1) & pl.col("speedup").is_not_null()
"""The rows of a series beyond its baseline."""
_EXTREMES: Final = {
    "most_speedup": pl.col("speedup").filter(_SCALED).max().over("series"),
    "least_speedup": pl.col("speedup").filter(_SCALED).min().over("series"),
    "widest": R.filter(_SCALED).max().over("series"),
}
_MOST, _LEAST, _WIDEST = map(pl.col, _EXTREMES)
"""Of those rows of each series: their largest speedup, the smallest, and how far they go."""
_PLACEMENT: Final = "placement"
_ZERO: Final = "zero"
_RATIO: Final = "ratio"
_REFERENCE: Final = "reference"
_PER_DEVICE: Final = "per device"
_FLAT: Final = "flat"
_FLAT_RATE: Final = "flat rate"
_SIZED: Final = "size"
WITHHELD: Final = {
    _FLAT: "efficiency withheld where times do not fall with the count and nothing says whether the"
    " problem grows: --scaling weak or --scaling strong decides",
    _FLAT_RATE: "efficiency withheld where steps per second do not rise with the count, nor what is"
    " simulated a day, and nothing says whether the problem grows: --scaling weak or --scaling"
    " strong decides",
    _SIZED: "efficiency withheld where times stay as they are on many times the devices and nothing"
    " says whether the size is that of each device: --scaling weak or --scaling strong decides",
    _PER_DEVICE: "efficiency withheld where a rate is the same on many times the devices, as one"
    " per device is: name it so (tokens/s per GPU), or --scaling strong for a total",
    _PLACEMENT: "efficiency withheld where one count is laid out in several ways, a study of"
    " placement",
    _REFERENCE: "efficiency withheld where one time stands beside all counts, as of a reference"
    " run: no count has a time of its own",
    _RATIO: "efficiency withheld where stated speedups fall below 1 or stay as they are on more"
    " devices, as ratios of times do: --read 'column NAME = runtime' if they are times, or"
    " --scaling strong",
    _ZERO: "efficiency withheld where the smallest count has the value 0, too short for its clock:"
    " --baseline N holds the others against the run on N",
}
"""Why a speedup is withheld, and what decides it."""


def withheld_where_in_doubt(
    table: pl.DataFrame, kind: Kind, *, is_told: bool = False, varies: bool = False
) -> pl.DataFrame:
    """Return ``table`` without the speedups that would mislead, and ``doubt``: why, or null.

    ``placement``: the whole series has one count, spread over different numbers of nodes, or as
    many threads altogether on every count.
    ``flat``: strong scaling is assumed, but the times do not fall from half as many devices or
    fewer to the most, nor does anything else of their table say that the work is shared
    (``of_one_problem``); it may well grow with them. ``flat rate``: the same of steps per
    second, which never fell to 0, and of simulated time per day where something that the rows say
    besides ``varies`` with the count, as the size of a system does. ``size``: times stay flat over
    eight times the devices or more at one size, which may be that of each device.
    ``per device``: a rate that should be a total stays within 15 % over eight times the devices or
    nodes, or over four times as many and never grows. ``reference``: three counts or more have the
    same time to the last digit, and a time of another name that the same runs have changes.
    ``ratio``: speedups that the source states fall below 1 on all other counts, or those of a
    series are above 1 on a single device and grow as little as flat times do.
    ``zero``: a smaller count than that of the baseline has the time 0, unless the user said
    (``is_told``) which count is the baseline.
    """
    doubts = {_PLACEMENT: _is_placed(table)}
    if kind == "auto":
        table = table.with_columns(**_EXTREMES)
        flat = _is_flat(table, varies=varies)
        doubts |= {_FLAT: flat & OF_TIME, _FLAT_RATE: flat, _SIZED: _is_flat_at_size(table)}
        doubts[_PER_DEVICE] = _is_per_device()
        if table.select(IS_SPEEDUP.any()).item():
            doubts[_RATIO] = _is_ratio()
    doubts[_REFERENCE] = pl.lit(_is_reference(table))
    if not is_told and (table["value"] == 0).any():
        smaller = pl.col("count") < pl.col("baseline_devices")
        doubts[_ZERO] = ((VALUE == 0) & smaller).any().over("series") & OF_TIME
    # The first that holds is told.
    table = table.with_columns(
        withheld=pl.coalesce(pl.when(holds).then(pl.lit(doubt)) for doubt, holds in doubts.items())
    ).drop(_EXTREMES, strict=False)
    if not table["withheld"].count():
        return table
    sure = pl.col("withheld").is_null()
    return table.with_columns(
        scaling=pl.when(sure).then("scaling"),
        **{name: pl.when(sure).then(name) for name in ("speedup", "efficiency", "karp_flatt")},
    )


def _is_placed(table: pl.DataFrame) -> pl.Expr:
    """Whether a series spreads one machine in several ways instead of using more of it."""
    counts = pl.col("count").n_unique().over("series")
    spread = [
        pl.col(name).n_unique().over("series") > 1
        for name in ("nodes", "ranks", "threads")
        if name in table.columns
    ]
    placed = (counts == 1) & pl.any_horizontal(spread) if spread else pl.lit(False)
    if "threads" not in table.columns:
        return placed
    # 1, 2 and 4 of what has 16, 8 and 4 threads each: one machine, whatever they are called.
    together = (pl.col("count") * pl.col("threads")).n_unique().over("series") == 1
    known = pl.col("threads").is_not_null().all().over("series")
    return placed | ((counts >= _SEVERAL) & together & known)


def _is_flat(table: pl.DataFrame, *, varies: bool) -> pl.Expr:
    """Whether a series is taken for strong scaling that does not get faster."""
    ran = (VALUE > 0).all().over("series")
    may_grow = pl.lit(varies) | pl.col("unit").str.contains(_OF_STEPS)
    timed = OF_TIME | (OF_PASSES & may_grow & ran)
    assumed = pl.col("kind_assumed") & timed & (pl.col("scaling") == "strong")
    # Of 3 devices instead of 2 less is expected than of twice as many.
    expected = pl.min_horizontal(pl.lit(FASTER), _WIDEST**_GAIN)
    masks = table.select(
        flat=(assumed & (expected > _MOST)).fill_null(False), timed=assumed.fill_null(False)
    )
    if not masks["flat"].any():
        return pl.lit(False)
    passes = table.with_columns(value=pl.when(OF_TIME).then(VALUE).otherwise(1 / VALUE))
    return pl.lit(masks["flat"] & ~of_one_problem(passes, masks["flat"], masks["timed"]))


def _is_flat_at_size(table: pl.DataFrame) -> pl.Expr:
    """Whether times at one size stay as they are, as where each device has that size.

    Code that does not scale mostly gets slower with the count, or has other series that scale.
    """
    stated = pl.col(STATED).is_not_null() if STATED in table.columns else pl.lit(False)
    sized = OF_TIME & ~pl.col("kind_assumed") & (pl.col("scaling") == "strong") & ~stated
    flat = (_WIDEST >= _MANY) & (_MOST < FASTER) & (_LEAST >= _SLOWED)
    masks = table.select(flat=(sized & flat).fill_null(False), timed=sized.fill_null(False))
    return pl.lit(masks["flat"] & ~of_one_problem(table, masks["flat"], masks["timed"]))


def _is_per_device() -> pl.Expr:
    """Whether a rate that should be a total hardly grows with the devices."""
    totals = ~IS_SHARE & _OF_WORK & pl.col("counted").is_in(("device", "node"))
    shared = (_WIDEST >= _MANY) & (_MOST <= 1 / _KEPT)
    several = (_SCALED.sum().over("series") > 1) & (_WIDEST >= _SOME) & (_MOST <= 1)
    return totals & (shared | several) & (_LEAST >= _KEPT)


def _is_ratio() -> pl.Expr:
    """Whether stated speedups are no more than ratios of two times at each count."""
    falls = (_MOST < 1) & (pl.col("baseline_value") == 1)
    alone = pl.col("baseline_devices") == 1
    other = VALUE.filter(alone & (pl.col("count") == 1)).first().over("series") > _OF_ANOTHER
    flat = (_MOST < _WIDEST**_GAIN) & other
    return IS_SPEEDUP & (falls | flat.fill_null(False).any().over("source", "metric"))


def _is_reference(table: pl.DataFrame) -> pl.Series:
    """Which rows repeat one time at all counts, where another one of the same runs changes."""
    timed = OF_TIME & (pl.col("scaling") == "strong") & VALUE.is_not_null()
    same = (VALUE.n_unique().over("series") == 1) & (
        pl.col("count").n_unique().over("series") >= _SEVERAL
    )
    masks = table.select(same=(timed & same).fill_null(False), timed=timed.fill_null(False))
    if not masks["same"].any() or table["line"].null_count():
        return masks["same"] & False
    metrics = table.filter(masks["same"])["metric"].unique()
    others = table.filter(masks["timed"] & ~masks["same"])
    others = others.filter(~pl.col("metric").is_in(metrics.to_list()))
    others = others.select("source", "line").unique()
    beside = table.select("source", "line").join(
        others.with_columns(beside=True), on=["source", "line"], how="left", maintain_order="left"
    )
    return masks["same"] & beside["beside"].fill_null(False)


def notes_on_doubts(table: pl.DataFrame) -> list[str]:
    """Return why efficiencies are withheld, and the commands that decide it."""
    doubts = set(table["withheld"].drop_nulls().unique())
    return [text for doubt, text in WITHHELD.items() if doubt in doubts]
