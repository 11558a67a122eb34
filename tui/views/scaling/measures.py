"""A series as the points of one of its measures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

from analysis.series.series import ScalingSeries
from tui.drawing.chart_series import Point, Series
from tui.formatting.numbers import percent

Measure = Literal["speedup", "efficiency", "value", "cost"]

MEASURES: Final[tuple[Measure, ...]] = ("efficiency", "speedup", "value", "cost")


def first_measure(series: Sequence[ScalingSeries]) -> Measure:
    """Return what to draw first: efficiency, or values where nothing has an efficiency."""
    known = any(each.points["efficiency"].count() for each in series)
    return "efficiency" if known or not series else "value"


class SeriesLine(NamedTuple):
    """A series and its points, row by row; ``times`` is what its speedups are multiplied by."""

    series: ScalingSeries
    rows: list[dict[str, Any]]
    times: float = 1


def drawn(line: SeriesLine, y: Measure | None, name: str | None = None) -> Series:
    """Return the points of a series; None: it has no place on the axis of y.

    A ``name`` takes the place of the series' own.
    """
    times = line.times if y == "speedup" else 1
    points = [_point(row, y, line.series.better, times) for row in line.rows if y]
    return Series(line.series.name if name is None else name, tuple(points), _final(line.rows))


def _point(row: dict[str, Any], y: Measure, better: str | None, times: float) -> Point:
    low, high = interval(row, y, better)
    value, low, high = (each and each * times for each in (row[y], low, high))
    return Point(float(row["count"]), value, low, high)


def final_efficiency(series: ScalingSeries) -> str:
    """Return the efficiency at the largest count that has one, "" where none but a baseline has."""
    return _final(series.points.select("efficiency", "is_baseline").rows(named=True))


def _final(rows: Sequence[dict[str, Any]]) -> str:
    earned = (
        row["efficiency"]
        for row in reversed(rows)
        if row["efficiency"] is not None and not row["is_baseline"]
    )
    last = next(earned, None)
    return "" if last is None else f"{percent(last)} %"


def interval(
    row: dict[str, Any], y: Measure, better: str | None
) -> tuple[float | None, float | None]:
    """Return the ends of the value's interval, carried over to what is computed from it."""
    low, high, value, derived = row["low"], row["high"], row["value"], row[y]
    if low is None or not value or derived is None:
        return None, None
    # Speedup and efficiency grow with a rate and fall with a time, cost the other way round.
    if y == "value" or (better == "higher") == (y != "cost"):
        return derived * low / value, derived * high / value
    least, most = (derived * value / end if end else math.inf for end in (high, low))
    return least, most
