"""Units as sources write them, read into base units."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read: one source unit is ``factor`` of ``base`` (``ms`` is 0.001 of ``s``)."""

    base: str
    factor: float = 1.0


_KNOWN = {
    "s": Unit("s"),
    "ms": Unit("s", 1e-3),
    "us": Unit("s", 1e-6),
    "img/sec": Unit("img/s"),
    "img/s": Unit("img/s"),
    "samples/s": Unit("samples/s"),
    "mb": Unit("B", 1e6),
    "gb/s": Unit("B/s", 1e9),
    "%": Unit("%"),
}
_NUMBER = re.compile(
    r"\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*(.*)\Z", re.S
)


def parse_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` spells, or ``None`` when it spells none."""
    return _KNOWN.get(text.strip().lower())


def parse_quantity(text: str) -> tuple[float, str | None] | None:
    """Return the number and the unit text of a cell such as ``1,024 img/s``, or ``None``."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    try:
        value = float(match[1].replace(",", ""))
    except ValueError:
        return None
    unit = match[2].strip()
    if unit and parse_unit(unit) is None:
        return None
    return value, unit or None
