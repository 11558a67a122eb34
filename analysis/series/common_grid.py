"""Repeats on one common grid of points, as modelling tools want them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from analysis.configurations import configurations
from analysis.runs import Runs
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.series.series import ScalingSeries, series_of
from analysis.series.series_names import names

Point = tuple[float, ...]


class Region(NamedTuple):
    """The repeats of one quantity of one series, by point."""

    name: str
    metric: str
    unit: str | None
    repeats: dict[Point, list[float]]


class Grid(NamedTuple):
    """What was measured at the same points.

    ``parameters`` name the coordinates of ``points``: what the scale is counted in, then ``size``
    where there is more than one. ``regions`` have every point. ``left_out``: the names of those
    that lack some.
    """

    parameters: tuple[str, ...]
    points: tuple[Point, ...]
    regions: tuple[Region, ...]
    left_out: tuple[str, ...]


def common_grid(runs: Runs) -> Grid:
    """Return the points of the region that has most of them, and the regions that have them all.

    Of several such sets of points, the one that most regions share. A region is a series; those
    that differ in ``size`` alone are one. Failed runs and baselines of another series are no
    points.
    """
    series = series_of(runs)
    sized = "size" in runs.by and runs.table["size"].n_unique() > 1
    regions = _regions(runs, series, sized)
    shared = Counter(frozenset(each.repeats) for each in regions)
    if not shared:
        return Grid((), (), (), ())
    points = max(shared, key=lambda each: (len(each), shared[each]))
    counted = {each.counted for each in series}
    count = f"{counted.pop()}s" if len(counted) == 1 else "count"
    return Grid(
        (count, "size") if sized else (count,),
        tuple(sorted(points)),
        tuple(each for each in regions if points <= each.repeats.keys()),
        tuple(each.name for each in regions if not points <= each.repeats.keys()),
    )


def _regions(runs: Runs, series: Sequence[ScalingSeries], sized: bool) -> list[Region]:
    repeats = configurations(runs.records, runs.by, with_repeats=True)["repeats"]
    sizes = runs.everything["size"] if sized else None
    regions: dict[str, Region] = {}
    for each, name in zip(series, _names(runs, series), strict=True):
        points = each.points.filter(pl.col("value").is_finite())
        if each.baseline == "of another series":
            points = points.filter(pl.col("count") != each.baseline_count)
        region = regions.setdefault(
            f"{name}\n{each.metric}\n{each.unit}",
            Region(name, each.metric or "value", each.unit, {}),
        )
        for count, row, value in points.select("count", "row", "value").iter_rows():
            size = None if sizes is None else sizes[row]
            point = (float(count),) if size is None else (float(count), size)
            if sizes is None or size is not None:
                several = repeats[row]
                known = several is not None and not several.is_empty()
                region.repeats.setdefault(point, []).extend(several if known else [value])
    return [region for region in regions.values() if region.repeats]


def _names(runs: Runs, series: Sequence[ScalingSeries]) -> list[str]:
    """Return a name for each series that says nothing of its size or metric."""
    by = [name for name in runs.by if name not in (*FOLLOWS_SCALE, "size")]
    rows = [each.points["row"][-1] for each in series]
    who = runs.everything[pl.Series(rows, dtype=pl.UInt32)].select(*by, metric=pl.lit(None))
    apart = {name: [getattr(each, name) for each in series] for name in ("layout", "counted")}
    return names(who.hstack(pl.DataFrame(apart)), by) if series else []
