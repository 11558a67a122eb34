"""What a chart shows: named series of points, curves given by a formula, and two named axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from tui.drawing.axes import Scale, count
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


class Chart(NamedTuple):
    """Series over a count, in words and scales: the same for a terminal and for a picture.

    ``title`` says what is drawn over what, ``across`` names the axis of x. Ticks of x are the
    measured counts; ``percent`` writes fractions on y as percentages; y reaches the values to
    ``include`` whatever was measured. ``curves`` are drawn beneath the series; they widen the axis
    of y on either side by no more than the height of what was measured, and go on to the count
    ``until``, where that is beyond the measured ones. ``highlight`` is the index of a series and
    of one of its points, which is set apart and drawn on top, with the values of its series.
    ``chosen`` as for ``series_styles``: the series to draw in a colour and a shape of their own;
    all others stay faint behind them. ``panel`` is drawn below, where there is height for it.
    ``written``: how the ticks of x are; ``ticks``: where they are, if not at the measured places.
    """

    series: Sequence[Series]
    title: str = ""
    across: str = ""
    x_scale: Scale = "log"
    y_scale: Scale = "log"
    percent: bool = False
    curves: Sequence[Curve] = ()
    guides: Sequence[Guide] = ()
    include: Sequence[float] = ()
    until: float | None = None
    highlight: tuple[int, int] | None = None
    chosen: Sequence[int | None] | None = None
    panel: Panel | None = None
    written: Callable[[float], str] = count
    ticks: Sequence[float] = ()
