"""Where one side of a comparison was read from."""

from __future__ import annotations

from typing import Any

import polars as pl

from tui.app.screens.place_screen import PlaceScreen
from tui.views.runs.places import read_from


def open_side(screen: PlaceScreen[Any], records: pl.DataFrame, side: str) -> None:
    """Open the source of the records of ``side`` (base or new) at their lines."""
    if records.is_empty():
        screen.say(f"the {side} side has no such row")
    else:
        screen.runcmp.show_source(read_from(records))
