"""Sizes in bytes with IEC prefixes, as benchmarks of messages name them: 8 KiB, 4 MiB."""

from __future__ import annotations

import math
from typing import Final

PREFIXES: Final = ("", "Ki", "Mi", "Gi", "Ti", "Pi")
STEP: Final = 1024


def binary_size(size: float) -> str:
    """Return a size in bytes with the prefix that its amount asks for, to three digits.

    One that is a whole number of bytes and needs more digits is written in bytes, up to six.
    """
    if not math.isfinite(size):
        return f"{size} B"
    power = 0
    while abs(size) / STEP**power >= STEP and power < len(PREFIXES) - 1:
        power += 1
    scaled = (
        f"{size / STEP**power:.3g}"
        if abs(size) / STEP**power < 1000
        else (f"{size / STEP**power:.0f}")
    )
    exact = float(scaled) * STEP**power == size
    if not exact and float(size).is_integer() and abs(size) < 1e6:
        return f"{size:.0f} B"
    return f"{scaled} {PREFIXES[power]}B"


def short_binary_size(size: float) -> str:
    """Return the same for the tick of an axis that names the unit: 8Ki, 4Mi."""
    return binary_size(size).removesuffix("B").replace(" ", "")
