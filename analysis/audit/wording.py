"""Numbers in the sentences of findings."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final

_HOUR: Final = 3600.0
_PREFIXED: Final = ("B", "B/s", "flop", "flop/s", "bit/s")
_PREFIXES: Final = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def quantity(value: float, unit: str | None) -> str:
    """Return ``14:36:52`` for a time from an hour on, else ``149.8 samples/s``."""
    if unit == "s" and _HOUR <= value < inf:
        return clock(value)
    factor, prefix = 1.0, ""
    if unit in _PREFIXED:
        factor, prefix = next(((f, p) for f, p in _PREFIXES if abs(value) >= f), (1.0, ""))
    return f"{value / factor:.6g} {prefix}{unit or ''}".rstrip()


def clock(seconds: float) -> str:
    """Return ``h:mm:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def percent(fraction: float) -> str:
    """Return ``+3.1 %``."""
    return f"{fraction * 100:+.1f} %"


def counted(number: int, noun: str) -> str:
    """Return ``1 run`` or ``9 runs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str], most: int = 4) -> str:
    """Return the names with commas, the first few of many."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
