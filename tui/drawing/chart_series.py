"""What is drawn: named series of points, and curves given by a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from tui.drawing.palette import FAINT


class Point(NamedTuple):
    """One measured value with the ends of its interval; null or NaN where there is none."""

    x: float
    y: float | None
    low: float | None = None
    high: float | None = None


class Series(NamedTuple):
    """Points in ascending order of ``x``. ``final`` stands after the name in the legend."""

    name: str
    points: tuple[Point, ...]
    final: str = ""


class Curve(NamedTuple):
    """A line without measured points: an ideal, a fitted law.

    ``at`` is a function of x, or points in ascending order of x that are joined by straight lines
    as the axes show them. Where it has no value, or one off the chart, nothing is drawn.
    """

    name: str
    at: Callable[[float], float] | Sequence[tuple[float, float]]
    style: str = FAINT
    pattern: Literal["solid", "long", "dashed", "dotted"] = "dashed"


class Guide(NamedTuple):
    """A faint straight line across the chart at one value of x or y, named in the legend."""

    name: str
    axis: Literal["x", "y"]
    at: float


class Panel(NamedTuple):
    """A lower plot on the same axis of x: other values of the same series, in the same order."""

    title: str
    series: Sequence[Series]
    percent: bool = False
    curves: Sequence[Curve] = ()
    guides: Sequence[Guide] = ()
    include: Sequence[float] = ()
