"""Values of which nothing says what they are, but how they change with the count does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.meaning.trend import trend_of
from parsers.records import SCALE
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_UNNAMED: Final = ("value", "run", "result", "measurement")
_FALLS: Final = -0.6
"""The exponent of a time that falls as more of a machine shares the work."""
_RISES: Final = 0.6


def with_directions(draft: Draft, quantities: list[Quantity]) -> list[Quantity]:
    """Return ``quantities``, those without name, unit and direction as times or rates.

    Values that fall as the count grows are times, values that grow with it are rates.
    """
    return [_with_direction(draft, each) if _is_unnamed(each) else each for each in quantities]


def _is_unnamed(quantity: Quantity) -> bool:
    return quantity.better is None and quantity.unit is None and quantity.name in _UNNAMED


def _with_direction(draft: Draft, quantity: Quantity) -> Quantity:
    trend = trend_of(draft, [quantity])
    for name in SCALE:
        gain = trend.exponent(draft.fields[name]) if name in draft.fields else None
        if gain is None or _FALLS < gain < _RISES:
            continue
        if gain <= _FALLS:
            draft.note("assumed", f"values read as runtime: they fall as {name} grow")
            return replace(quantity, name="runtime", better="lower")
        draft.note("assumed", f"values read as throughput: they grow with {name}")
        return replace(quantity, name="throughput", better="higher")
    return quantity
