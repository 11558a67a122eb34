"""Quantiles of the chi-squared distribution, and the interval of a standard deviation by them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

_STEPS: Final = 200
_SMALLEST: Final = 1e-17


@lru_cache(maxsize=4096)
def chi_squared_quantile(p: float, freedom: int) -> float:
    """Return the value below which a chi-squared variable lies with probability ``p``.

    ``0 < p < 1``, ``freedom`` 1 or more degrees. By bisection of the distribution function.
    """
    low, high = 0.0, float(freedom)
    while _below(high, freedom) < p:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _below(middle, freedom) < p else (low, middle)
    return (low + high) / 2


def deviation_interval(deviation: float, n: int, confidence: float) -> tuple[float, float]:
    """Return the interval of a normal distribution's standard deviation, seen in ``n`` values.

    Raises ``ValueError`` below two values.
    """
    if n < 2:
        raise ValueError("one value has no deviation")
    tail = (1 - confidence) / 2
    most, least = (chi_squared_quantile(p, n - 1) for p in (1 - tail, tail))
    return deviation * math.sqrt((n - 1) / most), deviation * math.sqrt((n - 1) / least)


def _below(x: float, freedom: int) -> float:
    """The distribution function: the regularised incomplete gamma function, by its series.

    P(a, z) = z^a e^-z / gamma(a + 1) * (1 + z / (a + 1) + z^2 / ((a + 1)(a + 2)) + ...), of which
    all terms are positive (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29).
    """
    if x <= 0:
        return 0.0
    a, z = freedom / 2, x / 2
    term = total = 1.0
    step = 0
    while term > total * _SMALLEST:
        step += 1
        term *= z / (a + step)
        total += term
    return min(1.0, math.exp(a * math.log(z) - z - math.lgamma(a + 1) + math.log(total)))
