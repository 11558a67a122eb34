"""Geometric mean, outliers, and many tests at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import Final

_OUTLYING: Final = 3.5
"""The modified z-score from which a value is called an outlier."""
TO_SIGMA: Final = 0.6745
"""The median absolute deviation of a normal distribution, in standard deviations."""
LEAST_FOR_OUTLIERS: Final = 5
_FAR: Final = 0.2
"""How far from the median an outlier has to be to matter."""
WIDE_SPREAD: Final = 0.1
"""(largest - smallest) / median from which repeats are called uneven."""


def geometric_mean(ratios: Sequence[float]) -> float:
    """Return the geometric mean of positive ratios. Raises ``ValueError`` for none or others."""
    if not ratios or min(ratios) <= 0:
        raise ValueError("a geometric mean takes positive numbers")
    return math.exp(math.fsum(map(math.log, ratios)) / len(ratios))


def outliers(values: Sequence[float]) -> list[bool]:
    """Return which values have a modified z-score |0.6745 (x - median) / MAD| above 3.5.

    None is flagged among fewer than five values, nor where most of them are equal (Iglewicz and
    Hoaglin, How to Detect and Handle Outliers, 1993).
    """
    if len(values) < LEAST_FOR_OUTLIERS:
        return [False] * len(values)
    center = median(values)
    deviations = [abs(value - center) for value in values]
    typical = median(deviations)
    return [typical > 0 and TO_SIGMA * each > _OUTLYING * typical for each in deviations]


def far_outliers(values: Sequence[float]) -> list[bool]:
    """Return which of the outliers are also a fifth or more away from the median.

    Of five repeats of a normal distribution, one in five sets has a value that the modified z-score
    alone calls an outlier: five are too few to know their own spread.
    """
    flagged = outliers(values)
    if not any(flagged):
        return flagged
    center = median(values)
    return [
        flag and abs(value - center) >= _FAR * abs(center)
        for flag, value in zip(flagged, values, strict=True)
    ]


def holm(ps: Sequence[float]) -> list[float]:
    """Return the p-values corrected for there being several (Holm, Scand. J. Stat. 6, 1979).

    Rejecting those below alpha keeps the chance of any false one below alpha.
    """
    corrected = [0.0] * len(ps)
    least = 0.0
    for place, index in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = max(least, min(1.0, (len(ps) - place) * ps[index]))
        corrected[index] = least
    return corrected


def holm_levels(ps: Sequence[float], alpha: float) -> list[float]:
    """Return the level at which Holm's procedure decides each of several tests.

    The smallest p has to be below alpha / k, the next below alpha / (k - 1), and so on up to the
    first that is not; that one's level is that of all the others. An interval at this level has 0
    in it where its test does not reject (Strassburger and Bretz, Statistics in Medicine 27, 2008).
    """
    corrected = holm(ps)
    kept = sum(p >= alpha for p in corrected)
    levels = [alpha / max(kept, 1)] * len(ps)
    for place, index in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        if corrected[index] < alpha:
            levels[index] = alpha / (len(ps) - place)
    return levels
