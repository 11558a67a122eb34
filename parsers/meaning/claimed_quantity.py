"""Which of several quantities a table's own speedups are of: that one is what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.digits import last_digits
from parsers.meaning.quantities import Quantity
from parsers.meaning.trend import MOST_ROWS, is_speed, rank_of

_LEAST: Final = 3
"""So many speedups are not those of a quantity by chance."""
_COARSE: Final = 0.005
"""From this share of a value on its last digit is seen in the efficiencies."""
_FINER: Final = 0.2
_SLACK: Final = 1e-9


class _Claims(NamedTuple):
    """The row of 1, and the speedups of the others by their rows: each with its last digit."""

    base: int
    speedups: dict[int, tuple[float, float]]


def with_claimed_first(quantities: Sequence[Quantity], columns: Sequence[Column]) -> list[Quantity]:
    """Return ``quantities``, of which one is primary where the stated speedups say that.

    They say so where they are not those of the quantity that would come first, but of one other;
    or of both, and the former has so few digits that its own are off (``0.029 GiB/s``).
    """
    able = [each for each in quantities if is_speed(each)]
    claims = _claims(columns) if len(able) > 1 else None
    if claims is None:
        return list(quantities)
    first = min(able, key=rank_of)
    others = [each for each in able if each is not first and _explains(each, claims)]
    if _explains(first, claims):
        coarse = _last_digit(first)
        others = [
            each for each in others if coarse >= _COARSE and _last_digit(each) <= _FINER * coarse
        ]
    if len(others) != 1:
        return list(quantities)
    return [replace(each, primary=True) if each is others[0] else each for each in quantities]


def _claims(columns: Sequence[Column]) -> _Claims | None:
    stated = [each for each in columns if each.heading.kind == "stated_speedup"]
    if len(stated) != 1 or stated[0].numbers is None or len(stated[0].cells) > MOST_ROWS:
        return None
    digits = last_digits(stated[0])
    values = stated[0].in_base_units().to_list()
    weights = [None] * len(values) if digits is None else digits.to_list()
    known = {
        row: (value, weight or 0.0)
        for row, (value, weight) in enumerate(zip(values, weights, strict=True))
        if value
    }
    bases = [row for row, (value, _) in known.items() if value == 1]
    others = {row: claim for row, claim in known.items() if row not in bases}
    return _Claims(bases[0], others) if len(bases) == 1 and len(others) >= _LEAST else None


def _explains(quantity: Quantity, claims: _Claims) -> bool:
    """Whether all speedups are the ratios of the values, as far as their digits tell."""
    values = quantity.values.cast(pl.Float64).to_list()
    digits = [0.0] * len(values) if quantity.digits is None else quantity.digits.to_list()
    base, half = values[claims.base], (digits[claims.base] or 0.0) / 2
    if not base or base <= half:
        return False
    for row, (speedup, weight) in claims.speedups.items():
        value, own = values[row], (digits[row] or 0.0) / 2
        if not value or value <= own:
            return False
        low, high = (base - half) / (value + own), (base + half) / (value - own)
        if quantity.better == "higher":
            low, high = 1 / high, 1 / low
        if speedup + weight / 2 + _SLACK < low or speedup - weight / 2 - _SLACK > high:
            return False
    return True


def _last_digit(quantity: Quantity) -> float:
    """The largest share of a value that its last digit has."""
    if quantity.digits is None:
        return 0.0
    values = quantity.values.cast(pl.Float64).to_list()
    known = zip(quantity.digits.to_list(), values, strict=True)
    return max((digit / abs(value) for digit, value in known if digit and value), default=0.0)
