"""What columns of numbers without headings are to each other: sizes, counts, times, speedups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from parsers.grammar.middle import median

Column = Sequence[float]

_LEAST: Final = 3
_FASTER: Final = 1.5
"""By what a time falls at least from the smallest count to the largest."""
_MOSTLY: Final = 0.8
_ROUNDED: Final = 0.006
_MOST: Final = 200_000
"""Nobody shares one problem of a study among more."""


def related_headings(columns: Sequence[Column]) -> dict[int, str]:
    """Return place -> heading of columns that state the speedups or efficiencies of others.

    ``24 2876.22 1 100``, ``48 1488.54 1.932 96.6``: the last is what the first two come to, and so
    these are counts and times.
    """
    for place, counts in enumerate(columns):
        if not are_counts(counts):
            continue
        for other, times in enumerate(columns):
            if other == place or min(times) <= 0:
                continue
            claimed = _claims(counts, times, columns, {place, other})
            if "efficiency" in claimed.values() or (
                "speedup" in claimed.values() and times[0] >= _FASTER * times[-1]
            ):
                return {place: "", other: "time", **claimed}
    return {}


def _claims(
    counts: Column, times: Column, columns: Sequence[Column], taken: set[int]
) -> dict[int, str]:
    speedups = [times[0] / time for time in times]
    efficiencies = [
        speedup * counts[0] / count for speedup, count in zip(speedups, counts, strict=True)
    ]
    claims = {
        "speedup": speedups,
        "efficiency": efficiencies,
        "efficiency (%)": [100 * each for each in efficiencies],
    }
    found: dict[int, str] = {}
    for place, stated in enumerate(columns):
        if place in taken or len({*stated}) < _LEAST:
            continue
        for name, expected in claims.items():
            if name not in found.values() and all(map(_alike, stated, expected)):
                found[place] = name
                break
    return {place: name.partition(" (%")[0] for place, name in found.items()}


def _alike(stated: float, expected: float) -> bool:
    return abs(stated - expected) <= _ROUNDED * expected


def sized_headings(columns: Sequence[Column]) -> dict[int, str]:
    """Return place -> heading of three columns that are the sizes, counts and times of a study.

    Each size was run on the same counts; of one count the larger size takes longer, if for a few
    outliers, and the largest is done sooner on more. That is so of one column alone.
    """
    if len(columns) != _LEAST:
        return {}
    sizes, counts, times = columns
    found = [
        names
        for names, owner, others in (
            (("size", ""), sizes, counts),
            (("", "size"), counts, sizes),
        )
        if _is_study(owner, others, times)
    ]
    return dict(enumerate((*found[0], "time"))) if len(found) == 1 else {}


def _is_study(sizes: Column, counts: Column, times: Column) -> bool:
    if min(times) <= 0 or not all(map(float.is_integer, map(float, (*sizes, *counts)))):
        return False
    if min(counts) < 1 or max(counts) > _MOST or min(sizes) < 1:
        return False
    runs: dict[float, dict[float, list[float]]] = {}
    for size, count, time in zip(sizes, counts, times, strict=True):
        runs.setdefault(size, {}).setdefault(count, []).append(time)
    middles: Mapping[float, Mapping[float, float]] = {
        size: {count: median(each) for count, each in by_count.items()}
        for size, by_count in sorted(runs.items())
    }
    sets = {frozenset(by_count) for by_count in middles.values()}
    if len(middles) < 2 or len(sets) > 1 or len(each := sorted(sets.pop())) < _LEAST:
        return False
    grows = [
        smaller[count] < larger[count]
        for smaller, larger in pairwise(middles.values())
        for count in each
    ]
    largest = middles[max(middles)]
    is_faster = largest[each[0]] >= _FASTER * min(largest.values())
    return is_faster and sum(grows) >= _MOSTLY * len(grows)


def are_counts(numbers: Column) -> bool:
    """Whether numbers are whole, of the size of a machine, and grow throughout."""
    if len(numbers) < _LEAST or any(
        not 1 <= number <= _MOST * 100 or number != int(number) for number in numbers
    ):
        return False
    return all(before < after for before, after in pairwise(numbers))
