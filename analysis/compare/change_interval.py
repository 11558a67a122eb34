"""The interval of a change, in shares of the base, that the test of a row leaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from analysis.stats.shift_interval import shift_interval

_LARGEST_LOGARITHM: Final = 700.0
"""Of a ratio that a float holds."""


class ChangeInterval(NamedTuple):
    """The smallest and the largest change that the test does not reject, as fractions."""

    low: float
    high: float

    def is_within(self, threshold: float) -> bool:
        """Whether no change in it is larger than ``threshold`` either way."""
        return -threshold <= self.low and self.high <= threshold


def change_interval(
    base: Sequence[float], new: Sequence[float], center: float, alpha: float, p: float
) -> ChangeInterval | None:
    """Return the interval, at 1 - ``alpha``, of the change from the repeats ``base`` to ``new``.

    ``p`` is that of their rank test, ``center`` the number that stands for the base. Where all
    repeats are above 0 a change is a factor, the same for fast runs and for slow ones: the interval
    is of the shift of their logarithms. Elsewhere it is of the shift itself, in shares of the size
    of ``center``. None where such a test rejects no change at all, and where shares of 0 say
    nothing.
    """
    if min(*base, *new) > 0:
        shift = shift_interval([*map(math.log, base)], [*map(math.log, new)], alpha, p)
        return shift and ChangeInterval(_factor(shift.low), _factor(shift.high))
    shift = shift_interval(base, new, alpha, p)
    if shift is None:
        return None
    if shift == (0, 0):
        return ChangeInterval(0.0, 0.0)
    return ChangeInterval(shift.low / abs(center), shift.high / abs(center)) if center else None


def _factor(logarithm: float) -> float:
    return math.expm1(logarithm) if logarithm < _LARGEST_LOGARITHM else math.inf
