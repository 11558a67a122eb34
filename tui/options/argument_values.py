"""What may stand after an option: numbers, shares and gates, each refused with a way out."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

GATES: Final = ("regression", "missing", "untested")
GATE_THRESHOLD: Final = 0.05
"""The size of change from which a regression closes a gate, where none is given."""

SEVERITIES: Final = ("error", "suspect", "gap", "info", "style")
"""Of findings, the worst first; ``analysis.audit.kinds`` says what they mean."""


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


def gate(text: str) -> tuple[str, float]:
    """Read ``regression:5%``, ``missing`` or ``untested``."""
    what, colon, size = text.partition(":")
    if what not in GATES or (colon and what != "regression"):
        raise ArgumentTypeError(
            f"{text!r} is not regression, regression:PERCENT, missing or untested"
        )
    return what, fraction(size) if colon else GATE_THRESHOLD


def positive(text: str) -> int:
    """Read a count of 1 or more."""
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is not a count of 1 or more")
    return int(text)


def baseline(text: str) -> int | str:
    """Read a device count, ``stated`` or ``smallest``."""
    return text if text in ("smallest", "stated") else positive(text)


def severities(text: str) -> tuple[str, ...]:
    """Read ``error,suspect``, or ``all``."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = next((name for name in names if name not in (*SEVERITIES, "all")), None)
    if unknown is not None or not names:
        known = ", ".join(SEVERITIES)
        raise ArgumentTypeError(
            f"{unknown or text!r} is not a severity; available: {known}, or all"
        )
    return SEVERITIES if "all" in names else names
