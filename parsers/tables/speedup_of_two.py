"""The speedup beside two columns that are compared: ``| Query | Before | After | Speedup |``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.headings.read_heading import read_heading
from parsers.tables.compared_columns import numbers_in_head
from parsers.tables.conditions import Level, Levels
from parsers.tables.table import Table

_NEAR: Final = 0.06
"""A speedup may be told to one digit and a half: ``7x`` for 7.3."""
_LEAST: Final = 3
"""So many rows tell which of two is over which; and twice as many as do not follow."""


def with_speedup_of_two(table: Table, levels: Levels, rest: Sequence[int], measured: str) -> Levels:
    """Return the columns with the speedup as that of the one which is over the other.

    Only where most rows say so, and it is known whether less or more of what is ``measured`` is
    better: else nobody can tell whose it is. A row that departs from the others is kept, as what
    is stated there.
    """
    claims = [
        place for place in rest if read_heading(table.headings[place]).kind == "stated_speedup"
    ]
    measures = {each.measure for each in levels.columns}
    if len(claims) != 1 or len(levels.columns) != 2 or len(measures) != 1:
        return levels
    heading = read_heading(measures.pop() or measured)
    better = "lower" if heading.is_time else heading.better
    if better is None:
        return levels
    first, second = levels.columns
    quotients = _follow(table, claims[0], first, second), _follow(table, claims[0], second, first)
    if quotients[0] == quotients[1]:
        return levels
    # Of times, the first over the second is how many times as fast the second is.
    is_first_over = quotients[0]
    whose = second if is_first_over == (better == "lower") else first
    claim = Level(claims[0], whose.condition, table.headings[claims[0]])
    return levels._replace(columns=[*levels.columns, claim])


def _follow(table: Table, claim: int, over: Level, under: Level) -> bool:
    """Whether the claims are, nearly, the quotients of two columns, most of them."""
    columns = [numbers_in_head(table.cells[place]) for place in (claim, over.place, under.place)]
    if any(column is None for column in columns):
        return False
    rows = [
        (stated, one / other)
        for stated, one, other in zip(*(column or [] for column in columns), strict=True)
        if stated and one and other
    ]
    following = sum(abs(stated / true - 1) <= _NEAR for stated, true in rows)
    return bool(_LEAST <= following >= 2 * (len(rows) - following))
