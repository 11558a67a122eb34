"""The columns of efficiencies: the numbers, and bars of them."""

from __future__ import annotations

from typing import Final

import polars as pl
from rich.text import Text

from tui.drawing.sparkline import graded_bar
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent
from tui.views.table_view import Cell, TableColumn

_BAR: Final = 7


def efficiency_column(table: pl.DataFrame) -> TableColumn:
    """Return the column of efficiencies, with the word for what has one by definition."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = zip(rows["efficiency"], rows["is_baseline"], strict=True)
        return [_one_efficiency(value, is_baseline) for value, is_baseline in pairs]

    width = max(len("efficiency"), len(_one_efficiency(_largest(table["efficiency"]), False)))
    return TableColumn("efficiency", "efficiency", "", width, "right", 0, cells)


def _one_efficiency(value: float | None, is_baseline: bool) -> Cell:
    if is_baseline:
        return Text("baseline", style="dim")
    return "" if value is None else f"{percent(value)} %"


def _largest(column: pl.Series) -> float | None:
    most = column.max()
    return most if isinstance(most, float) else None


def efficiency_bar(glyphs: Glyphs) -> TableColumn:
    """Return the column of efficiencies as bars."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = zip(rows["efficiency"], rows["is_baseline"], strict=True)
        return [
            "" if value is None or is_baseline else graded_bar(value, _BAR, glyphs)
            for value, is_baseline in pairs
        ]

    return TableColumn("efficiency", "", "", _BAR, "left", 10, cells, picture=True)
