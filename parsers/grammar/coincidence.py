"""Whether values that agree were measured once, and told twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_ENOUGH: Final = 6
"""Digits in all from which on it is no coincidence that values agree."""


def no_coincidence(values: Iterable[float]) -> bool:
    """Return whether ``values`` have so many digits that others hardly agree in all by chance."""
    return sum(map(digits_of, values)) >= _ENOUGH


def digits_of(value: float) -> int:
    """Return how many digits of a value tell it from others: of 45.20 they are 4, 5 and 2."""
    mantissa, _, _ = f"{abs(value):.9e}".partition("e")
    return len(mantissa.replace(".", "").rstrip("0"))
