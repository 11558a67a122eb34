"""Counts that head a group of columns: ``2 ranks | Time | Speedup | 4 ranks | Time | Speedup``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.tables.conditions import Levels


class HeadedGroups(NamedTuple):
    """The columns of the groups under their conditions, and the places of the conditions."""

    levels: Levels
    heads: list[int]


def headed_groups(headings: Sequence[str], levels: Levels) -> HeadedGroups | None:
    """Return the groups, where the same headings follow each condition and one is measured.

    What stands under the condition itself has no heading, and so no meaning that one could know.
    """
    heads = [level.place for level in levels.columns]
    if len(heads) < 2 or any(level.measure for level in levels.columns):
        return None
    length = heads[1] - heads[0]
    ends = [after for _, after in pairwise(heads)]
    ends.append(heads[-1] + length)
    groups = [tuple(headings[head + 1 : end]) for head, end in zip(heads, ends, strict=True)]
    if len(set(groups)) > 1 or not groups[0] or ends[-1] > len(headings):
        return None
    if not any(read_heading(heading).kind in MEASURED for heading in groups[0]):
        return None
    columns = [
        level._replace(place=level.place + behind, measure=heading)
        for level in levels.columns
        for behind, heading in enumerate(groups[0], start=1)
    ]
    return HeadedGroups(levels._replace(columns=columns), heads)
