"""The scaling chart of one row's series: its efficiencies, the row set apart, the floor."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.runs import Runs
from analysis.series.chart_lines import Line, layouts
from analysis.series.series import FLOOR
from tui.drawing.chart_series import Chart, Curve, Guide, Point, Series
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent
from tui.views.scaling.curves import FULL
from tui.views.scaling.measures import interval

LEAST_WIDTH: Final = 30
LEAST_HEIGHT: Final = 6


def series_chart(
    runs: Runs, row: dict[str, Any], width: int, height: int, glyphs: Glyphs
) -> list[Text]:
    """Return the chart of the series that ``row`` belongs to, ``height`` lines of ``width``."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    lines = layouts(runs.members(row))
    chart = Chart(
        [_series(name, table) for name, table in lines],
        title="Efficiency",
        across=f"{_counted(row)} (log)",
        y_scale="linear",
        percent=True,
        curves=[Curve("ideal", lambda _: FULL)],
        guides=[Guide(f"{percent(FLOOR, 0)} %", "y", FLOOR)],
        include=[FULL, FLOOR],
        highlight=_place(lines, row["row"]),
    )
    return scaling_chart(chart, width, height, glyphs=glyphs)


def _series(name: str, table: pl.DataFrame) -> Series:
    points = tuple(
        Point(
            float(each["count"]), each["efficiency"], *interval(each, "efficiency", each["better"])
        )
        for each in table.iter_rows(named=True)
    )
    last = table["efficiency"].drop_nulls()
    final = f"{percent(last[-1])} %" if last.len() else ""
    return Series(name or "measured", points, final)


def _place(lines: list[Line], row: int) -> tuple[int, int] | None:
    for index, (_, table) in enumerate(lines):
        if row in table["row"]:
            return index, table["row"].to_list().index(row)
    return None


def _counted(row: dict[str, Any]) -> str:
    names = ("devices", "ranks", "threads", "nodes")
    return next((name for name in names if row.get(name)), "count")
