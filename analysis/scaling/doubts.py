"""Efficiencies that are withheld: the numbers themselves speak against what was assumed."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.scaling.one_problem import FASTER, of_one_problem
from analysis.scaling.scaling_kind import Kind
from analysis.scaling.speedup import IS_SHARE, IS_TIME, VALUE, R

GAIN: Final = 0.2
"""The exponent of the count that a speedup has at least, below twice as many devices."""
MANY: Final = 8
"""How many times the devices a flat rate has to be measured on: a shared one grows at first."""
KEPT: Final = 0.85
_SEVERAL: Final = 3
_OF_WORK: Final = pl.col("unit").is_in(("tok/s", "samples/s", "img/s", "seq/s", "flop/s"))
"""Rates that each device adds to, unlike those of a network or a file system."""
PLACEMENT: Final = "placement"
ZERO: Final = "zero"
REFERENCE: Final = "reference"
PER_DEVICE: Final = "per device"
FLAT: Final = "flat"
WITHHELD: Final = {
    FLAT: "efficiency withheld where times do not fall with the count and nothing says whether the"
    " problem grows: --scaling weak or --scaling strong decides",
    PER_DEVICE: "efficiency withheld where a rate is the same on many times the devices, as one per"
    " device is: name it so (tokens/s per GPU), or --scaling strong for a total",
    PLACEMENT: "efficiency withheld where one count is laid out in several ways, a study of"
    " placement",
    REFERENCE: "efficiency withheld where one time stands beside all counts, as of a reference run:"
    " no count has a time of its own",
    ZERO: "efficiency withheld where the smallest count has the value 0, too short for its clock:"
    " --baseline N holds the others against the run on N",
}
"""Why a speedup is withheld, and what decides it."""


def withheld_where_in_doubt(
    table: pl.DataFrame, kind: Kind, *, is_told: bool = False
) -> pl.DataFrame:
    """Return ``table`` without the speedups that would mislead, and ``doubt``: why, or null.

    ``placement``: the whole series has one count, spread over different numbers of nodes.
    ``flat``: strong scaling is assumed, but the times do not fall from half as many devices or
    fewer to the most, nor does anything else of their table say that the work is shared
    (``of_one_problem``); it may well grow with them. ``per device``: a rate that should be a
    total stays within 15 % over eight times the devices or nodes.
    ``reference``: three counts or more have the same time to the last digit, and a time of another
    name that the same runs have changes.
    ``zero``: a smaller count than that of the baseline has the time 0, unless the user said
    (``is_told``) which count is the baseline.
    """
    zero = pl.lit(False)
    if not is_told:
        smaller = pl.col("count") < pl.col("baseline_devices")
        zero = ((VALUE == 0) & smaller).any().over("series") & IS_TIME
    placement = pl.col("count").n_unique().over("series") == 1
    spread = [
        pl.col(name).n_unique().over("series") > 1
        for name in ("nodes", "ranks", "threads")
        if name in table.columns
    ]
    placed = placement & pl.any_horizontal(spread) if spread else pl.lit(False)
    flat: pl.Expr = pl.lit(False)
    each = pl.lit(False)
    if kind == "auto":
        scaled = (R > 1) & pl.col("speedup").is_not_null()
        assumed = pl.col("kind_assumed") & IS_TIME & (pl.col("scaling") == "strong")
        most = pl.col("speedup").filter(scaled).max().over("series")
        widest = R.filter(scaled).max().over("series")
        # Of 3 devices instead of 2 less is expected than of twice as many.
        expected = pl.min_horizontal(pl.lit(FASTER), widest**GAIN)
        masks = table.select(
            flat=(assumed & (most < expected)).fill_null(False), timed=assumed.fill_null(False)
        )
        flat = pl.lit(masks["flat"] & ~of_one_problem(table, masks["flat"], masks["timed"]))
        least = pl.col("speedup").filter(scaled).min().over("series")
        totals = ~IS_SHARE & _OF_WORK & pl.col("counted").is_in(("device", "node"))
        each = totals & (widest >= MANY) & (least >= KEPT) & (most <= 1 / KEPT)
    table = table.with_columns(
        withheld=pl.when(placed)
        .then(pl.lit(PLACEMENT))
        .when(flat)
        .then(pl.lit(FLAT))
        .when(each.fill_null(False))
        .then(pl.lit(PER_DEVICE))
        .when(_is_reference(table))
        .then(pl.lit(REFERENCE))
        .when(zero.fill_null(False))
        .then(pl.lit(ZERO))
    )
    if not table["withheld"].count():
        return table
    sure = pl.col("withheld").is_null()
    return table.with_columns(
        scaling=pl.when(sure).then("scaling"),
        **{name: pl.when(sure).then(name) for name in ("speedup", "efficiency", "karp_flatt")},
    )


def _is_reference(table: pl.DataFrame) -> pl.Series:
    """Which rows repeat one time at all counts, where another one of the same runs changes."""
    timed = IS_TIME & (pl.col("scaling") == "strong") & VALUE.is_not_null()
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
