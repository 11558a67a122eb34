"""Hockney's model of a transfer: its time is a latency and the size over a bandwidth.

T = l + m / r for a message of m bytes. r is the asymptotic bandwidth (r-infinity), and the
half-performance length n-half = l r is the size at which half of it is reached (R. W. Hockney,
The communication challenge for MPP: Intel Paragon and Meiko CS-2, Parallel Computing 20, 1994).

Fitted by linear least squares with weights 1 / T^2, since times of messages span decades and their
noise is proportional: what is made small are the relative residuals. Where a library changes its
protocol (eager to rendezvous), each side has its own l and r, and one line through both says
nothing about either: then the fit is refused, and the place named.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from analysis.stats.nnls import least_squares

_LEAST_SIZES: Final = 4
"""Two more than there are parameters: fewer leave no residual to judge by."""
_LEAST_SIDE: Final = 3
"""Sizes on either side of a switch: through two any line goes."""
_EXACT: Final = 0.02
"""Residuals (root mean square, relative) below this need no second line."""
_SHARPER: Final = 0.5
"""A switch is believed where two lines leave at most this share of the residual of one, and"""
_UNLIKELY: Final = 0.001
"""where noise about one line would leave so little with less than this probability."""
_POOR: Final = 0.1
"""Residuals beyond this: the model does not describe the times."""


class Hockney(NamedTuple):
    """A fitted transfer model.

    ``latency`` in s, ``bandwidth`` (r-infinity) in units of size per second, ``half`` (n-half) in
    units of size. ``residual``: root mean square of the relative residuals of the times,
    ``worst``: the largest of them by size, at ``worst_at``. ``sizes``: how many were fitted.
    ``remarks``: what to know before believing it.
    """

    latency: float
    bandwidth: float
    half: float
    residual: float
    worst: float
    worst_at: float
    sizes: int
    remarks: tuple[str, ...] = ()


class NoTransferModel(NamedTuple):
    """Why no model was fitted; ``switch``: the sizes before and after a change of protocol."""

    reason: str
    switch: tuple[float, float] | None = None


def hockney(sizes: Sequence[float], times: Sequence[float]) -> Hockney | NoTransferModel:
    """Fit the model to times in s of transfers of ``sizes``, in any order.

    Points whose time is not positive and finite, or whose size is below 0, are left out; a size of
    0 is a latency. Refuses below ``_LEAST_SIZES`` different sizes, across a protocol switch, where
    the model does not hold, and where the sizes tell one of its parameters alone.
    """
    points = sorted(
        (size, time)
        for size, time in zip(sizes, times, strict=True)
        if 0 <= size < math.inf and 0 < time < math.inf
    )
    found = len({size for size, _ in points})
    if found < _LEAST_SIZES:
        return NoTransferModel(f"needs {_LEAST_SIZES} different sizes (have {found})")
    line = _fit(points)
    if line is None:
        return NoTransferModel("the times do not depend on the size in a way that a line can tell")
    residuals = _residuals(line, points)
    residual = _rms(residuals)
    if switch := _switch(points, residual):
        return NoTransferModel("the protocol changes", switch)
    latency, slope = line
    if slope <= 0:
        return NoTransferModel("the times do not grow with the size: larger messages are needed")
    if latency <= 0:
        return NoTransferModel("no latency can be told: smaller messages are needed")
    if residual > _POOR:
        return NoTransferModel(
            f"residuals of {residual:.0%} (root mean square): latency + size / bandwidth does not"
            " describe these times"
        )
    worst, at = max(
        ((each, size) for each, (size, _) in zip(residuals, points, strict=True)),
        key=lambda pair: abs(pair[0]),
    )
    half = latency / slope
    return Hockney(
        latency, 1 / slope, half, residual, worst, at, len(points), _remarks(half, points)
    )


Points = Sequence[tuple[float, float]]


def _fit(points: Points) -> tuple[float, float] | None:
    """Return latency and seconds per unit of size, by least squares of the relative residuals."""
    terms = [[1 / time for _, time in points], [size / time for size, time in points]]
    found = least_squares(terms, [1.0] * len(points))
    return None if found is None else (found[0], found[1])


def _residuals(line: tuple[float, float], points: Points) -> list[float]:
    """Return how far each measured time is above the line, as a share of itself."""
    latency, slope = line
    return [1 - (latency + slope * size) / time for size, time in points]


def _rms(residuals: Sequence[float]) -> float:
    return math.sqrt(sum(each * each for each in residuals) / len(residuals))


def _switch(points: Points, residual: float) -> tuple[float, float] | None:
    """Return the sizes between which two lines describe the times far better than one.

    Chow's test for a break at a known place (Econometrica 28, 1960): for two more parameters its F
    has the closed tail probability (S2 / S1) ^ ((n - 4) / 2), of the sums of squares S2 with and S1
    without the break. As the place is searched for, it is multiplied by the number of places.
    """
    if residual <= _EXACT:
        return None
    places = range(_LEAST_SIDE, len(points) - _LEAST_SIDE + 1)
    best, place = residual * _SHARPER, None
    for at in places:
        before, after = points[:at], points[at:]
        first, second = _fit(before), _fit(after)
        if before[-1][0] == after[0][0] or first is None or second is None:
            continue
        both = _rms([*_residuals(first, before), *_residuals(second, after)])
        by_chance = len(places) * (both / residual) ** (len(points) - 4)
        if both <= best and by_chance < _UNLIKELY:
            best, place = both, (before[-1][0], after[0][0])
    return place


def _remarks(half: float, points: Points) -> tuple[str, ...]:
    least, most = points[0][0], points[-1][0]
    if half > most:
        return ("the largest size is below n1/2: the bandwidth is extrapolated",)
    if half < least:
        return ("the smallest size is above n1/2: the latency is extrapolated",)
    return ()
