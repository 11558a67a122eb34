"""Whether a count of devices beside a count of nodes is per node or the total."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, Literal, NamedTuple

import polars as pl

from parsers.short_columns.short_series import first_rows

_LEAST_FOR_ONE: Final = 2
"""So many layouts that agree outweigh one that does not fit: a slip, or a line half written."""


class LayoutReading(NamedTuple):
    """What the rows say: ``row`` is the first that shows it, ``None`` where no row does.

    ``against``: ``row`` is the first that does not fit, and was outweighed.
    """

    scope: Literal["per_node", "total"]
    row: int | None
    nodes: int = 0
    devices: int = 0
    against: bool = False


def read_layout(nodes: pl.Series, devices: pl.Series) -> LayoutReading | None:
    """Return what ``devices`` counts in rows that have ``nodes``; ``None`` where it is the same.

    Fewer devices than nodes, or a number that the nodes cannot share evenly, can only be per node,
    unless ``_LEAST_FOR_ONE`` others for each such row are totals by what follows, or all rows have
    as many nodes as their total fills, the last one in part: 1 to 48 cores on one, 64 on two.
    Otherwise the nodes of one machine are taken to be alike: the reading under which every
    multi-node row has a number of devices per node that single-node rows have too, and the other
    reading has not, is the right one. Where that does not tell either, it is the total, and
    ``row`` is ``None``.
    """
    rows = first_rows(nodes, devices)
    pairs = [(row, *pair) for pair, row in rows.items() if None not in pair and min(pair) > 0]
    spread = [(row, count, each) for row, count, each in pairs if count > 1]
    if not spread:
        return None
    single = {each for _, count, each in pairs if count == 1}
    uneven = [(row, count, each) for row, count, each in spread if each % count]
    even = [(row, count, each) for row, count, each in spread if not each % count]
    per_node = _alike(single, even, per_node=True)
    total = _alike(single, even, per_node=False)
    if uneven and len(pairs) > len(spread) and _filled_in_turn(pairs):
        return LayoutReading("total", *uneven[0])
    if uneven:
        outweighed = total and not per_node and len(even) >= _LEAST_FOR_ONE * len(uneven)
        return LayoutReading("total" if outweighed else "per_node", *uneven[0], outweighed)
    if per_node == total:
        return LayoutReading("total", None, *even[0][1:])
    return LayoutReading("per_node" if per_node else "total", *even[0])


def _filled_in_turn(pairs: list[tuple[int, int, int]]) -> bool:
    """Whether some number of devices per node needs just so many nodes in every row.

    On a single node there are as many at most; what ``count`` nodes hold, one node less does not.
    """
    least = max(-(-each // count) for _, count, each in pairs)
    most = min(
        (-(-each // (count - 1)) for _, count, each in pairs if count > 1), default=least + 1
    )
    return least < most


def _alike(single: set[int], spread: list[tuple[int, int, int]], *, per_node: bool) -> bool:
    """Whether the single-node rows, or else each other's, bear out this devices-per-node."""
    if single:
        return {each if per_node else each // count for _, count, each in spread} <= single
    layouts: defaultdict[int, set[int]] = defaultdict(set)
    for _, count, each in spread:
        layouts[each if per_node else each // count].add(count)
    return any(len(counts) > 1 for counts in layouts.values())
