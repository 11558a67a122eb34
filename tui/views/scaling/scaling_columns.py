"""The columns of scaling series: of their points, and of a summary with a line for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import polars as pl

from analysis.columns import COLUMNS
from analysis.output_columns import SUMMARY
from analysis.series.laws import FAR
from analysis.series.series import ScalingSeries
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent
from tui.views.efficiency_columns import efficiency_bar, efficiency_column
from tui.views.table_columns import (
    computed_column,
    fitted_column,
    quantity_column,
)
from tui.views.table_view import Cell, TableColumn

_SMALL: Final = 1e-4
"""Below this share, percent with two decimals say 0."""
_TINY: Final = 1e-6
"""Below this share, no fit tells it from none."""


def point_columns(
    points: pl.DataFrame, series: Sequence[ScalingSeries], glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    """Return the columns of ``points``: those that say anything."""

    def number(name: str, priority: int, heading: str = "") -> TableColumn:
        column = COLUMNS[name]
        return computed_column(points, column, glyphs, heading=heading, priority=priority)

    columns = [number("count", 0, counted(series))]
    if "nodes" in points.columns and not points["nodes"].eq_missing(points["count"]).all():
        columns.append(number("nodes", 3))
    if (points["n"] != 1).any():
        columns.append(number("n", 7))
    columns.append(quantity_column(points, "value", priority=1))
    columns.append(number("spread", 6))
    columns.append(quantity_column(points, "ideal", priority=5))
    columns.append(number("speedup", 2))
    columns += [efficiency_column(points), efficiency_bar(glyphs)]
    columns.append(number("karp_flatt", 4))
    return tuple(
        column
        for column in columns
        if column.name in ("count", "value") or points[column.name].is_not_null().any()
    )


def summary_columns(
    table: pl.DataFrame, series: Sequence[ScalingSeries], glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    """Return the columns of a summary; laws that were fitted to no series have none."""
    times = "x" if glyphs.ascii else "×"

    def number(
        name: str, priority: int, form: Callable[[Any], str] | None = None, heading: str = ""
    ) -> TableColumn:
        column = SUMMARY[name]
        return computed_column(table, column, glyphs, form, heading=heading, priority=priority)

    columns = [
        names_column(table),
        number("points", 6),
        number("devices", 1, heading=counted(series)),
        number("speedup", 3),
        efficiency_column(table),
        number("baseline_devices", 3),
        _knee_column(table, glyphs),
        number("cheapest", 4),
        number("fastest", 4),
        _front_column(table),
        number("serial", 2, share),
        number("limit", 4, lambda v: f"{limit_of(v)}{times}"),
        number("contention", 3, share),
        number("coherency", 3, share),
        _peak_column(table),
        number("r_squared", 5),
    ]
    return tuple(
        column for column in columns if column.name == "name" or _tells(table[column.name])
    )


def _knee_column(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    """Return the column of knees; one at the largest count measured may lie beyond it."""
    beyond = ">=" if glyphs.ascii else "≥"

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = rows.select("knee", "devices").iter_rows()
        return [
            "" if knee is None else f"{beyond}{knee}" if knee == largest else f"{knee}"
            for knee, largest in pairs
        ]

    heading = SUMMARY["knee"].heading
    return fitted_column(table, "knee", heading, cells, align="right", priority=1)


def _front_column(table: pl.DataFrame) -> TableColumn:
    """Return the column of the counts none of which is both cheaper and faster than another."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = rows.select("front", "points").iter_rows()
        return [
            "" if front is None else "all" if len(front.split()) == points else front
            for front, points in pairs
        ]

    return fitted_column(table, "front", "Pareto", cells, priority=5)


def _peak_column(table: pl.DataFrame) -> TableColumn:
    """Return the column of peaks; of one far beyond the counts measured, only that it is so."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = rows.select("peak", "devices").iter_rows()
        return [
            "" if peak is None else f">{FAR * most}" if peak > FAR * most else f"{peak:.0f}"
            for peak, most in pairs
        ]

    heading = SUMMARY["peak"].heading
    return fitted_column(table, "peak", heading, cells, align="right", priority=4)


def _tells(column: pl.Series) -> bool:
    """Whether a column of a summary says what a reader would not take for granted."""
    granted = column == 1 if column.name == "baseline_devices" else column.is_null()
    return not granted.all()


def counted(series: Sequence[ScalingSeries]) -> str:
    """Return what all series count, in the plural, or ``count`` where they differ."""
    words = {each.counted for each in series}
    return f"{words.pop()}s" if len(words) == 1 else "count"


def limit_of(value: float) -> str:
    """Return the speedup that a law leads to: three digits, and all of those before the point."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def share(value: float) -> str:
    """Return a share of the work or the time in percent, a small one to two digits."""
    if value >= _SMALL or value == 0:
        return f"{percent(value, 2)} %"
    if value < _TINY:
        return f"< {_TINY * 100:.4f} %"
    return f"{value * 100:.{1 - math.floor(math.log10(value * 100))}f} %"


def names_column(table: pl.DataFrame) -> TableColumn:
    """Return the column of the names of series."""
    names = table["name"]
    longest = names.str.len_chars().max()
    width = max(len("series"), longest if isinstance(longest, int) else 0)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return list(rows["name"])

    return TableColumn("name", "series", "", width, "left", 0, cells, min(width, 16))
