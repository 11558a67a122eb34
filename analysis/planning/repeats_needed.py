"""How many repeats a comparison needs to see a change, from the spread of those there are.

For normal noise of the deviation s and a change of d, both relative, a t test with n runs a side
has the power 1 - b where n = 2 (z_a + z_b)^2 s^2 / d^2 + z_a^2 / 4 (Guenther, Sample Size Formulas
for Normal Theory t Tests, The American Statistician 35, 1981). The Wilcoxon-Mann-Whitney test
takes pi / 3 times as many (Lehmann, Nonparametrics, 1975), and as its p moves in steps, half a run
more: 3 / 8 in place of 1 / 4, which holds the power where n is small (the tests simulate it). The s
was seen in a few runs only, so n is a range: the s of either end of its chi-squared interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, median, stdev
from typing import Final, NamedTuple

from analysis.stats.chi_squared import deviation_interval
from analysis.stats.mann_whitney import sufficient

CHANGES: Final = (0.01, 0.02, 0.05)
"""The changes that are planned for, relative."""
ALPHA: Final = 0.05
POWER: Final = 0.8
"""The chance to see a change that is there."""
CONFIDENCE: Final = 0.8
"""Of the range: below five runs, that of 95 % spans three orders of magnitude."""
_STEPS_OF_P: Final = 3 / 8
LEAST: Final = 3
"""Fewer repeats tell no spread to plan by."""


class Needed(NamedTuple):
    """Repeats on each side: at the spread seen, and at the ends of its interval."""

    low: int
    usual: int
    high: int


def relative_deviation(repeats: Sequence[float]) -> float | None:
    """Return the standard deviation of repeats as a share of their median.

    None below ``LEAST`` repeats, and where the median is 0.
    """
    if len(repeats) < LEAST or not (center := median(repeats)):
        return None
    return stdev(repeats) / abs(center)


def repeats_needed(deviation: float, n: int, change: float) -> Needed:
    """Return how many repeats a side needs to see ``change``; ``deviation`` was seen in ``n``.

    Both relative. Raises ``ValueError`` for fewer than ``LEAST`` repeats.
    """
    if n < LEAST:
        raise ValueError(f"a spread takes {LEAST} repeats")
    low, high = deviation_interval(deviation, n, CONFIDENCE)
    return Needed(_sides(low, change), _sides(deviation, change), _sides(high, change))


def _sides(deviation: float, change: float) -> int:
    """Return the repeats of each side, no fewer than can reach p < alpha at all."""
    least = max(sufficient(1, 1, ALPHA)[0])
    if deviation == 0:
        return least
    normal = NormalDist()
    z = normal.inv_cdf(1 - ALPHA / 2)
    effects = 2 * ((z + normal.inv_cdf(POWER)) * deviation / change) ** 2
    return max(least, math.ceil(effects * math.pi / 3 + _STEPS_OF_P * z**2))
