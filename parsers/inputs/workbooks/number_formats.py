"""What the format of a cell says of its number: percent, date, duration, or a unit behind it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

Kind = Literal["number", "percent", "date", "duration"]

_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS: Final = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_UNIT: Final = re.compile(r'[0#?](?:\\? )?"([^"]*)"$')
_EPOCH: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)
_YEAR_10000: Final = 2_958_466 - 1462
"""The day that no program writes, counted from either epoch."""
_BUILT_IN: Final = {
    **{9: "0%", 10: "0.00%"},
    **dict.fromkeys((14, 15, 16, 17), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21), "h:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    **dict.fromkeys((45, 46, 47), "[h]:mm:ss"),
}
"""Formats that have a number instead of a code: ECMA-376, part 1, 18.8.30."""


class NumberFormat(NamedTuple):
    """What a format's code says: how its number is to be read, and the ``unit`` behind it."""

    kind: Kind = "number"
    unit: str = ""


PLAIN: Final = NumberFormat()


def built_in(number: int) -> NumberFormat:
    """Return the format that has a number instead of a code."""
    return format_of(_BUILT_IN.get(number, ""))


def format_of(code: str) -> NumberFormat:
    """Return what a code such as ``0.0%``, ``[h]:mm:ss`` or ``0.0" ms"`` says."""
    code = code.split(";")[0]
    letters = _LITERAL.sub("", _BRACKETS.sub("", code)).lower()
    if "general" in letters:
        return PLAIN
    if "y" in letters or "d" in letters:
        return NumberFormat("date")
    if "h" in letters or "s" in letters:
        return NumberFormat("duration")
    if "%" in letters:
        return NumberFormat("percent")
    unit = _UNIT.search(code)
    return NumberFormat(unit=unit[1].strip()) if unit else PLAIN


def written(number: float, form: NumberFormat, *, since_1904: bool = False) -> str:
    """Return a cell's number as people write it: ``93.8%``, ``0:16:40``, ``12.5 ms``.

    Days count from the end of 1899, or the first one of 1904: ECMA-376, part 1, 18.17.4.
    """
    if form.kind == "percent":
        return f"{number * 100:.15g}%"
    if form.kind == "duration" and 0 <= number < _YEAR_10000:
        return _as_duration(number)
    if form.kind == "date" and 0 <= number < _YEAR_10000:
        when = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(number * 86_400))
        return str(when.date()) if number == int(number) else when.isoformat(sep=" ")
    text = f"{number:.15g}"
    return f"{text} {form.unit}" if form.unit else text


def _as_duration(days: float) -> str:
    milliseconds = round(days * 86_400_000)
    seconds, rest = divmod(milliseconds, 1000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text
