"""Speedups and efficiencies that the source states, with the digits that they are written with."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.digits import finest_digit, last_digits
from parsers.tables.base_units import in_base


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
    efficiency = owner.in_base_units()
    if owner.numbers.units is not None:
        efficiency = in_base(written, 0.01)
    if (digits := last_digits(owner)) is None:
        digit = finest_digit(written) * efficiency / written
    else:
        digit = digits * efficiency / owner.in_base_units()
    found = {"stated_efficiency": efficiency, "efficiency_digit": digit.fill_nan(None)}
    return Decision(found, (("stated_efficiency", owner),))
