"""Series as the lines of a chart: scale-up and scale-out apart where their counts collide."""

from __future__ import annotations

from typing import Final

import polars as pl

Line = tuple[str, pl.DataFrame]

UP: Final = "scale-up, one node"
OUT: Final = "scale-out"
LINE: Final = ("series", "layout")


def layouts(members: pl.DataFrame) -> list[Line]:
    """Return (name, rows by ascending count) for each line that the ``members`` of a series make.

    A single line has an empty name.
    """
    lines = lines_of(members.with_columns(series=pl.lit(0, pl.UInt32)))
    if lines.is_empty():
        return [("", lines.drop("layout"))]
    parts = lines.partition_by("layout", maintain_order=True)
    return [(part["layout"][0], part.drop("layout")) for part in parts]


def lines_of(points: pl.DataFrame) -> pl.DataFrame:
    """Return ``points`` with ``layout``, sorted by ``series``, line and ``count``.

    Where one device count of a series occurs with several layouts (4 devices in one node, 1 in each
    of 4), rows on one node are one line (scale-up), rows with equal devices per node another for
    each such number (scale-out); a single node may be on both, and all lines of the series share
    its smallest point. So do lines of one number of threads each, where a count occurs with
    several. Else the ``layout`` is empty. Points without a count are left out.
    """
    points = points.filter(pl.col("count").is_not_null()).sort(
        "series", "count", maintain_order=True
    )
    collide = pl.lit(False)
    parts = []
    if "nodes" in points.columns:
        collide = _several(pl.col("nodes"))
        parts = _up_and_out(points.filter(collide))
    if "threads" in points.columns:
        threads = _several(pl.col("threads")) & ~collide
        parts.append(_by_threads(points.filter(threads)))
        collide = collide | threads
    whole = points.filter(~collide).with_columns(layout=pl.lit(""), turn=pl.lit(0, pl.Int64))
    split = _shared(points, pl.concat([whole.clear(), *parts], how="vertical"))
    return (
        pl.concat([whole, split])
        .sort("series", "turn", "layout", "count", maintain_order=True)
        .drop("turn")
    )


def _several(layout: pl.Expr) -> pl.Expr:
    """Whether a count of the row's series occurs with several values of ``layout``."""
    return (layout.n_unique().over("series", "count") > 1).any().over("series")


def _up_and_out(points: pl.DataFrame) -> list[pl.DataFrame]:
    if "devices_per_node" not in points.columns:
        points = points.with_columns(devices_per_node=pl.lit(None, pl.Int64))
        return [part.drop("devices_per_node") for part in _up_and_out(points)]
    nodes, each = pl.col("nodes"), pl.col("devices_per_node")
    several = points.filter(nodes > 1)
    full_node = points.filter((nodes == 1) & (pl.col("count") == each)).join(
        several.select("series", "devices_per_node").unique(),
        on=["series", "devices_per_node"],
        how="semi",
    )
    out = pl.concat([several, full_node]).with_columns(
        layout=pl.when(each.is_null())
        .then(pl.lit(OUT))
        .otherwise(pl.concat_str(pl.lit(f"{OUT}, "), each, pl.lit(" per node"))),
        turn=each.fill_null(0) + 1,
    )
    unknown = points.filter(nodes.is_null()).with_columns(
        layout=pl.lit("nodes not known"), turn=pl.lit(2**62, pl.Int64)
    )
    up = points.filter(nodes == 1).with_columns(layout=pl.lit(UP), turn=pl.lit(0, pl.Int64))
    return [up, out, unknown]


def _by_threads(points: pl.DataFrame) -> pl.DataFrame:
    threads = pl.col("threads")
    return points.with_columns(
        layout=pl.when(threads.is_null())
        .then(pl.lit("threads not known"))
        .otherwise(pl.concat_str(threads, pl.lit(" threads each"))),
        turn=threads.fill_null(2**62),
    )


def _shared(points: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Put the smallest point of every series on each of its ``lines``."""
    smallest = points.unique("series", keep="first", maintain_order=True)
    each = lines.select("series", "layout", "turn").unique(maintain_order=True)
    shared = smallest.join(each, on="series", how="inner")
    return pl.concat([shared, lines]).unique([*LINE, "row"], keep="first", maintain_order=True)
