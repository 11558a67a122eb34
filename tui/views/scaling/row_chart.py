"""The scaling chart of one row's series: its points, the row set apart, the dashed ideal."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.runs import Runs
from analysis.series.chart_lines import Line, layouts
from tui.drawing.chart_series import Point, Series
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent
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
    base = row["baseline_devices"]
    return scaling_chart(
        [_series(name, table) for name, table in lines],
        width,
        height,
        glyphs=glyphs,
        title=_title(_counted(row), base),
        ideal=(lambda x: x / base) if base else None,
        highlight=_place(lines, row["row"]),
    )


def _title(counted: str, base: int | None) -> str:
    unit = counted.removesuffix("s") if base == 1 else counted
    return f"Speedup vs. {counted}" + (f" (baseline: {base} {unit})" if base else "")


def _series(name: str, table: pl.DataFrame) -> Series:
    points = tuple(
        Point(float(each["count"]), each["speedup"], *interval(each, "speedup", each["better"]))
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
