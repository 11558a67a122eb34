"""Laws of scalability fitted to measured speedups, in closed form.

With r = devices / baseline devices, and all shares between 0 and 1:

* Amdahl (1967), strong scaling: S = c / (s + (1 - s) / r), of a serial share s of the work.
* Gustafson (1988), weak scaling: S = c (s + (1 - s) r), of a serial share s of the time.
* Universal Scalability Law (Gunther, A General Theory of Computational Scalability Based on
  Rational Functions, 2008): S = c r / (1 + a (r - 1) + b r (r - 1)), of contention a (queueing for
  what is shared) and coherency b (the price of keeping copies the same, which grows with pairs).

The scale c is what the law gives the baseline itself: the baseline is measured like any other point
and is no more exact, so no curve is forced through it. Multiplied out, r / S of Amdahl and of the
USL, and S of Gustafson, are sums of 1, r and r (r - 1) with coefficients that physics wants at or
above 0, which keeps every share within 0 and 1. That linear problem is solved by least squares of
the relative residuals, as noise in run times is proportional: to first order the relative
least squares of the speedups themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from analysis.stats.nnls import Solution, solve

Law = Literal["amdahl", "gustafson", "usl"]

LAWS: Final[tuple[Law, ...]] = ("amdahl", "gustafson", "usl")
_NAMES: Final[dict[Law, str]] = {
    "amdahl": "Amdahl's law",
    "gustafson": "Gustafson's law",
    "usl": "USL",
}
LEAST_COUNTS: Final[dict[Law, int]] = {"amdahl": 3, "gustafson": 3, "usl": 4}
"""One more than the law has parameters, its scale among them."""
_SURE_COUNTS: Final = 6
"""Below these, noise moves the two parameters of the USL against each other."""
FAR: Final = 2
"""How many times the largest count measured a peak may lie beyond it and be believed."""
_EXTRAPOLATED: Final = "peak extrapolated far beyond the measured counts"
_UNSUITED: Final[dict[tuple[Law, str], str]] = {
    ("amdahl", "weak"): "assumes a constant problem size, not weak scaling",
    ("gustafson", "strong"): "assumes a growing problem, not strong scaling",
}
_PARAMETERS: Final[dict[Law, tuple[str, ...]]] = {
    "amdahl": ("serial",),
    "gustafson": ("serial",),
    "usl": ("contention", "coherency"),
}
_ROUNDING: Final = 1e-9
_PLAUSIBLE: Final = 1e100
"""Speedups beyond this, or below its inverse, are no measurements; their squares overflow."""


class Fit(NamedTuple):
    """A law with its parameters.

    ``parameters``: (name, value), shares between 0 and 1 (``coherency`` is not bounded above):
    ``serial`` for Amdahl and Gustafson, ``contention`` and ``coherency`` for the USL. ``scale``:
    the speedup that the law gives the baseline, near 1. ``r_squared``: of the speedups.
    ``points`` of them were fitted, from ``least`` to ``most`` times the devices of the baseline.
    ``limit``: the greatest speedup the law allows, None where there is none; ``peak``: at which r,
    None where it is only ever approached. ``remarks``: what to know before believing it.
    """

    law: Law
    parameters: tuple[tuple[str, float], ...]
    r_squared: float
    points: int
    least: float
    most: float
    limit: float | None
    peak: float | None
    scale: float = 1.0
    remarks: tuple[str, ...] = ()

    def at(self, r: float) -> float:
        """Return the speedup that the law predicts at ``r`` times the baseline's devices."""
        return self.scale * _curve(self.law, [value for _, value in self.parameters], r)


class Refusal(NamedTuple):
    """Why a law was not fitted: a sentence that begins with the law's name.

    ``unsuited``: the law is for the other kind of scaling, whatever the points are.
    """

    law: Law
    reason: str
    unsuited: bool = False


def fits(
    r: Sequence[float], speedup: Sequence[float], kind: str | None
) -> tuple[Fit | Refusal, ...]:
    """Fit every law that suits the ``kind`` of scaling (strong, weak; None: not known)."""
    return tuple(
        Refusal(law, f"{_NAMES[law]} {_UNSUITED[law, kind]}", unsuited=True)
        if kind is not None and (law, kind) in _UNSUITED
        else fit(law, r, speedup)
        for law in LAWS
    )


