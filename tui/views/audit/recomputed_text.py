"""What a finding recomputed, in as many digits as tell it from what is stated."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from tui.formatting.numbers import alike

_MORE: Final = 9
"""Digits beyond those stated after which two numbers are taken for one."""


def recomputed_text(row: Mapping[str, Any]) -> str:
    """Return what ``row`` recomputed: with one digit more than is stated, more where that is alike.

    Where nothing is stated it is written as a value in a table. A text that is no number stays.
    """
    found, stated = _number(row["recomputed"]), _number(row["stated"])
    if found is None:
        return str(row["recomputed"] or "")
    if stated is None:
        return alike([float(found)])(float(found))
    last = int(stated.as_tuple().exponent)
    for digits in range(1, _MORE):
        rounded = round(float(found), digits - last)
        if rounded != float(stated):
            break
    return f"{rounded:.10g}"


def _number(text: str | None) -> Decimal | None:
    """Return the finite number that ``text`` is."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
