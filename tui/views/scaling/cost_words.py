"""What a series tells of time against cost, in words and as guides of its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from analysis.scaling.speedup import cost_unit
from analysis.series.cost_front import CostFront, cost_front
from analysis.series.series import ScalingSeries
from tui.drawing.chart_series import Curve, Guide

_FRONT: Final = "Pareto front"


def cost_lines(series: ScalingSeries) -> Iterator[str]:
    """Yield the cheapest count, the fastest, and which counts no other one beats in both."""
    found = cost_front(series)
    if found is None:
        return
    cheap, fast = found.cheapest, found.fastest
    unit = cost_unit(series.metric, series.unit, series.counted)
    per_run = " per run" if unit == f"{series.counted}-hours" else ""
    price = f"{cheap.cost:.4g} {unit}{per_run}"
    if cheap.at == fast.at:
        yield f"cost: cheapest and fastest at {_counts(series, [cheap.at])}, {price}"
        return
    words = (
        f"cost: cheapest at {_counts(series, [cheap.at])} ({price}), fastest at"
        f" {_counts(series, [fast.at])} ({cheap.time / fast.time:.3g}x as fast,"
        f" {fast.cost / cheap.cost:.3g}x the cost)"
    )
    front = sorted(each.at for each in found.front)
    yield f"{words}; {_FRONT}: {_counts(series, front)}"
    if found.beaten:
        others = _counts(series, found.beaten)
        yield f"not worth it: {others}; another count is as fast and as cheap, or better"


def cost_guides(series: ScalingSeries) -> list[Guide]:
    """Return where a series is cheapest and where fastest."""
    found = cost_front(series)
    if found is None:
        return []
    marked = {"cheapest": found.cheapest.at, "fastest": found.fastest.at}
    return [Guide(f"{name} at {count}", "x", count) for name, count in marked.items()]


def front_curve(series: ScalingSeries) -> list[Curve]:
    """Return the line through the counts of a series that are on the Pareto front."""
    found = cost_front(series)
    return [] if found is None else [Curve(_FRONT, _along(found), pattern="dotted")]


def _along(found: CostFront) -> list[tuple[float, float]]:
    return sorted((float(each.at), each.cost) for each in found.front)


def _counts(series: ScalingSeries, counts: Sequence[int]) -> str:
    """Return ``1, 2, 4 devices``."""
    plural = "" if list(counts) == [1] else "s"
    return f"{', '.join(map(str, counts))} {series.counted}{plural}"
