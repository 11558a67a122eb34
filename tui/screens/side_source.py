"""Where one side of a comparison was read from."""

from __future__ import annotations

from typing import Any

import polars as pl

from tui.screens.base import PlaceScreen


def open_side(screen: PlaceScreen[Any], rows: pl.DataFrame, side: str) -> None:
    """Open the source of the first of ``rows`` that ``side`` (base or new) has, at its line."""
    there = rows.select(f"source_{side}", f"line_{side}").drop_nulls(f"source_{side}")
    if there.is_empty():
        screen.say(f"the {side} side has no such row")
    else:
        screen.runcmp.show_source(*there.row(0))
