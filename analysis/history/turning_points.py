"""What changed in the configuration where the results did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.history.turns import is_of_a_run, is_of_code

_NEAR: Final = 2
"""How many nights from a change of the results one of the configuration is still named: a change
of about the noise is found a night or two beside where it was."""
_RARE: Final = 0.2
"""The share of nights at which a column may change for a change of it to tell anything."""


class Turn(NamedTuple):
    """A column that went from one value to another, so many ``nights`` after the results did.

    Below 0: before them.
    """

    column: str
    before: Any
    after: Any
    nights: int


def turns_near(points: pl.DataFrame, columns: Sequence[str], place: int) -> tuple[Turn, ...]:
    """Return what of ``columns`` changed at the row ``place`` of a series, or near it.

    The nearest first. A column that changes all the time, as the nodes that a scheduler gives, is
    not named, nor is one that says which run it is. Of code that changes each night the last state
    before and the first one after are.
    """
    found: list[Turn] = []
    start, end = max(place - _NEAR - 1, 0), min(place + _NEAR + 1, points.height)
    for name in columns:
        if is_of_a_run(name) or name == "label":
            continue
        near = list(_switches(points[name][start:end].to_list(), start - place + 1))
        if not _is_rare(points[name]):
            near = [switch for switch in near if is_of_code(name) and not switch[0]]
        if near:
            at, before, after = min(near, key=lambda switch: abs(switch[0]))
            found.append(Turn(name, before, after, at))
    return tuple(sorted(found, key=lambda turn: abs(turn.nights)))


def _switches(values: Sequence[Any], first: int) -> Iterator[tuple[int, Any, Any]]:
    for at, (before, after) in enumerate(pairwise(values), start=first):
        if before != after and after is not None and before is not None:
            yield at, before, after


def _is_rare(values: pl.Series) -> bool:
    switches = values.ne_missing(values.shift())[1:].sum()
    return switches <= max(1, _RARE * values.len())
