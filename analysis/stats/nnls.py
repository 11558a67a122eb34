"""Least squares with coefficients at or above 0, for as few terms as a law of scaling has.

Lawson and Hanson (Solving Least Squares Problems, 1974, chapter 23): the solution is the ordinary
one on some subset of the terms, the others at 0. With three terms there are seven subsets, so all
are tried. Each is solved by modified Gram-Schmidt orthogonalisation, which is stable for that
(Bjoerck 1967), where the normal equations would square the condition of the problem.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

_DEPENDENT: Final = 1e-12
"""What is left of a term of length 1 that the terms before it already express."""
ROUNDING: Final = 1e-9
"""What a term adds at most, beside the largest target, to be there by rounding alone."""


class Solution(NamedTuple):
    """One coefficient a term: ``values`` none below 0, ``unbounded`` without that condition."""

    values: tuple[float, ...]
    unbounded: tuple[float, ...]


def solve(terms: Sequence[Sequence[float]], target: Sequence[float]) -> Solution | None:
    """Return the coefficients of ``terms`` that come nearest to ``target``, None without any.

    ``terms``: one list a term, each as long as ``target``.
    """
    unbounded = least_squares(terms, target)
    if unbounded is None:
        return None
    if min(unbounded) >= 0:
        return Solution(unbounded, unbounded)
    candidates = []
    for size in range(1, len(terms)):
        for subset in combinations(range(len(terms)), size):
            found = least_squares([terms[index] for index in subset], target)
            if found is not None and min(found) >= 0:
                values = [0.0] * len(terms)
                for index, value in zip(subset, found, strict=True):
                    values[index] = value
                candidates.append((_misfit(terms, values, target), tuple(values)))
    return Solution(min(candidates)[1], unbounded) if candidates else None


def least_squares(
    terms: Sequence[Sequence[float]], target: Sequence[float]
) -> tuple[float, ...] | None:
    """Return the coefficients without any bound, None where one term is a sum of the others."""
    lengths = [math.hypot(*term) for term in terms]
    left = list(target)
    basis: list[list[float]] = []
    upper: list[list[float]] = []
    shares: list[float] = []
    for term, length in zip(terms, lengths, strict=True):
        if not 0 < length < math.inf:
            return None
        rest = [value / length for value in term]
        along = []
        for direction in basis:
            along.append(_dot(direction, rest))
            rest = _without(rest, direction, along[-1])
        size = math.hypot(*rest)
        if size < _DEPENDENT:
            return None
        basis.append([value / size for value in rest])
        upper.append([*along, size])
        shares.append(_dot(basis[-1], left))
        left = _without(left, basis[-1], shares[-1])
    floor = ROUNDING * max(map(abs, target))
    found = [value / length for value, length in zip(_back(upper, shares), lengths, strict=True)]
    return tuple(
        value if max(abs(value * part) for part in term) > floor else 0.0
        for value, term in zip(found, terms, strict=True)
    )


def _back(upper: Sequence[Sequence[float]], shares: Sequence[float]) -> list[float]:
    """Solve R x = shares; ``upper`` holds the columns of the triangle R."""
    left = list(shares)
    found = [0.0] * len(left)
    for last in reversed(range(len(left))):
        found[last] = left[last] / upper[last][last]
        for above in range(last):
            left[above] -= upper[last][above] * found[last]
    return found


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def _without(vector: Sequence[float], direction: Sequence[float], along: float) -> list[float]:
    return [value - along * part for value, part in zip(vector, direction, strict=True)]


def _misfit(
    terms: Sequence[Sequence[float]], values: Sequence[float], target: Sequence[float]
) -> float:
    predicted = (_dot(values, column) for column in zip(*terms, strict=True))
    return math.fsum((a - b) ** 2 for a, b in zip(predicted, target, strict=True))
