"""Durations as job schedulers and programs print them."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\Z")


def parse_duration(
    text: str, *, bare: float | None = None, hours_first: bool = False
) -> float | None:
    """Return the seconds that ``text`` spells, or ``None``.

    ``bare`` is the seconds that one unit of a plain number stands for (``None``: a plain number is
    no duration); ``hours_first`` reads ``1:30`` as hours and minutes, not minutes and seconds.
    """
    match = _CLOCK.match(text.strip())
    if match is None:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
