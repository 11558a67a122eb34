"""Values of which nothing says what they are, but how they change with the count does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.meaning.trend import trend_of
from parsers.records import SCALE
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_UNNAMED: Final = ("value", "run", "result", "measurement")
_OF_ONE: Final = ("mean", "median", "min", "best", "max", "worst")
"""Statistics that scale as the quantity does."""
_FALLS: Final = -0.6
"""The exponent of a time that falls as more of a machine shares the work."""
_RISES: Final = 0.6
_STAYS: Final = 0.4
"""The exponent of a time at most, where the work grows with the count."""


def with_directions(draft: Draft, quantities: list[Quantity], *, is_weak: bool) -> list[Quantity]:
    """Return ``quantities``, those without name, unit and direction as times or rates.

    Values that fall as the count grows are times, values that grow with it are rates; where the
    work grows too, times stay. Of several statistics of one quantity (``min``, ``max``) the first
    one decides.
    """
    found: dict[str, Quantity] = {}
    names = {each.name for each in quantities if isinstance(each.name, str)}
    for each in quantities:
        base, statistic = _parted(each)
        plain = statistic in ("", *_OF_ONE)
        if base in _UNNAMED and plain and each.better is None and each.unit is None:
            found[base] = found.get(base) or _with_direction(draft, each, base, is_weak=is_weak)
    known = {base: each for base, each in found.items() if each.better and each.name not in names}
    return [_renamed(each, known) for each in quantities]


def _parted(quantity: Quantity) -> tuple[str, str]:
    """What a quantity is called, and the statistic behind it."""
    base, _, statistic = (
        quantity.name.partition("_") if isinstance(quantity.name, str) else [""] * 3
    )
    return base, statistic


def _renamed(quantity: Quantity, found: dict[str, Quantity]) -> Quantity:
    base, statistic = _parted(quantity)
    read = found.get(base)
    if read is None or quantity.unit is not None:
        return quantity
    if statistic in ("", *_OF_ONE):
        quantity = replace(quantity, better=read.better)
    return replace(quantity, name=f"{read.name}_{statistic}" if statistic else read.name)


def _with_direction(draft: Draft, quantity: Quantity, base: str, *, is_weak: bool) -> Quantity:
    trend = trend_of(draft, [quantity])
    for name in SCALE:
        gain = trend.exponent(draft.fields[name]) if name in draft.fields else None
        falls = _STAYS if is_weak else _FALLS
        if gain is None or falls < gain < _RISES:
            continue
        if gain <= falls:
            why = "they do not grow with" if is_weak else "they fall as"
            text = f"values read as runtime: {why} {name}{'' if is_weak else ' grow'}"
            draft.note("assumed", text)
            return replace(quantity, name="runtime", better="lower")
        draft.note("assumed", f"values read as throughput: they grow with {name}")
        return replace(quantity, name="throughput", better="higher")
    return replace(quantity, name=base)
