"""Which further column to show, chosen from those that are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import polars as pl

from analysis.runs import Runs
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.formatting.numbers import plain
from tui.views.runs.runs_table import further_columns

FEW: Final = 4
"""Values of a column that its description names."""
MEANINGS: Final = {
    "n": "runs with a value",
    "failed": "runs that failed",
    "low": "lower bound of the interval",
    "high": "upper bound of the interval",
    "interval": "kind of interval: 95 % CI or min..max",
    "spread": "half range of the repeats / value",
    "speedup": "speed relative to the baseline",
    "efficiency": "speedup / (devices / baseline devices)",
    "baseline_devices": "devices of the baseline",
    "karp_flatt": "Karp-Flatt serial fraction",
    "cost": "device-seconds for a result",
    "scaling": "strong or weak",
    "series": "number of the series",
    "source": "file it was read from",
    "line": "line it was read from",
}


def ask_column(
    screen: PlaceScreen[None], runs: Runs, shown: Sequence[str], then: Callable[[str], None]
) -> None:
    """Offer the columns of ``runs`` that are not ``shown``; ``then`` gets the one chosen."""
    names = further_columns(runs, shown)
    if not names:
        screen.say("all columns with values are shown")
        return
    items = [Item(name, name, _described(name, runs.table)) for name in names]

    def chosen(name: Any) -> None:
        if name is not None:
            then(name)

    screen.app.push_screen(PickingScreen("add column", "column", items), chosen)


def _described(name: str, table: pl.DataFrame) -> str:
    """Return what the column means, else which values it has."""
    if name in MEANINGS:
        return MEANINGS[name]
    values = table[name].drop_nulls().unique(maintain_order=True)
    more = f" and {values.len() - FEW} more" if values.len() > FEW else ""
    return ", ".join(plain(value) for value in values.head(FEW)) + more
