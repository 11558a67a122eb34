"""What a series of values in time did: outliers set aside, steps and drifts with their sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from analysis.history.change_points import ALPHA, LevelSums, change_points
from analysis.history.drifts import Ramp, drift
from analysis.history.night_to_night import inflation
from analysis.history.outlying_nights import outlying_nights
from analysis.stats.student_t import critical_t

_CONFIDENCE: Final = 0.95
_MOST_STEPS: Final = 12
"""Of more steps a drift is not looked for, so that the time grows with the length."""
_ONE_WAY: Final = 0.5
"""The share of all steps that at least is left of a drift once those back are taken off."""
ChangeKind = Literal["step", "drift"]


class Change(NamedTuple):
    """A change of the level.

    ``place``: the first value on the new level of a step, or the first of a drift; ``end``: of a
    drift the first on the level that it leads to, else ``place``. ``before`` and ``after``: the
    levels; ``size``: ``after`` / ``before`` - 1, with its 95 % interval ``low`` to ``high``, null
    where ``before`` is not above 0. ``n_before`` and ``n_after``: the values, outliers not counted,
    of which the levels are the means; of a drift those before it and after it.
    """

    kind: ChangeKind
    place: int
    end: int
    before: float
    after: float
    size: float | None
    low: float | None
    high: float | None
    n_before: int
    n_after: int


class Course(NamedTuple):
    """What a series did: its changes in order, and which values are outliers."""

    changes: tuple[Change, ...]
    outlying: tuple[bool, ...]


def course(values: Sequence[float], alpha: float = ALPHA) -> Course:
    """Return the changes of ``values``, which are finite and in the order of time.

    ``alpha``: the p-value of a change point; see ``change_points``.
    """
    outlying = outlying_nights(values)
    kept = [place for place, out in enumerate(outlying) if not out]
    usual = [values[place] for place in kept]
    levels = LevelSums(usual)
    found = change_points(usual, alpha)
    changes = (
        change._replace(
            place=kept[change.place],
            end=kept[change.end] if change.end < len(kept) else len(values),
        )
        for change in _changes(levels, found, len(usual), inflation(usual))
    )
    return Course(tuple(changes), tuple(outlying))


def _changes(
    levels: LevelSums, found: Sequence[int], length: int, larger: float
) -> Iterator[Change]:
    """Yield steps, and drifts where several are told better by a ramp.

    ``larger``: by how much the error of a mean is, as nights are not independent.
    """
    if not found:
        # Nor is there a mean where no night has a value.
        return
    bounds = [0, *found, length]
    means = [levels.mean(start, end) for start, end in pairwise(bounds)]
    rises = [after - before for before, after in pairwise(means)]
    yield from _told(levels, bounds, rises, 0, len(found), larger)


def _told(
    levels: LevelSums,
    bounds: Sequence[int],
    rises: Sequence[float],
    first: int,
    last: int,
    larger: float,
) -> Iterator[Change]:
    """Yield the changes of the steps ``first`` up to ``last``: the longest drifts before others."""
    for many in range(min(last - first, _MOST_STEPS), 0, -1):
        for at in range(first, last - many + 1):
            if not _goes_one_way(rises[at : at + many]):
                continue
            start, *steps, end = bounds[at : at + many + 2]
            if (slope := drift(levels, start, steps, end)) is not None:
                yield from _told(levels, bounds, rises, first, at, larger)
                yield _drift(slope, start, end, larger)
                yield from _told(levels, bounds, rises, at + many, last, larger)
                return
    for at in range(first, last):
        start, place, end = bounds[at : at + 3]
        yield _step(levels, start, place, end, larger)


def _goes_one_way(rises: Sequence[float]) -> bool:
    """Whether steps lead somewhere: a drift has small ones back where noise is cut into levels."""
    return abs(sum(rises)) >= _ONE_WAY * sum(map(abs, rises))


def _step(levels: LevelSums, start: int, place: int, end: int, larger: float) -> Change:
    before, after = levels.mean(start, place), levels.mean(place, end)
    m, n = place - start, end - place
    noise = (levels.residual(start, place) + levels.residual(place, end)) / (m + n - 2)
    noise *= larger * larger
    size = _ratio(before, after)
    # The delta method for a ratio of two independent means.
    error = math.sqrt(noise * (1 / n + (after / before) ** 2 / m)) / before if before > 0 else 0.0
    return Change("step", place, place, before, after, *_around(size, error, m + n - 2), m, n)


def _drift(slope: Ramp, start: int, end: int, larger: float) -> Change:
    before, after = slope.low, slope.low + slope.rise
    freedom = slope.nights - 4
    size = _ratio(before, after)
    error = 0.0
    if size is not None:
        noise = slope.residual / freedom * larger * larger
        of_low = 1 / slope.nights + slope.share**2 / slope.weight
        both = -slope.share / slope.weight
        spread = 1 / slope.weight + size * size * of_low - 2 * size * both
        error = math.sqrt(max(noise * spread, 0.0)) / before
    return Change(
        "drift",
        slope.start,
        slope.end,
        before,
        after,
        *_around(size, error, freedom),
        slope.start - start,
        end - slope.end,
    )


def _ratio(before: float, after: float) -> float | None:
    return after / before - 1 if before > 0 else None


def _around(
    size: float | None, error: float, freedom: int
) -> tuple[float | None, float | None, float | None]:
    if size is None:
        return None, None, None
    reach = critical_t(freedom, 1 - _CONFIDENCE) * error
    return size, size - reach, size + reach
