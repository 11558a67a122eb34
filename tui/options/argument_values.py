"""What may stand after an option, each refused with a way out."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from tui.options.option_groups import BASELINES, GATE_WORDS, SEVERITIES, AxisPlace, Gate, GateKind

if TYPE_CHECKING:
    from analysis.audit.kinds import Severity
    from analysis.scaling.baselines import Baseline

_MOST_DIGITS: Final = 100
"""Of a count: of thousands of them Python makes no number."""


def in_percent(share: float) -> str:
    """Return a share as argparse prints it in a help text."""
    return f"{share:.0%}%"


def seconds(text: str) -> float:
    """Read a number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{text!r} is no time; give a number of seconds above 0")
    return number


def fraction(text: str) -> float:
    """Read ``5%`` or ``0.05``."""
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    percent = text.strip().endswith("%")
    share = number / 100 if percent else number
    # A bare 5 may be meant as 5 % or as five times.
    if not 0 <= share < (float("inf") if percent else 1):
        raise ArgumentTypeError(f"{text!r} is not a fraction; use 5% or 0.05")
    return share


def probability(text: str) -> float:
    """Read a share between 0 and 1, both excluded."""
    share = fraction(text)
    if not 0 < share < 1:
        raise ArgumentTypeError(f"{text!r} is not between 0 and 1; use 0.05 or 5%")
    return share


def gate_of(kinds: Sequence[GateKind]) -> Callable[[str], Gate]:
    """Return what reads one of ``kinds``, or its verdict: ``regression:5%``, ``worse``."""

    def gate(text: str) -> Gate:
        name, colon, size = text.partition(":")
        kind = next((each for each in kinds if each == GATE_WORDS.get(name, name)), None)
        if kind is None or (colon and kind != "regression"):
            first, *between, last = kinds
            named = ", ".join([first, f"{first}:PERCENT", *between])
            raise ArgumentTypeError(f"{text!r} is not {named} or {last}")
        return Gate(kind, fraction(size)) if colon else Gate(kind)

    return gate


def file_name(text: str) -> str:
    """Read the name of a file."""
    if not text:
        raise ArgumentTypeError("it needs the name of a file, or - for standard output")
    return text


def positive(text: str) -> int:
    """Read a count of 1 or more."""
    if not text.isdecimal() or len(text) > _MOST_DIGITS or int(text) == 0:
        raise ArgumentTypeError(f"{text[:_MOST_DIGITS]!r} is not a count of 1 or more")
    return int(text)


def nights_or_day(text: str) -> int | date:
    """Read a count of 1 or more, or a day such as ``2026-02-20``."""
    if "-" not in text:
        return positive(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text[:_MOST_DIGITS]!r} is no day; use a count of nights, or 2026-02-20"
        ) from None


def size(text: str) -> int:
    """Read ``64GB``, ``512M`` or a number of bytes."""
    match = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]+)?) ?([KMGT]?)(?:I?B)?", text.strip().upper())
    if match is None:
        raise ArgumentTypeError(f"{text!r} is not a size; use 64GB, 512M or a number of bytes")
    return int(float(match[1]) * 1000 ** " KMGT".index(match[2] or " "))


def baseline(text: str) -> Baseline | AxisPlace:
    """Read a device count, ``stated``, ``smallest``, or a place along another axis."""
    word = next((each for each in BASELINES if each == text), None)
    is_place = not re.fullmatch(r"[-+]?\d+", text) and bool(text.strip())
    return word or (AxisPlace(text) if is_place else positive(text))


def severities(text: str) -> tuple[Severity, ...]:
    """Read ``error,suspect``, or ``all``."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in (*SEVERITIES, "all")), None)
    if unknown is not None or not names:
        known = ", ".join(SEVERITIES)
        raise ArgumentTypeError(
            f"{unknown or text!r} is not a severity; available: {known}, or all"
        )
    return tuple(each for each in SEVERITIES if each in names or "all" in names)
