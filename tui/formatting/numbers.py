"""Numbers for people: one scale per quantity, so that a column can be read down."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from analysis.written_values import written_time

_SIGNIFICANT: Final = 4
_ENOUGH: Final = 6
"""Significant digits of a typical value, from which on a smaller one has to do with fewer."""
_FEWEST: Final = 2
"""Significant digits that it keeps."""
_WIDEST: Final = 8

_LEAST: Final = 10.0 ** (_SIGNIFICANT - _WIDEST)
_MOST: Final = 1e15
"""Outside of these, digits before or after the point say nothing any more."""

_NO_SIGN: Final = 0.0
"""Added to -0, gives 0: nobody measures less than nothing."""

_HALF: Final = 0.5
"""Less than so much of the last digit would be written as 0."""

_LONG: Final = 1e9
"""From here on, a factor or a share is written with an exponent."""

_MANY_HOURS: Final = 1e4

_PREFIXED: Final = {"B": 1e3, "B/s": 1e3, "flop/s": 1e3, "flop": 1e3, "bit/s": 1e3}
"""Units that take k, M, G from the first thousand on; counts per second keep their digits."""

_LARGE: Final = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_SMALL: Final = ((1e-3, "m"), (1e-6, "µ"), (1e-9, "n"))


class Scale(NamedTuple):
    """How the values of one quantity are written: divided by ``factor``, in ``unit``."""

    factor: float = 1.0
    unit: str = ""
    decimals: int = 0

    def number(self, value: float | None) -> str:
        """Return the value in this scale, without its unit; an empty string for null."""
        if value is None:
            return ""
        scaled = value / self.factor + _NO_SIGN
        if scaled and not _LEAST <= abs(scaled) < _MOST:
            return f"{scaled:.{_SIGNIFICANT - 1}e}"
        if scaled and abs(scaled) * 10**self.decimals < _HALF:
            return f"{scaled:.{_FEWEST}g}"
        return f"{scaled:.{self.decimals}f}"

    def quantity(self, value: float | None) -> str:
        """Return the value with its unit."""
        return f"{self.number(value)} {self.unit}".strip() if value is not None else ""


def scale_of(
    unit: str | None, smallest: float | None, largest: float | None, typical: float | None = None
) -> Scale:
    """Return the scale for values of ``unit`` from ``smallest`` (not 0) to ``largest``, in size.

    It is the one for a ``typical`` value, else for the smallest. That gets four significant digits
    as long as the largest stays within eight and the typical one within six.
    """
    if not smallest or not largest or not math.isfinite(largest):
        return Scale(unit=unit or "")
    typical = typical or smallest
    factor, prefix = _prefix(unit or "", typical)
    if not math.isfinite(largest / factor) or not smallest / factor:
        return Scale(unit=unit or "")
    low, mid, high = (math.floor(math.log10(x / factor)) for x in (smallest, typical, largest))
    wanted = min(_SIGNIFICANT - 1 - low, max(_ENOUGH - 1 - mid, _FEWEST - 1 - low))
    decimals = min(wanted, _WIDEST - 1 - max(high, 0))
    return Scale(factor, prefix + (unit or ""), max(decimals, 0))


def scale_for(unit: str | None, values: Sequence[float | None]) -> Scale:
    """Return the scale for these values of ``unit``, with the decimals that they need."""
    sizes = sorted(abs(value) for value in values if value)
    if not sizes:
        return Scale(unit=unit or "")
    scale = scale_of(unit, sizes[0], sizes[-1], sizes[len(sizes) // 2])
    decimals = (len(scale.number(size).partition(".")[2].rstrip("0")) for size in sizes)
    return scale._replace(decimals=min(scale.decimals, max(decimals)))


def alike(values: Sequence[float | None]) -> Callable[[float], str]:
    """Return how to write numbers that stand below each other: with one number of decimals."""
    scale = scale_for("", values)
    plain = scale if scale.factor == 1 else Scale()
    return plain.number


def hours_text(hours: float) -> str:
    """Return hours with four digits, and whole where they are many."""
    return f"{hours:,.0f}" if hours >= _MANY_HOURS else f"{hours:.4g}"


def pluralize(number: int, noun: str) -> str:
    """Return ``1 row`` or ``9 rows``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fixed(value: float, decimals: int, sign: str = "") -> str:
    """Return a number with so many decimals; ``sign``: ``+`` before what is not below 0, too.

    One that is too long for that has an exponent.
    """
    form = f"{sign}.{decimals}f" if abs(value) < _LONG else f"{sign}.1e"
    return format(value + _NO_SIGN, form)


def percent(fraction: float | None, decimals: int = 1) -> str:
    """Return a fraction as percent without the sign, an empty string for null."""
    return "" if fraction is None else fixed(fraction * 100, decimals)


def signed_percent(fraction: float | None) -> str:
    """Return a change such as ``+10.4 %``."""
    return "" if fraction is None else f"{fixed(fraction * 100, 1, '+')} %"


def count(value: float | None) -> str:
    """Return a whole number without a point, another with the digits it has."""
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:g}"


def plain(value: Any) -> str:
    """Return a configuration value as people write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return written_time(value)
    return count(value) if isinstance(value, (int, float)) else str(value)


def _prefix(unit: str, typical: float) -> tuple[float, str]:
    if unit == "s" or unit.startswith("s/"):
        return next(((f, p) for f, p in ((1.0, ""), *_SMALL) if typical >= f), (1e-9, "n"))
    first = _PREFIXED.get(unit, 1e6)
    if typical < first:
        return 1.0, ""
    return next((f, p) for f, p in _LARGE if typical >= f)
