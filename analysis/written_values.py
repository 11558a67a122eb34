"""Values as people write them: in conditions ``50 %``, ``512^3``, for SQL; days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from analysis.columns import COLUMNS
from analysis.usage import UsageError

_QUOTED: Final = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)""")
_PERCENT: Final = re.compile(
    r"(?<![\w.])(\d+(?:\.\d*)?|\.\d+)\s*%(?=\s*(?:$|[),]|and\b|or\b))", re.IGNORECASE
)
"""A number with a percent sign that divides nothing: what follows is no operand."""
_POWER: Final = re.compile(r"(?<![\w.])\d+(?:\s*\^\s*\d+)+(?![\w.])")
_FRACTION: Final = re.compile(
    r"\b(efficiency|stated_efficiency|spread)\s*(?:[<>=!]+|between\b)\s*(\d+(?:\.\d*)?)(?![\w.]|\s*%)",
    re.IGNORECASE,
)
_MOST_POWER: Final = 12
_MOST_BASE: Final = 1_000_000
"""Larger ones are no sizes of a grid."""
_FAR: Final = 2.0
"""Beyond this many times 1 no efficiency is looked for: 100 % and twice that are."""


def in_sql(term: str) -> str:
    """Return a term of a condition with percents as fractions, and sizes such as 512^3 as text."""
    term = _outside_quotes(term, lambda part: _PERCENT.sub(_fraction, part))
    return _outside_quotes(term, lambda part: _POWER.sub(lambda found: f"'{found[0]}'", part))


def with_powers_worked_out(condition: str) -> str:
    """Return a condition with sizes such as 512^3 as numbers, for columns that have numbers."""

    def worked_out(found: re.Match[str]) -> str:
        base, *powers = map(int, found[0].split("^"))
        small = len(powers) == 1 and powers[0] <= _MOST_POWER and base < _MOST_BASE
        return str(base ** powers[0]) if small else found[0]

    return _outside_quotes(condition, lambda part: _POWER.sub(worked_out, part))


def refuse_misread(term: str, names: Sequence[str]) -> None:
    """Raise ``UsageError`` for percents of what is no fraction, and fractions taken for percents.

    ``names`` are the columns that the term names.
    """
    parts = _QUOTED.split(term)[::2]
    has_percent = any(_PERCENT.search(part) for part in parts)
    other = next((name for name in names if not _is_fraction(name)), None)
    if has_percent and other is not None:
        from difflib import get_close_matches

        near = get_close_matches(other, [name for name in COLUMNS if _is_fraction(name)])
        way_out = (
            f"did you mean {near[0]}?" if near and other not in COLUMNS else "give a plain number"
        )
        raise UsageError(f"{other} is no fraction of 1, so it has no percent: {way_out}")
    for name, number in (found for part in parts for found in _FRACTION.findall(part)):
        value = float(number)
        if value > _FAR:
            raise UsageError(
                f"{name} is a fraction of 1, and {number} would be {value * 100:g} %: "
                f"write {value / 100:g} or {number} %"
            )


def _is_fraction(name: str) -> bool:
    return name in COLUMNS and COLUMNS[name].unit == "percent"


def _fraction(found: re.Match[str]) -> str:
    # Not divided here: 7 / 100 is 0.07, and 7 * 0.01 is not.
    return f"({float(found[1])!r} / 100.0)"


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    parts = _QUOTED.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def written_time(time: datetime) -> str:
    """Return the day of a time, with the hour where the source says one."""
    return f"{time:%Y-%m-%d %H:%M}" if time.hour or time.minute else f"{time:%Y-%m-%d}"
