"""The place along an axis that a user names: a version, a day, a size."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from analysis.sweeps.sweep_axis import SweepAxis
from analysis.usage import UsageError, cut

_SIZE: Final = re.compile(
    r"(?P<number>\d+(?:\.\d*)?(?:e\d+)?) ?(?:(?P<prefix>[kmgt])(?P<binary>i?))?b?", re.IGNORECASE
)
_EPOCH: Final = datetime(1970, 1, 1)


def place_of(text: str, axis: SweepAxis) -> float:
    """Return the x that ``text`` names along ``axis``; of a day, that of its midnight.

    A text may be the beginning of one alone, as of a commit. Raises ``UsageError``.
    """
    if axis.kind == "time":
        return float(_day(text))
    if axis.kind == "text":
        return float(axis.texts.index(_text(text, axis.texts)))
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UsageError(
            f"--baseline {cut(text)}: not a number or a size; the axis is {axis.column}"
        )
    step = 1024 if found["binary"] or axis.sizes.prefixes != 1000 else 1000
    power = " kmgt".index((found["prefix"] or " ").lower())
    return float(found["number"]) * float(step) ** power


def _day(text: str) -> int:
    try:
        return (datetime.fromisoformat(text).replace(tzinfo=None) - _EPOCH).days
    except ValueError:
        raise UsageError(f"--baseline {cut(text)}: not a date such as 2026-03-01") from None


def _text(text: str, texts: tuple[str, ...]) -> str:
    if text in texts:
        return text
    begun = [each for each in texts if each.startswith(text)]
    if len(begun) == 1:
        return begun[0]
    what = "several match" if begun else "no such value"
    some = ", ".join(begun or texts)
    raise UsageError(f"--baseline {cut(text)}: {what}; available: {cut(some)}")
