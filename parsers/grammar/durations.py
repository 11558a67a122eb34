"""Durations as schedulers, programs and people write them, in seconds."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity, parse_unit

_LONGEST: Final = 64
"""Characters; no duration is longer, and a cell of prose need not be tried."""

_DAY: Final = 86400.0

_CLOCK = Pattern(
    r"(?:(?P<days>[0-9]+)(?:-|\s+days?,?\s+))?"
    r"(?P<first>[0-9]+):(?P<second>[0-9]{1,2})(?::(?P<third>[0-9]{1,2}))?"
    r"(?P<fraction>[.,][0-9]+)?\Z"
)
_HOURS_LETTER = Pattern(r"(?<=[0-9])h(?=[0-9]{2}:[0-9]{2}\Z)")
_DAYS_HOURS = Pattern(r"(?P<days>[0-9]+)-(?P<hours>[0-9]{1,2})\Z")

_PART = Pattern(r"(?P<number>[0-9]+(?:\.[0-9]*)?(?:e[-+]?[0-9]+)?)\s*(?P<unit>[a-zA-Zµμ]+)")
_BETWEEN = Pattern(r"[\s,]*(?:and\s+)?")
_WHOSE = Pattern(r"\s+(?:CPU|WALL)\Z|(?<=[a-z])\.\Z", re.I)
_PRIMES = Pattern(
    r"(?P<minutes>[0-9]+)\s?['′]\s?(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?)\s?(?:''|\"|″)\Z"
)
_UNIT_OF_CLOCK = Pattern(
    r"(?P<clock>[0-9]+:[0-9]{2}(?::[0-9]{2})?)\s*(?P<unit>h|hrs?|hours?|min|mins|minutes?)\Z"
)

_ISO_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_ISO = Pattern(
    rf"P(?=.)(?:{_ISO_NUMBER}W)?(?:{_ISO_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_ISO_NUMBER}H)?(?:{_ISO_NUMBER}M)?(?:{_ISO_NUMBER}S)?)?\Z"
)
_ISO_SECONDS: Final = (7 * _DAY, _DAY, 3600.0, 60.0, 1.0)


@lru_cache(maxsize=4096)
def parse_duration(
    text: str, *, bare: float | None = None, hours_first: bool = False
) -> float | None:
    """Return the seconds that ``text`` spells, ``inf`` for ``UNLIMITED``, or ``None``.

    Reads clocks (``1-02:00:00``, ``14:55:01``, ``2 days, 3:04:05``, ``3:25.50``, ``1h23:45``),
    units in falling order (``1h23m4s``, ``3'20"``, ``1.5 hours``, ``500ms``, ``12.3s CPU``) and
    ISO 8601 (``PT1H30M``). ``a:b`` is minutes and seconds unless ``hours_first`` or hours are named
    (``1:30 h``). A plain number is a duration only with ``bare``, the seconds that one of it stands
    for.
    """
    text = _WHOSE.sub("", text.strip().lstrip("~≈ "))
    if not 0 < len(text) <= _LONGEST:
        return None
    if text.upper() == "UNLIMITED":
        return math.inf
    if named := _UNIT_OF_CLOCK.match(text):
        return _clock(named["clock"], hours_first=named["unit"].startswith("h"))
    text = _PRIMES.sub(r"\g<minutes>m\g<seconds>s", text)
    for seconds in (
        _clock(_HOURS_LETTER.sub(":", text), hours_first=hours_first),
        _days_and_hours(text),
        _parts(text),
        _iso(text),
        None if bare is None else _plain(text, bare),
    ):
        if seconds is not None and math.isfinite(seconds):
            return seconds
    return None


def _clock(text: str, *, hours_first: bool) -> float | None:
    match = _CLOCK.match(text)
    if match is None:
        return None
    fields = [float(match[name]) for name in ("first", "second", "third") if match[name]]
    if any(field > 59 for field in fields[1:]):
        return None
    if match["days"] and fields[0] > 23:
        return None
    if len(fields) == 2:
        # Slurm leaves out the seconds behind days (1-02:30), never the hours before minutes.
        fields = [*fields, 0.0] if hours_first or match["days"] else [0.0, *fields]
    hours, minutes, seconds = fields
    fraction = float((match["fraction"] or ".0").replace(",", "."))
    return float(match["days"] or 0) * _DAY + hours * 3600 + minutes * 60 + seconds + fraction


def _days_and_hours(text: str) -> float | None:
    match = _DAYS_HOURS.match(text)
    if match is None or int(match["hours"]) > 23:
        return None
    return float(match["days"]) * _DAY + float(match["hours"]) * 3600


def _parts(text: str) -> float | None:
    """Read numbers with units, each unit smaller than the one before."""
    total, place, smallest = 0.0, 0, math.inf
    while place < len(text):
        match = _PART.match(text, place)
        scale = None if match is None else _seconds_of(match["unit"])
        if match is None or scale is None or scale >= smallest:
            return None
        total += float(match["number"]) * scale
        smallest = scale
        place = _end(_BETWEEN, text, match.end())
    return total


def _end(pattern: Pattern, text: str, place: int) -> int:
    match = pattern.match(text, place)
    return place if match is None else match.end()


def _seconds_of(unit: str) -> float | None:
    """Return the seconds in a unit of time; ``m`` is a minute here, as nothing else can be."""
    if unit == "m":
        return 60.0
    known = parse_unit(unit)
    return known.factor if known is not None and known.base == "s" else None


def _iso(text: str) -> float | None:
    match = _ISO.match(text)
    if match is None:
        return None
    numbers = [float((number or "0").replace(",", ".")) for number in match.groups()]
    return sum(number * scale for number, scale in zip(numbers, _ISO_SECONDS, strict=True))


def _plain(text: str, bare: float) -> float | None:
    quantity = parse_quantity(text)
    if quantity is None or quantity[1] is not None or quantity[0] < 0:
        return None
    return quantity[0] * bare
