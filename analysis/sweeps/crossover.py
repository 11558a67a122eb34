"""Where of two sweeps the better one changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, groupby
from typing import Any, Final, NamedTuple

from analysis.sweeps.sweep import Sweep
from parsers.run_records.records import SCALE

_EVEN: Final = 0.01
"""A smaller difference is no lead, with repeats or without."""
_ALIKE: Final = frozenset({"benchmark", "case", "size", "batch", *SCALE})
"""Columns that say what was done, and on how much of a machine: to be faster at something else, or
on more of it, is no lead."""
_MOST: Final = 4
"""Of more sweeps of one quantity than this the pairs are too many to read."""


class Lead(NamedTuple):
    """Who is ahead from ``first`` to ``last``, points of both sweeps; None: neither is."""

    ahead: int | None
    first: float
    last: float


class Crossover(NamedTuple):
    """The leads along two sweeps, by index in the list that these came in."""

    one: int
    other: int
    leads: tuple[Lead, ...]


def crossovers(sweeps: Sequence[Sweep]) -> list[Crossover]:
    """Return the leads of each pair of sweeps of one quantity that share two points or more.

    Both are ``_ALIKE``. None of a quantity with more than ``_MOST`` sweeps, whose better
    direction is unknown, or over time, where days seldom agree.
    """
    quantities: dict[object, list[int]] = {}
    for index, each in enumerate(sweeps):
        if each.better is not None and each.axis.kind != "time":
            work = tuple(value for name, value in each.identity if name in _ALIKE)
            quantities.setdefault((each.metric, each.unit, each.better, work), []).append(index)
    found = []
    for alike in quantities.values():
        if len(alike) > _MOST:
            continue
        for one, other in combinations(alike, 2):
            leads = leads_of(sweeps[one], sweeps[other], one, other)
            if leads:
                found.append(Crossover(one, other, leads))
    return found


def leads_of(first: Sweep, second: Sweep, one: int = 0, other: int = 1) -> tuple[Lead, ...]:
    """Return who of two sweeps leads where, over the points that both have, by ascending x.

    Values whose intervals overlap, or that differ by less than ``_EVEN``, are even; an even stretch
    between two leads of the same sweep is part of these. Empty below two common points.
    """
    theirs = {row["x"]: row for row in second.points.iter_rows(named=True)}
    higher = first.better == "higher"
    signs: list[tuple[float, int | None]] = []
    for row in first.points.iter_rows(named=True):
        there = theirs.get(row["x"])
        if there is None or row["value"] is None or there["value"] is None:
            continue
        a, b = row["value"], there["value"]
        even = abs(a - b) <= _EVEN * min(abs(a), abs(b)) or _overlap(row, there)
        signs.append((row["x"], None if even else one if (a > b) == higher else other))
    if len(signs) < 2:
        return ()
    return tuple(_joined(signs))


def _overlap(row: Mapping[str, float], there: Mapping[str, float]) -> bool:
    """Whether the intervals of two values overlap; one value alone is an interval of its own."""
    (low, high), (least, most) = _ends(row), _ends(there)
    return low <= most and least <= high


def _ends(row: Mapping[str, Any]) -> tuple[float, float]:
    value = row["value"]
    return (value, value) if row["low"] is None else (row["low"], row["high"])


def _joined(signs: Sequence[tuple[float, int | None]]) -> list[Lead]:
    stretches = [
        Lead(ahead, (xs := [x for x, _ in group])[0], xs[-1])
        for ahead, group in groupby(signs, key=lambda each: each[1])
    ]
    leads: list[Lead] = []
    for at, each in enumerate(stretches):
        between = 0 < at < len(stretches) - 1
        if each.ahead is None and between and leads[-1].ahead == stretches[at + 1].ahead:
            continue
        if leads and leads[-1].ahead == each.ahead:
            leads[-1] = leads[-1]._replace(last=each.last)
        else:
            leads.append(each)
    return leads
