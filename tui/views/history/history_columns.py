"""The columns of histories: newest values, changes, a sparkline over time, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.columns import COLUMNS
from analysis.history.histories_of import Histories, SeriesHistory
from analysis.written_values import written_time
from tui.drawing.sparkline import sparkline
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import count, scale_for, signed_percent
from tui.views.compare.verdict_words import verdict_word
from tui.views.table_columns import (
    fitted_column,
    identity_column,
    metric_column,
    number_column,
    quantity_column,
    text_column,
)
from tui.views.table_view import Cell, TableColumn

_SPARK: Final = 24
_LEAST_SPAN: Final = 0.1
"""The share of the median that a sparkline is high at least: noise is not to look like steps."""
_FAR_APART: Final = 100.0
"""The quotient of values from which on the smaller one would lose digits in the larger's unit."""


def history_columns(
    found: Histories, table: pl.DataFrame, shown: Sequence[SeriesHistory], glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    """Return the columns of ``table``, rows of ``found.table``; ``shown``: their series."""
    naming = [name for name in found.by if found.table[name].n_unique() > 1]
    columns = [identity_column(table, name) for name in naming]
    if found.table["metric"].n_unique() > 1 or not columns:
        columns.append(metric_column(table)._replace(priority=0))
    columns += [
        number_column(table, "nights", "nights", count, priority=7),
        _level(table, "latest", "latest", priority=1),
        night_column(table, "latest_started", COLUMNS["latest_started"].heading, priority=6),
        number_column(table, "change", COLUMNS["change"].heading, signed_percent, priority=5),
        _level(table, "base", "reference", priority=4),
        number_column(table, "delta", "change", signed_percent, priority=0),
        _sparklines(shown, glyphs),
        verdict_column(table, glyphs),
    ]
    if table["bounds"].is_not_null().any():
        columns.append(text_column(table, "bounds", priority=1))
    return tuple(columns)


def _level(table: pl.DataFrame, name: str, heading: str, *, priority: int) -> TableColumn:
    """Return a column of values in one scale, or each in its own where one would not do for all.

    Benchmarks of microseconds and of minutes have no digits in common.
    """
    sizes = table.select(pl.col("latest").abs().alias("size"), "metric", "unit")
    ends = sizes.filter(pl.col("size") > 0).group_by("metric", "unit")
    spans = ends.agg(span=pl.col("size").max() / pl.col("size").min())["span"]
    if not (spans >= _FAR_APART).any():
        return quantity_column(
            table, name, heading=heading, with_scale_of="latest", priority=priority
        )

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            scale_for(row["unit"], [row["latest"], row["base"]]).quantity(row[name])
            for row in rows.select("latest", "base", "unit").iter_rows(named=True)
        ]

    return fitted_column(table, name, heading, cells, align="right", priority=priority)


def night_column(table: pl.DataFrame, name: str, heading: str, *, priority: int) -> TableColumn:
    """Return the column of the nights in which runs started."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return ["" if started is None else written_time(started) for started in rows[name]]

    return fitted_column(table, name, heading, cells, priority=priority)


def _sparklines(shown: Sequence[SeriesHistory], glyphs: Glyphs) -> TableColumn:
    """The values over time, in the scale of those that are no outliers."""
    lines = {series.row["series"]: series for series in shown}
    width = min(_SPARK, max((series.points.height for series in shown), default=0))

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [sparkline_of(lines[number], width, glyphs) for number in rows["series"]]

    return TableColumn("series", "over time", "", max(width, 9), "left", 2, cells, picture=True)


def sparkline_of(series: SeriesHistory, width: int, glyphs: Glyphs) -> Text:
    """Return the values over time in so many cells, in the scale of those that are no outliers."""
    values = series.points["value"].to_list()
    usual = [
        value
        for value, out in zip(values, series.outlying, strict=True)
        if value is not None and not out
    ]
    if not usual:
        return sparkline(values, width, glyphs=glyphs)
    low, high = min(usual), max(usual)
    missing = max(0.0, _LEAST_SPAN * abs(median(usual)) - (high - low)) / 2
    return sparkline(values, width, low - missing, high + missing, glyphs=glyphs)


def verdict_column(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    """Return the column of verdicts, in the words of a comparison."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        names = ("verdict", "base", "new")
        return [verdict_word(_named(names, row), glyphs) for row in rows.select(names).iter_rows()]

    return fitted_column(table, "verdict", "verdict", cells, priority=0)


def _named(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))
