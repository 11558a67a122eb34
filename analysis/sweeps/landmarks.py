"""Plateaus and jumps along the sizes of transfers: where a protocol ends, and what it reaches.

A transfer takes a latency and a time per byte, so twice the size takes at most twice the time.
Where it takes more, and where the time per byte is far above that on both sides, something other
than the size changed: from eager to rendezvous, from inlined to copied, from within a cache to
beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from analysis.sweeps.sweep import Sweep
from analysis.sweeps.transfers import is_time_of_transfer, is_transfer, timed

LEVEL: Final = 0.05
"""By how much values of one plateau differ at most, as a share of the largest."""
_LEAST_SIZES: Final = 3
_WIDEST_STEP: Final = 4
"""From one size to the next: beyond that factor nobody knows where something changed."""
_FAR: Final = 4
"""The factor between the ends of a plateau, at least; from 0 bytes on there is none."""
_BEYOND: Final = 1.05
"""How much longer a transfer takes than in proportion to its size, at a jump."""
_STEEPER: Final = 2.0
"""Or, how much steeper it is than before it and after it,"""
_LARGE: Final = 0.1
"""and which share of the time it is."""


class Plateau(NamedTuple):
    """Sizes from ``first`` to ``last`` with nearly one value, of which ``value`` is the best."""

    first: float
    last: float
    value: float


class Jump(NamedTuple):
    """Sizes ``before`` and ``after``, between which the time of a transfer jumps.

    ``growth``: the quotient of their times; ``beyond``: whether that is more than the quotient of
    the sizes, so that a bandwidth falls.
    """

    before: float
    after: float
    growth: float
    beyond: bool


def plateau(sweep: Sweep) -> Plateau | None:
    """Return the plateau of a transfer: of rates the highest one, of times that of small sizes.

    Of at least ``_LEAST_SIZES`` sizes in a row, ``_FAR`` apart.
    """
    known = _known(sweep)
    if not is_transfer(sweep) or len(known) < _LEAST_SIZES:
        return None
    if is_time_of_transfer(sweep):
        levels = [_run(known, 0)]
    else:
        levels = [_run(known, start) for start in range(len(known))]
    wide = [each for each in levels if _is_wide([size for size, _ in each])]
    if not wide:
        return None
    best = min if is_time_of_transfer(sweep) else max
    chosen = best(wide, key=lambda each: best(value for _, value in each))
    value = best(value for _, value in chosen)
    return Plateau(chosen[0][0], chosen[-1][0], value)


def jumps(sweep: Sweep) -> list[Jump]:
    """Return where the time of a transfer jumps, by ascending size."""
    if not is_transfer(sweep):
        return []
    return list(_jumps([(size, time) for size, time in timed(sweep) if size > 0]))


def _jumps(times: Sequence[tuple[float, float]]) -> Iterator[Jump]:
    slopes = [
        (later - sooner) / (large - small) for (small, sooner), (large, later) in pairwise(times)
    ]
    for at, slope in enumerate(slopes):
        (small, sooner), (large, later) = times[at], times[at + 1]
        if large > _WIDEST_STEP * small:
            continue
        growth = later / sooner
        beyond = growth > _BEYOND * large / small
        beside = slopes[max(at - 1, 0) : at] + slopes[at + 1 : at + 2]
        steep = len(beside) == 2 and slope > _STEEPER * max(*beside, 0.0)
        if beyond or (steep and growth > 1 + _LARGE):
            yield Jump(small, large, growth, beyond)


def _known(sweep: Sweep) -> list[tuple[float, float]]:
    pairs = sweep.points.select("x", "value").iter_rows()
    return [(size, value) for size, value in pairs if value is not None and value > 0]


def _run(known: Sequence[tuple[float, float]], start: int) -> Sequence[tuple[float, float]]:
    """Return the longest run of nearly equal values from ``start`` on."""
    low = high = known[start][1]
    for end in range(start, len(known)):
        low, high = min(low, known[end][1]), max(high, known[end][1])
        if low < (1 - LEVEL) * high:
            return known[start:end]
    return known[start:]


def _is_wide(sizes: Sequence[float]) -> bool:
    return len(sizes) >= _LEAST_SIZES and sizes[-1] >= _FAR * max(sizes[0], 1)
