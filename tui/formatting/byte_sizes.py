"""Sizes in bytes with prefixes of 1024 or of 1000: 8 KiB, 4 MiB, 1 kB."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from analysis.size_form import Prefixes
from tui.formatting.numbers import count

_PREFIXES: Final[dict[Prefixes, tuple[str, ...]]] = {
    1024: ("", "Ki", "Mi", "Gi", "Ti", "Pi"),
    1000: ("", "k", "M", "G", "T", "P"),
}


def byte_size(size: float, step: Prefixes = 1024) -> str:
    """Return a size in bytes with the prefix that its amount asks for, to three digits.

    One that is a whole number of bytes and needs more digits is written in bytes, up to six.
    """
    if not math.isfinite(size):
        return f"{size} B"
    power = 0
    while abs(size) / step**power >= step and power < len(_PREFIXES[step]) - 1:
        power += 1
    amount = size / step**power
    scaled = f"{amount:.3g}" if abs(amount) < 1000 else f"{amount:.0f}"
    exact = float(scaled) * step**power == size
    if not exact and float(size).is_integer() and abs(size) < 1e6:
        return f"{size:.0f} B"
    return f"{scaled} {_PREFIXES[step][power]}B"


def whole_size(size: float, step: Prefixes) -> str:
    """Return a size in bytes in the largest unit of which it is a whole number: 1500 KiB."""
    power, amount = 0, size
    while amount and amount % step == 0 and power < len(_PREFIXES[step]) - 1:
        power, amount = power + 1, amount / step
    return f"{count(amount)} {_PREFIXES[step][power]}B"


def step_of(sizes: Iterable[float]) -> Prefixes:
    """Return the step of the prefixes that more sizes are multiples of; 1024 where as many are."""
    large = [size for size in sizes if size >= 1000]
    binary, decimal = (sum(size % step == 0 for size in large) for step in (1024, 1000))
    return 1000 if decimal > binary else 1024


def without_unit(written: Callable[[float], str]) -> Callable[[float], str]:
    """Return how a tick is written on an axis that names the unit: 8Ki, 4Mi."""
    return lambda size: written(size).removesuffix("B").replace(" ", "")
