"""One scale for each quantity of a table, so that its columns can be read down."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tui.formatting.numbers import Scale, scale_of

Scales = dict[tuple[str | None, str | None], Scale]
"""The scale of each metric and unit."""


def scales_of(table: pl.DataFrame, columns: Sequence[str]) -> Scales:
    """Return the scales in which the values in all of ``columns`` are written."""
    values = pl.concat(
        [
            table.select("metric", "unit", pl.col(name).cast(pl.Float64).abs().alias("size"))
            for name in columns
        ]
    )
    size = pl.col("size")
    stated = size.filter(size > 0)
    ranges = values.group_by("metric", "unit", maintain_order=True).agg(
        stated.min().alias("least"),
        size.max().alias("most"),
        stated.quantile(0.5, "higher").alias("typical"),
    )
    several = ranges.height > 1
    scales: Scales = {}
    for metric, unit, *sizes in ranges.iter_rows():
        of_quantity = values["size"]
        if several:
            same = pl.col("metric").eq_missing(pl.lit(metric, pl.String))
            same &= pl.col("unit").eq_missing(pl.lit(unit, pl.String))
            of_quantity = values.filter(same)["size"]
        scales[metric, unit] = _without_zeros(scale_of(unit, *sizes), of_quantity)
    return scales


def _without_zeros(scale: Scale, sizes: pl.Series) -> Scale:
    """Leave out the last decimals as far as they are 0 in all values."""
    decimals = scale.decimals
    while decimals and ((sizes / scale.factor * 10**decimals).round() % 10 == 0).all():
        decimals -= 1
    return scale._replace(decimals=decimals)
