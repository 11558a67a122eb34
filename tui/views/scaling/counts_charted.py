"""Series over a count, as the Scaling screen shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from rich.text import Text

from analysis.series.series import FLOOR, ScalingSeries
from tui.drawing.chart_series import Chart
from tui.drawing.series_styles import SeriesStyle
from tui.formatting.glyphs import Glyphs
from tui.views.scaling.charted import HowDrawn
from tui.views.scaling.cost_words import cost_guides
from tui.views.scaling.measures import MEASURES, Measure, final_efficiency, first_measure
from tui.views.scaling.scaling_columns import counted
from tui.views.scaling.scaling_plot import chart_of, knee_within
from tui.views.scaling.scaling_text import law_lines, line_legend, note_lines, readout

_NO_FIT: Final = "no fit: this series has no speedup"


class CountsCharted:
    """Speedup, efficiency, values and cost over a count, with the ideal and the fitted laws."""

    measures: Sequence[str] = MEASURES

    def __init__(self, series: Sequence[ScalingSeries]) -> None:
        """Show ``series``, one at least."""
        self.series = series
        self.first_measure: str = first_measure(series)
        self.axis = counted(series)

    def is_linear(self, measure: str) -> bool:
        """Efficiency has no decades."""
        return measure == "efficiency"

    def place(self, series: int, position: int) -> float:
        """Return a point's count."""
        return float(self.series[series].points["count"][position])

    def final(self, series: int) -> str:
        """Return the efficiency at the largest count."""
        return final_efficiency(self.series[series])

    def has_curve(self, series: int) -> bool:
        """Whether there are two efficiencies."""
        return self.series[series].points["efficiency"].count() > 1

    def chart(self, drawn: Sequence[int], measure: str, how: HowDrawn) -> Chart:
        """Return the chart of the series ``drawn``, with the laws fitted to one of them."""
        return chart_of(
            [self.series[index] for index in drawn],
            cast("Measure", measure),
            chosen=how.chosen,
            highlight=how.highlight,
            laws=how.fitted,
            log_x=how.log_x,
            log_y=how.log_y,
        )

    def facts(self, series: int) -> list[str]:
        """Return the kind of scaling, the baseline and the knee."""
        one = self.series[series]
        knee = knee_within(one)
        scaling = f"{one.scaling} scaling{', assumed' if one.assumed else ''}"
        return [
            *([scaling] if one.scaling else []),
            f"baseline {one.baseline}",
            *([] if knee is None else [f"knee at {knee}"]),
        ]

    def legend(self, series: int, measure: str, width: int, glyphs: Glyphs) -> list[Text]:
        """Return the ideal, the floor and the knee; of cost, the cheapest count and the fastest."""
        floor = FLOOR if measure == "efficiency" else None
        marks = cost_guides(self.series[series]) if measure == "cost" else []
        return [
            *line_legend(self.series[series], width, glyphs, floor),
            *(Text(f"  {glyphs.upright} {each.name}", "dim") for each in marks),
        ]

    def notes(self, series: int, width: int, height: int, glyphs: Glyphs) -> list[Text]:
        """Return the notes of a series."""
        return note_lines(self.series[series].notes, width, height, glyphs)

    def readout(
        self, series: int, position: int | None, look: SeriesStyle, width: int, glyphs: Glyphs
    ) -> list[Text]:
        """Return value, speedup and efficiency of a point."""
        return readout(self.series[series], position, look, width, glyphs)

    def fits(self, series: int, width: int, glyphs: Glyphs) -> list[Text]:
        """Return the laws fitted to a series, or why there are none."""
        return law_lines(self.series[series], width, glyphs) or [Text(f" {_NO_FIT}", "dim")]
