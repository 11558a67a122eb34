"""The series of rows of the table of runs, plotted along the axis that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from analysis.runs import Runs
from analysis.series.series import ScalingSeries, series_of
from analysis.sweeps.sweep_axis import TIME, counts_of, others_of, values_along
from analysis.usage import UsageError
from tui.app.screens.picker_screen import Item
from tui.app.screens.scaling_screen import ScalingScreen
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns
from tui.formatting.numbers import pluralize
from tui.views.scaling.charted import Charted
from tui.views.scaling.counts_charted import CountsCharted
from tui.views.sweeps.sweeps_charted import SweepsCharted

_MANY_TO_DRAW: Final = 500
"""Rows whose series it takes a moment to draw."""
_NOTHING: Final = "nothing to plot: no row has a device, rank, thread or node count"


def plot_rows(
    screen: TableScreen, rows: pl.DataFrame, shown: ShownRuns, choose: Callable[[str], None]
) -> None:
    """Plot the series of ``rows`` of the table of runs, beginning at the cursor's row.

    ``choose`` has the table chosen along another axis.
    """

    def plot() -> None:
        here = screen.row
        axes = ShownAxes(shown, rows["row"].to_list(), choose)
        try:
            charted = axes.charted()
        except UsageError as why_not:
            screen.say(str(why_not))
        else:
            at = None if here is None else here["row"]
            screen.app.push_screen(ScalingScreen(charted, shown.runs, at, axes))

    screen.say_while("drawing ...", plot, rows.height, _MANY_TO_DRAW)


class ShownAxes:
    """The axes along which the rows of the table of runs can be drawn."""

    def __init__(
        self, shown: ShownRuns, rows: Sequence[int], choose: Callable[[str], None]
    ) -> None:
        self._shown, self._rows, self._choose = shown, rows, choose

    def charted(self) -> Charted:
        """Return the series along the axis in force. Raises ``UsageError`` where there are none."""
        shown = self._shown
        if shown.axis.kind == "count":
            series = series_of(shown.runs, self._rows)
            if not series:
                raise UsageError(_NOTHING)
            if not any(_has_curve(each) for each in series):
                raise UsageError(self._one_point_each(series))
            return CountsCharted(series)
        sweeps = shown.sweeps(self._rows)
        if not sweeps:
            raise UsageError(f"nothing to plot: no row has {shown.axis.column}")
        return SweepsCharted(shown.runs, shown.axis, sweeps)

    def _one_point_each(self, series: Sequence[ScalingSeries]) -> str:
        """Say why no series has a curve, and what has one."""
        counts = {count for each in series for count in each.points["count"].to_list()}
        if len(counts) == 1:
            place = pluralize(next(iter(counts)), series[0].counted)
            lacking = f"nothing to plot: all runs here are on {place}"
        else:
            lacking = f"nothing to plot: {len(series)} series of one point each"
        shown, others = self._shown, others_of(self._shown.runs, self._shown.axis)
        if others:
            return f"{lacking}; :over {others[0]} plots them over that"
        if shown.choice.where:
            return f"{lacking}; Esc clears the filter, which may hide others"
        return f"{lacking}; runcmp FILE OTHER adds other counts" if len(counts) == 1 else lacking

    def offered(self) -> list[Item[str]]:
        """Return the axes to choose from, none where there is no other than the one in force."""
        shown, now = self._shown, self._shown.axis
        others = [*counts_of(shown.runs), *others_of(shown.runs, now)]
        names = others if now.column is None else [now.column, *others]
        if len(names) < 2:
            return []
        return [Item(name, name, self._about(name)) for name in names]

    def _about(self, name: str) -> str:
        """Return how many values of a column a series over it has."""
        runs, now = self._shown.runs, self._shown.axis
        if name == TIME:
            return "a point for each day"
        values = now.values if name == now.column else values_along(runs, name)
        return f"{pluralize(round(values), 'value')} per series"

    def along(self, column: str) -> tuple[Charted, Runs]:
        """Return the series along another axis, which is in force from now on."""
        self._choose(column)
        return self.charted(), self._shown.runs


def _has_curve(series: ScalingSeries) -> bool:
    """Whether a series has more to draw than the one point that its baseline is."""
    earned = ~pl.col("is_baseline") & pl.col("speedup").is_not_null()
    return series.points.height > 1 or bool(series.points.select(earned.any()).item())
