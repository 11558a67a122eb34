"""The series of rows of the table of runs, plotted."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.runs import Runs
from analysis.series.series import series_of
from tui.app.screens.scaling_screen import ScalingScreen
from tui.app.screens.table_screen import TableScreen

MANY_TO_DRAW: Final = 500
"""Rows whose series it takes a moment to draw."""


def plot_rows(screen: TableScreen, rows: pl.DataFrame, runs: Runs) -> None:
    """Plot the series of ``rows`` of the table of runs, beginning at the cursor's row."""

    def plot() -> None:
        here = screen.row
        series = series_of(runs, rows["row"].to_list())
        if series:
            at = None if here is None else here["row"]
            screen.app.push_screen(ScalingScreen(series, runs, at))
        else:
            screen.say("nothing to plot: no row has a device, rank, thread or node count")

    screen.say_while("drawing ...", plot, rows.height, MANY_TO_DRAW)
