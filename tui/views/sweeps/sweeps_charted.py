"""Series along a size, a parameter, versions or time, as the Scaling screen shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from rich.text import Text

from analysis.runs import Runs
from analysis.sweeps.best_setting import best_settings
from analysis.sweeps.crossover import crossovers
from analysis.sweeps.hockney import Hockney
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import SweepAxis
from analysis.sweeps.transfers import transfer_model
from tui.drawing.chart_series import Chart
from tui.drawing.series_styles import SeriesStyle
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import pluralize, scale_for
from tui.views.scaling.charted import HowDrawn
from tui.views.scaling.point_readout import Fact, no_point, read_out
from tui.views.scaling.scaling_text import note_lines, signed_lines
from tui.views.sweeps.history_guides import history_guides
from tui.views.sweeps.ratio_text import factor
from tui.views.sweeps.sweep_plot import SweepMeasure, sweep_chart
from tui.views.sweeps.sweep_text import (
    axis_name,
    best_lines,
    crossover_lines,
    model_lines,
    sweep_lines,
    written_x,
)

_MEASURES: Final[tuple[SweepMeasure, ...]] = ("value", "ratio")


_ALIKE: Final = 100


class SweepsCharted:
    """Values and ratios along an axis that is no count, with what they tell."""

    measures: Sequence[str] = _MEASURES
    first_measure: str = "value"

    def __init__(self, runs: Runs, axis: SweepAxis, sweeps: Sequence[Sweep]) -> None:
        """Show ``sweeps`` of ``runs`` along ``axis``, one at least."""
        self.series = sweeps
        self.axis = axis_name(axis)
        self._best = best_settings(runs, sweeps)
        self._leads = list(crossover_lines(crossovers(sweeps), sweeps))
        self._ends = [each.points["value"].drop_nulls()[-1:].to_list() for each in sweeps]

    def is_linear(self, measure: str) -> bool:  # noqa: ARG002
        """Values along sizes and parameters may span decades."""
        return False

    def place(self, series: int, position: int) -> float:
        """Return a point's x."""
        return float(self.series[series].points["x"][position])

    def final(self, series: int) -> str:
        """Return the value at the last place."""
        if not self._ends[series]:
            return ""
        one, (value,) = self.series[series], self._ends[series]
        # Below each other, they have the same number of decimals; of other decades they have not.
        alike = [
            end
            for each, ends in zip(self.series, self._ends, strict=True)
            for end in ends
            if each.unit == one.unit and value / _ALIKE < end < value * _ALIKE
        ]
        return scale_for(one.unit, alike or [value]).quantity(value)

    def has_curve(self, series: int) -> bool:
        """Whether there are two values."""
        return self.series[series].points["value"].count() > 1

    def chart(self, drawn: Sequence[int], measure: str, how: HowDrawn) -> Chart:
        """Return the chart of the sweeps ``drawn``; the models of all of them are, if of any."""
        return sweep_chart(
            [self.series[index] for index in drawn],
            cast("SweepMeasure", measure),
            models=how.fitted is not None,
            log_x=how.log_x,
            log_y=how.log_y,
            highlight=how.highlight,
            chosen=how.chosen,
        )

    def facts(self, series: int) -> list[str]:
        """Return how many places a sweep has, and what its ratios are to."""
        one = self.series[series]
        base = [] if one.base is None else [f"ratio to {written_x(one)(one.base)}"]
        return [pluralize(one.points.height, "point"), *base]

    def legend(self, series: int, measure: str, width: int, glyphs: Glyphs) -> list[Text]:  # noqa: ARG002
        """Return the lines across the chart: changes and bounds."""
        across = {"x": glyphs.upright, "y": glyphs.dotted}
        guides = [each for each in history_guides(self.series[series], measure) if each.name]
        return [Text(f"  {across[each.axis]} {each.name}", "dim") for each in guides]

    def notes(self, series: int, width: int, height: int, glyphs: Glyphs) -> list[Text]:
        """Return the best setting, what changes with the axis, and who leads where."""
        one = self.series[series]
        told = [*best_lines(one, self._best[series]), *sweep_lines(one), *self._leads]
        return note_lines(told, width, height, glyphs)

    def readout(
        self, series: int, position: int | None, look: SeriesStyle, width: int, glyphs: Glyphs
    ) -> list[Text]:
        """Return place, value and ratio of a point."""
        one = self.series[series]
        if position is None:
            return no_point(one.name, look, width, glyphs)
        row = one.points.row(position, named=True)
        return read_out(one.name, row, self._facts(one, row, glyphs), look, width, glyphs)

    def _facts(self, sweep: Sweep, row: dict[str, Any], glyphs: Glyphs) -> Iterator[Fact]:
        yield self.axis, written_x(sweep)(row["x"])
        scale = scale_for(sweep.unit, [row["value"], row["low"], row["high"]])
        value = scale.quantity(row["value"])
        if row["low"] is not None:
            value += f" [{scale.number(row['low'])}..{scale.number(row['high'])}]"
        yield sweep.metric or "value", f"{value}, n {row['n']}" if row["n"] else f"{value}, stated"
        if row["is_base"]:
            yield "", "base of the ratios"
        elif row["ratio"] is not None:
            yield "ratio", factor(row["ratio"], glyphs)

    def fits(self, series: int, width: int, glyphs: Glyphs) -> list[Text]:
        """Return the transfer model of a sweep, or why it has none."""
        one = self.series[series]
        is_fit = isinstance(transfer_model(one), Hockney)
        sign = glyphs.pattern("dotted") if is_fit else " "
        told = list(model_lines(one)) or ["no fit: transfer models belong to sizes in bytes"]
        return [
            line
            for text in told
            for line in signed_lines(text, sign, "" if is_fit else "dim", width, glyphs)
        ]
