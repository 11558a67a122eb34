"""Lines across a chart over time: where the level changed, and what the source allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from analysis.sweeps.sweep import SECONDS_OF_DAY, Sweep
from tui.drawing.chart_series import Guide

_EPOCH: Final = datetime(1970, 1, 1)
_NAMED: Final = {
    "stated_reference": "reference",
    "stated_low": "lowest allowed",
    "stated_high": "highest allowed",
}


def history_guides(sweep: Sweep, y: str) -> list[Guide]:
    """Return the guides of one sweep over time: its changes, and bounds where y is the value."""
    return [*_changes(sweep), *(_bounds(sweep) if y == "value" else ())]


def _changes(sweep: Sweep) -> Iterator[Guide]:
    """Yield the first day of each change; one name in the legend stands for all."""
    name = "change"
    for event in sweep.history.events if sweep.history else ():
        days = (event.started - _EPOCH).total_seconds() / SECONDS_OF_DAY
        yield Guide(name, "x", days)
        name = ""


def _bounds(sweep: Sweep) -> Iterator[Guide]:
    for column, name in _NAMED.items():
        stated = sweep.history.row[column] if sweep.history else None
        if stated is not None:
            yield Guide(name, "y", stated)
