"""Series as the lines of a chart: scale-up and scale-out apart where their counts collide."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import polars as pl

from analysis.series.series_names import SEPARATOR

_UP: Final = "scale-up, one node"
_OUT: Final = "scale-out"
LINE: Final = ("series", "layout")
_TURNS: Final = ("turn", "turn_of_threads")
_LAST: Final = 2**62


def lines_of(points: pl.DataFrame) -> pl.DataFrame:
    """Return ``points`` with ``layout``, sorted by ``series``, line and ``count``.

    Where one count of a series occurs with several layouts (4 devices in one node, 1 in each of 4),
    rows on one node are one line (scale-up), rows with equal counts per node another for each such
    number (scale-out); a single node may be on both. Where a count of a line still occurs with
    several numbers of threads, each of these is a line. All lines of a series share its smallest
    point. Else the ``layout`` is empty. Points without a count are left out.
    """
    lines = (
        points.filter(pl.col("count").is_not_null())
        .sort("series", "count", maintain_order=True)
        .with_columns(layout=pl.lit(""), **{turn: pl.lit(0, pl.Int64) for turn in _TURNS})
    )
    smallest = lines.unique("series", keep="first", maintain_order=True)
    if "nodes" in lines.columns:
        collide = _several("nodes")
        lines = pl.concat([lines.filter(~collide), *_up_and_out(lines.filter(collide))])
    if "threads" in lines.columns:
        collide = _several("threads")
        lines = pl.concat([lines.filter(~collide), _by_threads(lines.filter(collide))])
    is_whole = pl.col("layout") == ""
    lines = pl.concat([lines.filter(is_whole), _shared(smallest, lines.filter(~is_whole))])
    return lines.sort("series", *_TURNS, "layout", "count", maintain_order=True).drop(_TURNS)


def _several(layout: str) -> pl.Expr:
    """Whether a count of the row's line occurs with several values of the column ``layout``."""
    return (pl.col(layout).n_unique().over(*LINE, "count") > 1).any().over(LINE)


def _up_and_out(points: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    nodes = pl.col("nodes")
    points = points.with_columns(each=_per_node(points.columns))
    several = points.filter(nodes > 1)
    full_node = points.filter((nodes == 1) & (pl.col("count") == pl.col("each"))).join(
        several.select("series", "each").unique(), on=["series", "each"], how="semi"
    )
    out = pl.concat([several, full_node]).with_columns(
        layout=pl.when(pl.col("each").is_null())
        .then(pl.lit(_OUT))
        .otherwise(pl.concat_str(pl.lit(f"{_OUT}, "), "each", pl.lit(" per node"))),
        turn=pl.col("each").fill_null(0) + 1,
    )
    unknown = points.filter(nodes.is_null()).with_columns(
        layout=pl.lit("nodes not known"), turn=pl.lit(_LAST)
    )
    up = points.filter(nodes == 1).with_columns(layout=pl.lit(_UP))
    return tuple(lines.drop("each") for lines in (up, out, unknown))


def _per_node(columns: Collection[str]) -> pl.Expr:
    """The devices per node, else how many of what is counted each node has of a whole number."""
    count, nodes = pl.col("count"), pl.col("nodes")
    whole = pl.when(count % nodes == 0).then(count // nodes)
    return pl.coalesce("devices_per_node", whole) if "devices_per_node" in columns else whole


def _by_threads(lines: pl.DataFrame) -> pl.DataFrame:
    threads, layout = pl.col("threads"), pl.col("layout")
    before = pl.when(layout == "").then(layout).otherwise(layout + SEPARATOR)
    said = (
        pl.when(threads.is_null())
        .then(pl.lit("threads not known"))
        .when(threads == 1)
        .then(pl.lit("1 thread each"))
        .otherwise(pl.concat_str(threads, pl.lit(" threads each")))
    )
    return lines.with_columns(layout=before + said, turn_of_threads=threads.fill_null(_LAST))


def _shared(smallest: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Put the ``smallest`` point of every series on each of its ``lines``."""
    each = lines.select(*LINE, *_TURNS).unique(maintain_order=True)
    shared = smallest.drop("layout", *_TURNS).join(each, on="series", how="inner")
    return pl.concat([shared.select(lines.columns), lines]).unique(
        [*LINE, "row"], keep="first", maintain_order=True
    )
