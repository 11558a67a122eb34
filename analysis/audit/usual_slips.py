"""Mistakes that people make with speedups: swapped rows, percents, other units, upside down."""

from __future__ import annotations

from typing import Final

from analysis.audit.averages import FINE
from analysis.audit.claim_readings import ClaimReading
from analysis.audit.claim_rules import fits_values

_UNITS: Final = (60.0, 1000.0, 1 / 60, 1 / 1000)
"""By what a time is off in minutes or milliseconds in place of seconds."""


def swapped(reading: ClaimReading) -> frozenset[int]:
    """Return the places of the two rows whose claims are right, each at the place of the other."""
    wrong = [(row, base) for row, base, fit, _ in reading.rows if fit != "fits"]
    if len(wrong) != 2:
        return frozenset()
    (one, base), (other, other_base) = wrong
    stated, of_other = one.claim(reading.what), other.claim(reading.what)
    claims = (
        (one.stating(reading.what, of_other), base),
        (other.stating(reading.what, stated), other_base),
    )
    ways = [claims]
    if base.run == one.run and other_base.run == other.run:
        # Of two columns, either value may as well be what stands in the other row.
        ways.append(((one.with_value_of(other), base), (other.with_value_of(one), other_base)))
        ways.append(
            ((one, base.with_value_of(other_base)), (other, other_base.with_value_of(base)))
        )
    if any(all(fits_values(reading.what, *pair) for pair in pairs) for pairs in ways):
        return frozenset((one.place, other.place))
    return frozenset()


def is_usual_slip(stated: float, digit: float, number: float) -> bool:
    """Return whether a speedup is upside down, in percent, or of a time in another unit."""
    meant = [100 * number, 100 * (number - 1), *(number * each for each in _UNITS)]
    if number > 1 > stated:
        # What is below 1 on purpose is the share of the time that is left.
        meant.append(1 / number)
    slack = max(digit / 2, stated * FINE)
    return stated > 2 * digit and any(abs(stated - each) <= slack for each in meant)
