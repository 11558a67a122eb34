"""How fast rows get as one of their columns grows: the exponent of a power law through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.middle import median
from parsers.grammar.words import word_set, words
from parsers.meaning.column import Column
from parsers.meaning.quantities import Quantity
from parsers.run_records.headline import is_beside, preference
from parsers.tables.cells import is_text

LEAST, MOST = 1e-150, 1e150
"""Values beyond these are no speeds, and their powers no numbers."""
MOST_ROWS: Final = 5_000
"""So many rows are looked at: what a table counts shows early."""
SCALES: Final = 0.5
"""From this exponent on, rows get faster as if the work were shared; below, they do not."""
_ALIKE: Final = 1.25
"""Repeats lie within this factor, as the last look at a table has it."""
_HOSTS: Final = word_set("host hosts hostname hostnames nodelist")
_APART: Final = 0.5
"""Texts that differ in more than this share of the rows tell no groups of rows apart."""


_Curve = dict[float, list[float]]
"""Count -> the speeds of the rows that have it."""


class Trend(NamedTuple):
    """The speed of each row (a rate, or one over a time), and the group of rows it is one of.

    ``is_time``: the speeds are those of times.
    """

    speeds: Sequence[float | None]
    groups: Sequence[tuple[str | None, ...]]
    is_time: bool = False

    def exponent(self, counts: pl.Series, fixed: Sequence[pl.Series] = ()) -> float | None:
        """Return the median exponent by which speed grows with ``counts``.

        Between neighbouring counts of rows that are of one group and equal in ``fixed``: 1 where
        twice the count is twice as fast, 0 where it is as fast. ``None`` where no two compare.
        """
        slopes = [slope for curve in self._curves(counts, fixed) for slope in _slopes(curve)]
        return median(slopes) if slopes else None

    def exponents(self, counts: pl.Series) -> list[float]:
        """Return that median of each group of rows in which counts compare."""
        slopes = map(_slopes, self._curves(counts, ()))
        return [median(each) for each in slopes if each]

    def agrees(self, rows: Sequence[int]) -> bool:
        """Return whether the speeds of ``rows`` are near each other, as those of repeats are."""
        speeds = [speed for row in rows if (speed := self.speeds[row])]
        return not speeds or max(speeds) <= _ALIKE * min(speeds)

    def _curves(self, counts: pl.Series, fixed: Sequence[pl.Series]) -> list[_Curve]:
        """The rows of each group, and equal in what is ``fixed``, whose counts compare."""
        others = [column.head(len(self.speeds)).to_list() for column in fixed]
        curves: dict[tuple[object, ...], _Curve] = defaultdict(lambda: defaultdict(list))
        rows = zip(counts.head(len(self.speeds)), self.speeds, self.groups, strict=True)
        for row, (count, speed, group) in enumerate(rows):
            if count and count > 0 and speed:
                key = (*group, *(column[row] for column in others))
                curves[key][count].append(speed)
        return list(curves.values())


def _slopes(curve: _Curve) -> list[float]:
    points = sorted((count, median(speeds)) for count, speeds in curve.items())
    return [log(fast / slow) / log(more / few) for (few, slow), (more, fast) in pairwise(points)]


def trend_of(columns: Sequence[Column], quantities: Sequence[Quantity], rows: int) -> Trend:
    """Return how fast the ``rows`` of a table were, by the quantity that it is likely about."""
    headline = _headline(quantities)
    texts = [
        column.cells.head(MOST_ROWS).cast(pl.String)
        for column in columns
        if column.numbers is None
        and is_text(column.cells)
        and not column.given
        and column.heading.kind != "remark"
        # Hosts change with the count; rows on other hosts are no other group.
        if column.heading.name != "hosts" and _HOSTS.isdisjoint(words(column.heading.text))
    ]
    telling = [text for text in texts if text.n_unique() <= max(1, _APART * len(text))]
    count = min(rows, MOST_ROWS)
    groups = list(zip(*(text.to_list() for text in telling), strict=True)) or [()] * count
    direction = None if headline is None else headline.better
    is_time = isinstance(direction, str) and direction == "lower"
    return Trend(_speeds(headline, count), groups, is_time)


def _headline(quantities: Sequence[Quantity]) -> Quantity | None:
    able = [each for each in quantities if is_speed(each)]
    if not able and len(quantities) == 1:
        return quantities[0]
    return min(able, key=rank_of, default=None)


def is_speed(quantity: Quantity) -> bool:
    """Return whether a quantity has a direction, and is none that is measured beside the speed."""
    name = quantity.name
    return isinstance(name, str) and isinstance(quantity.better, str) and not is_beside(name)


def rank_of(quantity: Quantity) -> tuple[int, int]:
    """Return a key that sorts the quantity first that a table is likely about."""
    if quantity.primary:
        return -1, 0
    name, unit, better = quantity.name, quantity.unit, quantity.better
    texts = (each if isinstance(each, str) else None for each in (name, unit, better))
    return preference(*texts)


def _speeds(quantity: Quantity | None, count: int) -> list[float | None]:
    if quantity is None or not isinstance(quantity.better, str | None):
        return [None] * count
    values = quantity.values.head(count).to_list()
    inverse = quantity.better == "lower"
    return [
        None if value is None or not LEAST < value < MOST else 1 / value if inverse else value
        for value in values
    ]
