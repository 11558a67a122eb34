"""Values of which nothing says what they are, but how they change with the count does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.meaning.trend import Trend
from parsers.records import SCALE
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_UNNAMED: Final = ("value", "run", "result", "measurement")
_FALLS: Final = -0.6
"""The exponent of a time that falls as more of a machine shares the work."""
_RISES: Final = 0.6


def with_direction(draft: Draft, quantities: list[Quantity], trend: Trend) -> list[Quantity]:
    """Return ``quantities``, an only one without name and direction as a time or a rate.

    Values that fall as the count grows are times, values that grow with it are rates.
    """
    if len(quantities) != 1:
        return quantities
    only = quantities[0]
    if only.better is not None or only.unit is not None or only.name not in _UNNAMED:
        return quantities
    for name in SCALE:
        if name not in draft.fields:
            continue
        gain = trend.exponent(draft.fields[name])
        if gain is None or _FALLS < gain < _RISES:
            continue
        if gain <= _FALLS:
            draft.note("assumed", f"values read as runtime: they fall as {name} grow")
            return [replace(only, name="runtime", better="lower")]
        draft.note("assumed", f"values read as throughput: they grow with {name}")
        return [replace(only, name="throughput", better="higher")]
    return quantities
