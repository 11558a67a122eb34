"""Which further column to show, chosen from those that are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from analysis.columns import COLUMNS
from analysis.record_columns import RECORD
from analysis.runs import Runs
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.formatting.numbers import plain
from tui.views.runs.runs_table import further_columns

_FEW: Final = 4
"""Values of a column that its description names."""


def ask_column(
    screen: PlaceScreen[None], runs: Runs, shown: Sequence[str], then: Callable[[str], None]
) -> None:
    """Offer the columns of ``runs`` that are not ``shown``; ``then`` gets the one chosen."""
    names = further_columns(runs, shown)
    if not names:
        screen.say("all columns with values are shown")
        return
    items = [Item(name, name, _described(name, runs)) for name in names]

    def chosen(name: Any) -> None:
        if name is not None:
            then(name)

    screen.app.push_screen(PickingScreen("add column", "column", items), chosen)


def _described(name: str, runs: Runs) -> str:
    """Return what a column means; of names and texts that were read, which there are."""
    column = None if name in runs.by else COLUMNS.get(name)
    if column is not None and (column not in RECORD or column.type == "integer"):
        return column.plain_meaning
    values = runs.table[name].drop_nulls().unique(maintain_order=True)
    more = f" and {values.len() - _FEW} more" if values.len() > _FEW else ""
    return ", ".join(plain(value) for value in values.head(_FEW)) + more
