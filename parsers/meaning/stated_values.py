"""Speedups and efficiencies that the source states, with the digits that they are written with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.digits import finest_digit, last_digits
from parsers.tables.base_units import in_base

_ALL: Final = 0.9
"""A fraction that the smallest count reaches at least."""
_MOST_TIMES: Final = 2
"""Where most efficiencies are above this, they are in percent."""


def speedup_of(column: Column, *remarks: RowRemark) -> Decision:
    """Take a column for the stated speedup, with its last digits where they are known."""
    values, digits = column.in_base_units(), last_digits(column)
    written = {} if digits is None else {"speedup_digit": digits}
    return Decision(
        {"stated_speedup": values, **written}, (("stated_speedup", column),), remarks=remarks
    )


def stated_efficiency(free: Sequence[Column], fields: Fields) -> Decision:
    """Take a stated efficiency as a fraction."""
    owner = next((each for each in free if each.heading.kind == "stated_efficiency"), None)
    if owner is None or owner.numbers is None or "stated_efficiency" in fields:
        return NOTHING
    written = owner.numbers.values.cast(pl.Float64)
    efficiency = written
    if _is_percent(owner, written):
        efficiency = in_base(written, 0.01)
    if (digits := last_digits(owner)) is None:
        digit = finest_digit(written) * efficiency / written
    else:
        digit = digits * efficiency / owner.in_base_units()
    found = {"stated_efficiency": efficiency, "efficiency_digit": digit.fill_nan(None)}
    return Decision(found, (("stated_efficiency", owner),))


def _is_percent(column: Column, written: pl.Series) -> bool:
    """Whether efficiencies are in percent: their cells or their heading say so, or they are large.

    Fractions under a heading in percent are what they are: nobody states an efficiency of 1 %
    at the smallest count and less beyond it.
    """
    if column.numbers is not None and column.numbers.units is not None:
        return True
    if _ALL <= float(str(written.max() or 0)) <= _MOST_TIMES:
        return False
    is_said = column.heading.unit == "%" or column.heading.factor != 1
    return is_said or float(str(written.median() or 0)) > _MOST_TIMES
