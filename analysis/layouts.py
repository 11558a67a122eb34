"""One series as the lines of a chart: scale-up and scale-out apart where their counts collide."""

from __future__ import annotations

import polars as pl

Line = tuple[str, pl.DataFrame]


def layouts(members: pl.DataFrame) -> list[Line]:
    """Return (name, rows by ascending count) for each line that the ``members`` of a series make.

    Where one device count occurs with several layouts (4 devices in one node, 1 in each of 4),
    rows on one node are one line (scale-up), rows with equal devices per node another for each
    such number (scale-out); all share the smallest point. A single line has an empty name.
    """
    points = members.filter(pl.col("count").is_not_null()).sort("count", maintain_order=True)
    if not _collide(points):
        return [("", points)]
    smallest = points.head(1)
    several = points.filter(pl.col("nodes") > 1)
    lines = [("scale-up, one node", points.filter(pl.col("nodes") == 1))]
    for each in several["devices_per_node"].unique(maintain_order=True):
        same = pl.col("devices_per_node").eq_missing(pl.lit(each, dtype=pl.Int64))
        name = "scale-out" if each is None else f"scale-out, {each} per node"
        fits = (pl.col("nodes") > 1) | (pl.col("count") == each)
        lines.append((name, points.filter(same & fits)))
    return [
        (name, pl.concat([smallest, rows]).unique("row", maintain_order=True))
        for name, rows in lines
        if not rows.is_empty()
    ]


def _collide(points: pl.DataFrame) -> bool:
    if "nodes" not in points.columns or "devices_per_node" not in points.columns:
        return False
    of_count = points.group_by("count").agg(pl.struct("nodes", "devices_per_node").n_unique())
    return bool((of_count.drop("count").to_series() > 1).any())
