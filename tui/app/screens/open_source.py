"""Where rows were read from: of the table of runs, of a baseline, of one side of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis.runs import Runs
from tui.app.screens.place_screen import PlaceScreen
from tui.views.runs.places import baseline_records, read_from, row_records


def show_row(screen: PlaceScreen[Any], row: Mapping[str, Any], runs: Runs) -> None:
    """Open the source of a row at the lines of its repeats."""
    screen.runcmp.show_source(read_from(row_records(row, runs)))


def show_baseline(screen: PlaceScreen[Any], row: Mapping[str, Any], runs: Runs) -> None:
    """Open the source of the baseline of a row, or say that it has none."""
    records = baseline_records(row, runs)
    if records.is_empty():
        screen.say("no speedup in this row, so no baseline")
    else:
        screen.runcmp.show_source(read_from(records))


def open_side(screen: PlaceScreen[Any], records: pl.DataFrame, side: str) -> None:
    """Open the source of the records of ``side`` (base or new) at their lines."""
    if records.is_empty():
        screen.say(f"no such row on the {side} side")
    else:
        screen.runcmp.show_source(read_from(records))