def fit(law: Law, r: Sequence[float], speedup: Sequence[float]) -> Fit | Refusal:
    """Fit ``law`` to speedups at ``r`` times the devices of the baseline, in any order.

    Points without a positive, finite r and speedup are left out. Refuses below as many different
    r as ``LEAST_COUNTS`` says, where speedups are not ``_PLAUSIBLE``, and where the law describes
    the points worse than their mean does.
    """
    points = sorted(
        (x, y) for x, y in zip(r, speedup, strict=True) if 0 < x < math.inf and 0 < y < math.inf
    )
    found = len({x for x, _ in points})
    if found < LEAST_COUNTS[law]:
        return Refusal(law, _too_few(law, found))
    least, most = min(y for _, y in points), max(y for _, y in points)
    if least < 1 / _PLAUSIBLE or most > _PLAUSIBLE:
        return Refusal(
            law, f"{_NAMES[law]} cannot hold for speedups from {least:.3g} to {most:.3g}"
        )
    solution = solve(*_linear(law, points))
    if solution is None or not sum(solution.values[:2]) > 0:
        return Refusal(law, f"{_NAMES[law]} does not fit these points")
    parameters, scale = _parameters(law, solution.values)
    r_squared = _r_squared([(y, scale * _curve(law, parameters, x)) for x, y in points])
    if r_squared < 0:
        return Refusal(law, f"{_NAMES[law]} fits these points worse than their mean")
    limit, peak = _limit(law, parameters)
    far = peak is not None and peak > FAR * points[-1][0]
    return Fit(
        law,
        tuple(zip(_PARAMETERS[law], parameters, strict=True)),
        r_squared,
        len(points),
        points[0][0],
        points[-1][0],
        None if limit is None else limit * scale,
        peak,
        scale,
        (*_remarks(law, solution, found), *([_EXTRAPOLATED] if far else [])),
    )


Terms = list[list[float]]


def _linear(law: Law, points: Sequence[tuple[float, float]]) -> tuple[Terms, list[float]]:
    """Return the terms and the target of the linear problem, each divided by its target."""
    target: Callable[[float, float], float] = (
        (lambda _, y: y) if law == "gustafson" else (lambda x, y: x / y)
    )
    terms: list[Callable[[float], float]] = [lambda _: 1.0, lambda x: x]
    if law == "usl":
        terms.append(lambda x: x * (x - 1))
    weights = [1 / target(x, y) for x, y in points]
    columns = [
        [term(x) * weight for (x, _), weight in zip(points, weights, strict=True)] for term in terms
    ]
    return columns, [1.0] * len(points)


def _parameters(law: Law, values: Sequence[float]) -> tuple[list[float], float]:
    """Return the parameters and the scale from the coefficients of 1, r and r (r - 1)."""
    whole = values[0] + values[1]
    if law == "gustafson":
        return [values[0] / whole], whole
    return [value / whole for value in values[1:]], 1 / whole


def _curve(law: Law, parameters: Sequence[float], r: float) -> float:
    if law == "gustafson":
        return parameters[0] + (1 - parameters[0]) * r
    contention, coherency = (*parameters, 0.0)[:2]
    return r / (1 + contention * (r - 1) + coherency * r * (r - 1))


def _limit(law: Law, parameters: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the greatest speedup for r from 1 on, of scale 1, and where it is reached."""
    if law == "gustafson":
        return (1.0, None) if parameters[0] == 1 else (None, None)
    contention, coherency = (*parameters, 0.0)[:2]
    if coherency > 0:
        peak = max(1.0, math.sqrt((1 - contention) / coherency))
        return _curve(law, parameters, peak), peak
    return (1 / contention if contention > 0 else None), None


def _r_squared(pairs: Sequence[tuple[float, float]]) -> float:
    """Return 1 - (squares of the residuals) / (squares around the mean)."""
    mean = math.fsum(measured for measured, _ in pairs) / len(pairs)
    around = math.fsum((measured - mean) ** 2 for measured, _ in pairs)
    left = math.fsum((measured - predicted) ** 2 for measured, predicted in pairs)
    if around <= (_ROUNDING * mean) ** 2:
        # Equal speedups leave no variance to explain.
        return 1.0 if left <= (_ROUNDING * mean) ** 2 * len(pairs) else 0.0
    return 1 - left / around


def _too_few(law: Law, found: int) -> str:
    number = {1: "one parameter", 2: "two parameters"}[len(_PARAMETERS[law])]
    return (
        f"{_NAMES[law]} has {number} and needs {LEAST_COUNTS[law]} different counts (have {found})"
    )


def _remarks(law: Law, solution: Solution, counts: int) -> list[str]:
    """Say what the bounds of physics changed, and what is thin."""
    held = [
        bounded == 0 and free != 0
        for bounded, free in zip(solution.values, solution.unbounded, strict=True)
    ]
    serial, parallel = (held[0], held[1]) if law == "gustafson" else (held[1], held[0])
    name = _PARAMETERS[law][0]
    remarks = []
    if serial:
        remarks.append(f"{name} held at 0: speedups grow faster than the count")
    if parallel:
        remarks.append(f"{name} held at 1: slower with more devices")
    if held[2:] == [True]:
        remarks.append("no coherency term needed")
    if law == "usl" and counts < _SURE_COUNTS:
        remarks.append(f"only {counts} points for 2 parameters; {_SURE_COUNTS}+ recommended")
    return remarks
