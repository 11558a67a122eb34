"""One plot of series inside its axes: curves and guides beneath, the series in layers above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tui.drawing.axes import (
    Axis,
    Scale,
    Tick,
    compact,
    count,
    fit_axis,
    is_drawable,
    measured_ticks,
)
from tui.drawing.canvas import Canvas
from tui.drawing.chart_series import Curve, Guide
from tui.drawing.frame import NAMED_FROM, Area, columns_beside, draw_frame
from tui.drawing.points import (
    Spot,
    curve_values,
    draw_curve,
    draw_error_bars,
    draw_guide,
    draw_highlight,
    draw_line,
    draw_spots,
    draw_values,
    last_of,
    thinned,
)
from tui.drawing.series_styles import SeriesStyle
from tui.formatting.numbers import percent

Spots = Sequence[Spot | None]

_APART: Final = 1.5
"""Columns that a spot with a shape takes; where there are fewer, the last alone has one."""
MOST_VALUES: Final = 24
"""Points beside which values are written; those of more points cover the line."""


class Plot(NamedTuple):
    """What is drawn inside one pair of axes: the spots of each series by its index, with lines.

    ``include`` are values that the axis of y reaches in any case.
    """

    spots: dict[int, Spots]
    scale: Scale
    percent: bool = False
    curves: Sequence[Curve] = ()
    guides: Sequence[Guide] = ()
    include: Sequence[float] = ()

    def measured(self) -> list[Spot]:
        """Return all spots there are."""
        return [one for spots in self.spots.values() for one in spots if one]

    def reach(self, counts: Sequence[float] = ()) -> list[float | None]:
        """Return the values that the axis of y has to show; curves go on to ``counts``, too.

        A curve is shown as far as it does not make what was measured small.
        """
        measured = self.measured()
        values = [value for one in measured for value in (one.y, one.low, one.high)]
        if not self.curves or not values:
            return [*values, *self.include]
        own = fit_axis(values, self.scale, cells=1, margin=0)
        xs = sorted({*(one.x for one in measured), *counts})
        of_curves = [
            own.value(max(-1.0, min(own.position(value), 2.0)))
            for curve in self.curves
            for value in curve_values(curve, xs)
            if is_drawable(value, self.scale)
        ]
        return [*values, *of_curves, *self.include]

    def beside(self, counts: Sequence[float], rows: int) -> int:
        """Return the columns that the axis of y takes in so many rows."""
        return columns_beside(self.reach(counts), self.scale, rows, percent=self.percent)


class Across(NamedTuple):
    """The axis of x that plots share: a scale, what it reaches, a name, how ticks are written.

    ``ticks``: where these are, if not at all of ``counts``.
    """

    scale: Scale
    counts: Sequence[float]
    name: str = ""
    written: Callable[[float], str] = count
    ticks: Sequence[float] = ()

    def axis(self, columns: int) -> tuple[Axis, list[Tick]]:
        """Return the axis and its ticks for so many columns."""
        margin = min(2.5, columns / 10)
        ticks = measured_ticks(self.ticks or self.counts, self.written)
        return fit_axis(self.counts, self.scale, columns, margin), ticks


def draw_plot(
    canvas: Canvas,
    area: Area,
    plot: Plot,
    across: Across,
    series_styles: dict[int, SeriesStyle],
    highlight: tuple[int, int] | None,
    *,
    beside: int = 0,
    labelled: bool = True,
    named_from: int = NAMED_FROM,
) -> None:
    """Draw a plot with its axes into ``area``: guides, curves, lines, points.

    ``highlight``: the index of a series and of one of its spots; its line is thick, and its values
    stand beside it, as those of a series that is alone. ``beside``, ``labelled`` and
    ``named_from`` as for ``draw_frame``.
    """
    target = _spot_at(plot, highlight)
    frame = draw_frame(
        canvas,
        area,
        across.axis,
        plot.reach(across.counts),
        plot.scale,
        percent=plot.percent,
        marked=target.x if target else None,
        beside=beside,
        labelled=labelled,
        name=across.name,
        named_from=named_from,
    )
    for guide in plot.guides:
        draw_guide(frame, guide)
    first, last = min(across.counts), max(across.counts)
    for curve in plot.curves:
        draw_curve(frame, curve, first, last)
    shown = [index for index, look in series_styles.items() if look.is_front]
    foremost = highlight[0] if target and highlight else shown[0] if len(shown) == 1 else None
    layers = _layers(plot, series_styles, foremost)
    most = frame.area.columns / _APART
    crowded = {index for index, _ in layers if len(plot.spots[index]) > most}
    for index, look in layers:
        thick = index == foremost and index not in crowded
        draw_line(frame, thinned(frame, plot.spots[index]), look.style, thick=thick)
    for index, look in layers:
        if look.is_front and index not in crowded:
            draw_error_bars(frame, plot.spots[index], look.style)
    for index, look in layers:
        spots = plot.spots[index]
        draw_spots(frame, last_of(spots) if index in crowded else spots, *look)
    if foremost is not None and len(plot.spots[foremost]) <= MOST_VALUES:
        fronts = [plot.spots.get(index, ()) for index in shown]
        draw_values(frame, plot.spots[foremost], fronts, _written(plot))
    if target and highlight:
        draw_highlight(frame, target, *series_styles[highlight[0]])


def _written(plot: Plot) -> Callable[[float], str]:
    """Return how values of a plot are written beside their spots."""
    return percent if plot.percent else compact


def _spot_at(plot: Plot, highlight: tuple[int, int] | None) -> Spot | None:
    if highlight is None:
        return None
    index, position = highlight
    spots = plot.spots.get(index, ())
    return spots[position] if 0 <= position < len(spots) else None


def _layers(
    plot: Plot, series_styles: dict[int, SeriesStyle], on_top: int | None
) -> list[tuple[int, SeriesStyle]]:
    """Return the series in the order to draw them, what is in front last."""
    return sorted(
        ((index, look) for index, look in series_styles.items() if index in plot.spots),
        key=lambda layer: (layer[1].is_front, layer[0] == on_top),
    )
