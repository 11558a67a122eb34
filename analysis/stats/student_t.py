"""Student's t distribution: two-sided p-values and critical values, in closed form.

The tail is a regularised incomplete beta function, I_x(v/2, 1/2) at x = v / (v + t²) (Abramowitz
and Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.8), by its continued fraction.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_TINY: Final = 1e-300
_CLOSE: Final = 1e-14
_MOST_TERMS: Final = 500
_SURE: Final = 1e-10
"""The step at which a critical value is found, as a share of it."""
_MOST_STEPS: Final = 200
"""One degree of freedom and a tiny p double the value some dozens of times."""


def two_sided_p(t: float, freedom: float) -> float:
    """Return how often |T| is at least |``t``| with so many degrees of ``freedom``, above 0."""
    if math.isinf(t):
        return 0.0
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t), t * t)


@lru_cache(maxsize=8192)
def critical_t(freedom: int, p: float) -> float:
    """Return the |t| whose two-sided p-value is ``p``, between 0 and 1, both excluded.

    By Newton's method from the critical value of the normal distribution, which is below it: as the
    tail is convex, no step goes beyond it.
    """
    t = NormalDist().inv_cdf(1 - p / 2)
    half = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    front = half - math.log(freedom * math.pi) / 2
    for _ in range(_MOST_STEPS):
        density = math.exp(front - (freedom + 1) / 2 * math.log1p(t * t / freedom))
        step = (two_sided_p(t, freedom) - p) / (2 * density)
        t += step
        if step <= _SURE * t:
            break
    return t


def _incomplete_beta(a: float, b: float, x: float, squared: float) -> float:
    """Return I_x(a, b), where 1 - x is ``squared`` / (2a + ``squared``), free of cancellation."""
    rest = squared / (2 * a + squared)
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _not_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
