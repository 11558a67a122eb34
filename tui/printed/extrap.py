"""Measurements in the text format of Extra-P, which models how codes scale.

https://github.com/extra-p/extrap/blob/master/docs/file-formats.md: one list of POINTS serves the
whole file, and each REGION has as many DATA lines, by position, with the repeats on one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from analysis.series.common_grid import Grid, Point
from tui.formatting.numbers import count

_PATH: str = "->"
"""What Extra-P takes for a step down in a call tree."""


def extrap_lines(grid: Grid) -> Iterator[str]:
    """Yield the lines of the file."""
    yield f"PARAMETER {' '.join(grid.parameters)}"
    yield f"POINTS {' '.join(_point(point) for point in grid.points)}"
    by_metric = sorted(grid.regions, key=lambda region: (region.metric, region.unit or ""))
    for (metric, unit), regions in groupby(by_metric, lambda each: (each.metric, each.unit)):
        yield ""
        yield f"METRIC {metric} ({unit})" if unit else f"METRIC {metric}"
        for region in regions:
            yield ""
            yield f"REGION {region.name.replace(_PATH, '→')}"
            for point in grid.points:
                yield f"DATA {' '.join(map(repr, region.repeats[point]))}"


def _point(point: Point) -> str:
    numbers = " ".join(map(count, point))
    return numbers if len(point) == 1 else f"( {numbers} )"
