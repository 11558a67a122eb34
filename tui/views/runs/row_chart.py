"""The chart of the series that one row of the table of runs belongs to, the row set apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from analysis.series.series import ScalingSeries
from analysis.sweeps.sweep import Sweep
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import Glyphs
from tui.views.scaling.scaling_plot import chart_of
from tui.views.sweeps.sweep_plot import sweep_chart

_LEAST_WIDTH: Final = 30
_LEAST_HEIGHT: Final = 6


def row_chart(
    series: Sequence[ScalingSeries] | Sweep, row: int, width: int, height: int, glyphs: Glyphs
) -> list[Text]:
    """Return the efficiencies of the series of ``row``, ``height`` lines of ``width``.

    Where series are along another axis than a count, it is in a ``Sweep``, whose values are drawn.
    """
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return []
    # The details beside it say which series it is.
    if isinstance(series, Sweep):
        one = [series._replace(name="measured")]
        chart = sweep_chart(one, "value", highlight=_place(one, row))
    else:
        if series and all(each.points.height < 2 for each in series):
            return [Text(" one count only: no scaling to plot", "dim")]
        if all(each.points["efficiency"].count() == 0 for each in series):
            lacking = "efficiency" if series else "series"
            return [Text(f" no {lacking} to plot", "dim")]
        named = [each._replace(name=each.layout or "measured") for each in series]
        chart = chart_of(named, "efficiency", highlight=_place(named, row))
    return scaling_chart(chart, width, height, glyphs=glyphs)


def _place(series: Sequence[ScalingSeries | Sweep], row: int) -> tuple[int, int] | None:
    """Return the series and the point that a row of the table is."""
    for index, each in enumerate(series):
        rows = each.points["row"].to_list()
        if row in rows:
            return index, rows.index(row)
    return None
