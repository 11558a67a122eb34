"""Whether a count of devices beside a count of nodes is per node or the total."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

import polars as pl

from parsers.short_series import first_rows


class LayoutReading(NamedTuple):
    """What the rows say: ``row`` is the first that shows it, ``None`` where no row does."""

    scope: Literal["per_node", "total"]
    row: int | None
    nodes: int = 0
    devices: int = 0


def read_layout(nodes: pl.Series, devices: pl.Series) -> LayoutReading | None:
    """Return what ``devices`` counts in rows that have ``nodes``; ``None`` where it is the same.

    Fewer devices than nodes, or a number that the nodes cannot share evenly, can only be per node.
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
    for row, count, each in spread:
        if each % count:
            return LayoutReading("per_node", row, count, each)
    single = {each for _, count, each in pairs if count == 1}
    row, count, each = spread[0]
    if _alike(single, spread, per_node=True) and not _alike(single, spread, per_node=False):
        return LayoutReading("per_node", row, count, each)
    if _alike(single, spread, per_node=False) and not _alike(single, spread, per_node=True):
        return LayoutReading("total", row, count, each)
    return LayoutReading("total", None, count, each)


def _alike(single: set[int], spread: list[tuple[int, int, int]], *, per_node: bool) -> bool:
    """Whether the single-node rows, or else each other's, bear out this devices-per-node."""
    if single:
        return {each if per_node else each // count for _, count, each in spread} <= single
    layouts: defaultdict[int, set[int]] = defaultdict(set)
    for _, count, each in spread:
        layouts[each if per_node else each // count].add(count)
    return any(len(counts) > 1 for counts in layouts.values())
