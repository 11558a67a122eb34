"""Slow drifts, told from steps: a ramp between two levels against the steps found in its place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from analysis.history.change_points import LevelSums

_SLOW: Final = 10
"""Nights that a drift takes at least; what takes fewer is a step that was slow to arrive."""
_SURE: Final = 2.0
"""By how much the criterion of a ramp is below that of steps: positive evidence, as Raftery has it
(Bayesian model selection in social research, Sociological Methodology 25, 1995)."""
_GRID: Final = 16
"""At how many places along a stretch a ramp may begin or end, before these are moved closer."""


class Ramp(NamedTuple):
    """A level up to ``start``, another from ``end`` on, and a straight line between them.

    ``low``: the first level; ``rise``: the second less the first. ``residual``: the sum of squared
    deviations; ``weight``: that of ``rise``, whose variance is the noise's over it; ``share``: the
    mean of the line's fractions, by which the two estimates hang together; ``nights``: of them all.
    """

    start: int
    end: int
    low: float
    rise: float
    residual: float
    weight: float
    share: float
    nights: int


def drift(levels: LevelSums, start: int, steps: Sequence[int], end: int) -> Ramp | None:
    """Return the ramp that fits better than the ``steps`` between ``start`` and ``end``.

    By Schwarz's criterion: n · ln(residual / n) + parameters · ln(n), where each step has a place
    and a level, and a ramp two of both. None where the steps fit better, or nearly as well.
    """
    if end - start < _SLOW:
        return None
    bounds = [start, *steps, end]
    of_steps = sum(map(levels.residual, bounds, bounds[1:]))
    best = _best(levels, start, end)
    nights = end - start
    least = max(levels.floor, 1e-12 * levels.residual(start, end))
    gain = nights * math.log(max(of_steps, least) / max(best.residual, least))
    more = 4 - (2 * len(steps) + 1)
    return best if gain - more * math.log(nights) > _SURE else None


def _best(levels: LevelSums, start: int, end: int) -> Ramp:
    """Return the ramp of the smallest residual: on a grid, and then nearer and nearer."""
    stride = max((end - start) // _GRID, 1)
    places = [*range(start, end, stride), end]

    def explained(ends: tuple[int, int]) -> float:
        """Return by how much the residual of a ramp is below that of one level."""
        covered, weight, _ = _regressed(levels, start, *ends, end)
        return covered * covered / weight if weight > 0 else 0.0

    best = max(
        (
            (first, last)
            for at, first in enumerate(places)
            for last in places[at + 1 :]
            if last - first >= _SLOW
        ),
        key=explained,
    )
    while stride > 1:
        stride = (stride + 1) // 2
        near = (-stride, 0, stride)
        first, last = best
        best = max(
            (
                (first + sooner, last + later)
                for sooner in near
                for later in near
                if start <= first + sooner and first + sooner + _SLOW <= last + later <= end
            ),
            key=explained,
        )
        if stride == 1:
            break
    return ramp(levels, start, *best, end)


def ramp(levels: LevelSums, start: int, first: int, last: int, end: int) -> Ramp:
    """Return the least-squares ramp of a stretch that rises from ``first`` to ``last``."""
    covered, weight, share = _regressed(levels, start, first, last, end)
    rise = covered / weight if weight > 0 else 0.0
    residual = max(levels.residual(start, end) - covered * rise, 0.0)
    low = levels.mean(start, end) - rise * share
    return Ramp(first, last, low, rise, residual, weight, share, end - start)


def _regressed(
    levels: LevelSums, start: int, first: int, last: int, end: int
) -> tuple[float, float, float]:
    """Return what a regression on the fraction of the rise, 0 to 1, is made of.

    The sum of the fractions times the values, and that of their squares, each about the mean; and
    the mean fraction. From sums alone: however long, as fast.
    """
    nights, length, after = end - start, last - first, end - last
    sums, moments = levels.sums, levels.moments
    fractions = (length - 1) / 2 + after
    squares = (length - 1) * (2 * length - 1) / (6 * length) + after
    along = (moments[last] - moments[first] - first * (sums[last] - sums[first])) / length
    along += sums[end] - sums[last]
    share = fractions / nights
    return along - share * (sums[end] - sums[start]), squares - fractions * share, share
