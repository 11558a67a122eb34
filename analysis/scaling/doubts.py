"""Efficiencies that are withheld: the numbers themselves speak against what was assumed."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.scaling.scaling_kind import Kind
from analysis.scaling.speedup import IS_TIME, R

FASTER: Final = 1.15
"""A speedup that more devices have at least, where the work is shared among them."""
GAIN: Final = 0.2
"""The exponent of the count that a speedup has at least, below twice as many devices."""
PLACEMENT: Final = "placement"
FLAT: Final = "flat"
WITHHELD: Final = {
    FLAT: "efficiency withheld where times do not fall with the count and nothing says whether the"
    " problem grows: --scaling weak or --scaling strong decides",
    PLACEMENT: "efficiency withheld where one count is spread over more nodes, a study of"
    " placement",
}
"""Why a speedup is withheld, and what decides it."""


def withheld_where_in_doubt(table: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """Return ``table`` without the speedups that would mislead, and ``doubt``: why, or null.

    ``placement``: the whole series has one count, spread over different numbers of nodes.
    ``flat``: strong scaling is assumed, but the times do not fall from half as many devices or
    fewer to the most; the work may well grow with them.
    """
    placement = pl.col("count").n_unique().over("series") == 1
    spread = [
        pl.col(name).n_unique().over("series") > 1
        for name in ("nodes", "ranks", "threads")
        if name in table.columns
    ]
    placed = placement & pl.any_horizontal(spread) if spread else pl.lit(False)
    flat = pl.lit(False)
    if kind == "auto":
        scaled = (R > 1) & pl.col("speedup").is_not_null()
        assumed = pl.col("kind_assumed") & IS_TIME & (pl.col("scaling") == "strong")
        most = pl.col("speedup").filter(scaled).max().over("series")
        widest = R.filter(scaled).max().over("series")
        # Of 3 devices instead of 2 less is expected than of twice as many.
        expected = pl.min_horizontal(pl.lit(FASTER), widest**GAIN)
        flat = (assumed & (most < expected)).fill_null(False)
    table = table.with_columns(
        withheld=pl.when(placed).then(pl.lit(PLACEMENT)).when(flat).then(pl.lit(FLAT))
    )
    if not table["withheld"].count():
        return table
    sure = pl.col("withheld").is_null()
    return table.with_columns(
        scaling=pl.when(sure).then("scaling"),
        **{name: pl.when(sure).then(name) for name in ("speedup", "efficiency", "karp_flatt")},
    )


def notes_on_doubts(table: pl.DataFrame) -> list[str]:
    """Return why efficiencies are withheld, and the commands that decide it."""
    doubts = set(table["withheld"].drop_nulls().unique())
    return [text for doubt, text in WITHHELD.items() if doubt in doubts]
