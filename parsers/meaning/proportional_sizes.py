"""Numbers in proportion to the count: the size of a problem that grows, or what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.resources import NOUNS
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.trend import MOST_ROWS, SCALES, Trend
from parsers.run_records.records import SCALE, SCHEMA

_ALIKE: Final = 1.02
_COUNTS: Final = 3
"""Fewer may be in proportion by chance."""
_PIECES: Final = 128
"""Fewer for each may be what a machine has or a problem is cut into, whatever they are called."""
_MULTIPLES: Final = word_set("m million millions k thousand thousands g billion billions")
_MANY: Final = 1000
_ALONE: Final = -0.7
"""Times that rise with all of the count are of work that is not shared at all."""
_APART: Final = word_set(
    "steps step timesteps iterations iteration iters iter epochs batch batches batchsize gbs mbs bs"
)
"""Batches and steps, which grow with the count as well, are read elsewhere."""
_MACHINE: Final = NOUNS.keys() | word_set(
    "domain domains subdomain subdomains partition partitions block blocks chunk chunks memory mem"
    " ram file files budget cost price power hours limit port seed id"
)
"""Words of what a machine has, of what a problem is cut into."""


def size_in_proportion(fields: Fields, owners: Mapping[str, Column], trend: Trend) -> Decision:
    """Take a number of which every count has as much for each as the next, whatever it is called.

    ``photons`` of 2, 4 and 8 million on 1, 2 and 4 nodes: each row would be a series of its own
    with it. Where times do not fall, the work grows with the machine, and this is its size; where
    they do, or where so few are for each that they may be parts of the machine, it follows from the
    count. ``owners``: the columns that the fields come from.
    """
    counts = [fields[name] for name in SCALE if name in fields]
    for count in counts:
        if len(count) > MOST_ROWS or not count.dtype.is_numeric() or count.null_count():
            continue
        gained = trend.exponent(count)
        if not trend.is_time and gained is not None and gained < SCALES:
            # Flat rates may be those of each row, or of a problem that grows.
            continue
        for name in fields:
            if not _may_be_size(name, owners):
                continue
            least = _least_share(fields[name], count, trend.groups)
            if least is None:
                continue
            heading = owners[name].heading.text
            least *= _MANY if not _MULTIPLES.isdisjoint(words(heading)) else 1
            if _grows(heading, least, gained, is_time=trend.is_time) and "size" not in fields:
                text = f"`{heading}` read as the problem size: it grows with the count"
                return Decision(renamed={name: "size"}, remarks=(RowRemark("assumed", text),))
            return Decision(dropped={name: "in proportion to the count"})
    return NOTHING


def _may_be_size(name: str, owners: Mapping[str, Column]) -> bool:
    owner = owners.get(name)
    if owner is None or owner.given or owner.heading.role or name in SCHEMA:
        return False
    return _APART.isdisjoint(words(owner.heading.text))


def _grows(heading: str, least: float, gained: float | None, *, is_time: bool) -> bool:
    if gained is None or least <= _PIECES or not _MACHINE.isdisjoint(words(heading)):
        return False
    return (_ALONE < gained < SCALES) if is_time else gained >= SCALES


def _least_share(
    sizes: pl.Series, count: pl.Series, groups: Sequence[tuple[str | None, ...]]
) -> float | None:
    """The least of what each of a count has; ``None`` where counts of one group have no same."""
    if not sizes.dtype.is_numeric() or sizes.null_count():
        return None
    shares: dict[object, dict[float, float]] = defaultdict(dict)
    for size, number, group in zip(sizes, count, groups, strict=False):
        if size <= 0 or number <= 0:
            return None
        shares[group].setdefault(number, size / number)
        if shares[group][number] != size / number:
            return None
    several = [list(each.values()) for each in shares.values() if len(each) > 1]
    if not several or any(max(each) > _ALIKE * min(each) for each in several):
        return None
    return min(map(min, several)) if max(map(len, several)) >= _COUNTS else None
