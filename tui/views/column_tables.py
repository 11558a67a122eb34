"""What one column holds, or all of them, as tables: how often each value stands, and statistics."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from analysis.columns import COLUMNS
from tui.drawing.sparkline import bar, sparkline
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import count, percent, plain
from tui.views.table_columns import fitted_column, number_column, text_column
from tui.views.table_view import Cell, TableColumn

_BAR: Final = 20
_HISTOGRAM: Final = 9
"""Cells of the heading, one more than the bars."""
_SIGNIFICANT: Final = 4
_NONE: Final = "(no value)"
_LEAST_NAME: Final = 12


def frequency_columns(
    found: pl.DataFrame, heading: str, unit: str, glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    """Return the columns of ``frequencies`` of the column called ``heading``, in its ``unit``."""

    def values(rows: pl.DataFrame) -> list[Cell]:
        return [_NONE if value is None else plain(value) for value in rows["value"]]

    def bars(rows: pl.DataFrame) -> list[Cell]:
        most = found["rows"].max()
        return [bar(each / most, _BAR, glyphs, "cyan") for each in rows["rows"]]

    texts = [heading, unit, *map(str, values(found))]
    width = max(map(len, texts))
    align: Any = "right" if found["value"].dtype.is_numeric() else "left"
    least = min(width, max(len(heading), _LEAST_NAME))
    return (
        TableColumn("value", heading, unit, width, align, 0, values, least),
        number_column(found, "rows", "rows", count, priority=0),
        number_column(found, "share", "share", lambda v: f"{percent(v)} %", priority=1),
        TableColumn("rows", "", "", _BAR, "left", 2, bars, picture=True),
    )


def statistics_columns(found: pl.DataFrame, glyphs: Glyphs) -> tuple[TableColumn, ...]:
    """Return the columns of ``statistics``."""

    def histograms(rows: pl.DataFrame) -> list[Cell]:
        return [
            ""
            if bins is None
            else sparkline([each or None for each in bins], len(bins), 0, max(bins), glyphs=glyphs)
            for bins in rows["histogram"].to_list()
        ]

    numbers = [("n", 4), ("missing", 3), ("distinct", 0)]
    measures = [("least", "min"), ("median", "median"), ("greatest", "max")]
    return (
        _names(found),
        *(number_column(found, name, name, count, priority=p) for name, p in numbers),
        *(_measure(found, name, heading) for name, heading in measures),
        TableColumn("histogram", "histogram", "", _HISTOGRAM, "left", 2, histograms, picture=True),
    )


def _names(found: pl.DataFrame) -> TableColumn:
    """Return the column of names; behind each the metric, where there are several, and the unit."""
    behind = [
        pl.when(pl.col(name).is_not_null()).then(pl.format(form, name)).fill_null("")
        for name, form in (("metric", " {}"), ("unit", " ({})"))
    ]
    whole = pl.concat_str("column", *behind)
    shown = text_column(found.with_columns(column=whole), "column", priority=0)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return shown.cells(rows.with_columns(column=whole))

    if found["metric"].count():
        return shown._replace(cells=cells)
    # A unit takes no room from the numbers: a long one is cut.
    return shown._replace(cells=cells, width=text_column(found, "column", priority=0).width)


def _measure(found: pl.DataFrame, name: str, heading: str) -> TableColumn:
    """Return a column of numbers, as percent where the table that they are from has percent."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [_written(*row) for row in rows.select("column", name).iter_rows()]

    return fitted_column(found, name, heading, cells, align="right", priority=0)


def _written(column: str, value: float | None) -> str:
    if value is None:
        return ""
    is_share = column in COLUMNS and COLUMNS[column].unit == "percent"
    return f"{value * 100:.{_SIGNIFICANT - 1}g} %" if is_share else _short(value)


def _short(value: float) -> str:
    """Return a number with the digits that matter beside others of its column."""
    if value.is_integer():
        return count(value)
    return f"{value:.{_SIGNIFICANT}g}" if abs(value) < 10**_SIGNIFICANT else f"{value:.0f}"
