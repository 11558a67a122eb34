"""Why rows of a comparison have one side alone: a column that keeps all apart, or a spelling."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import polars as pl

from analysis.compare.compare import Comparison
from parsers.run_records.records import SCALE

_GAPS: Final = re.compile(r"[\s_-]+")
_MOST: Final = 10_000
"""Rows; so many are not looked at again and again."""


class Unmatched(NamedTuple):
    """A column that keeps ``rows`` rows apart; or the two that say a count, one on each side."""

    column: str
    rows: int
    other: str | None = None


def unmatched_by(comparison: Comparison) -> Unmatched | None:
    """Return what keeps all rows apart; ``None`` where some match, or more than that differs.

    Without the column that is returned each row has one of the other side at most.
    """
    table = comparison.table
    base, new = (table.filter(verdict=f"missing_{side}") for side in ("new", "base"))
    if not table.height == base.height + new.height <= _MOST:
        return None
    found = [
        Unmatched(column, rows)
        for column in comparison.matched
        if (rows := _matching(base, new, [name for name in comparison.matched if name != column]))
    ]
    stated = {
        side: [name for name in SCALE if name in comparison.matched and frame[name].count()]
        for side, frame in (("base", base), ("new", new))
    }
    if not found and len(stated["base"]) == len(stated["new"]) == 1:
        (column,), (other,) = stated["base"], stated["new"]
        kept = [name for name in comparison.matched if name != other]
        if rows := _matching(base, new.with_columns(pl.col(other).alias(column)), kept):
            found.append(Unmatched(column, rows, other))
    return max(found, key=lambda each: each.rows, default=None)


def spelled_apart(comparison: Comparison) -> list[tuple[str, str]]:
    """Return names of rows of one side alone that differ in capitals and gaps: ``Copy``, ``copy``.

    Each is a name of the base side with that of the new one.
    """
    table = comparison.table
    if table.height > _MOST:
        return []
    base, new = (table.filter(verdict=f"missing_{side}") for side in ("new", "base"))
    found: dict[tuple[str, str], None] = {}
    for column in comparison.matched:
        if table.schema[column] != pl.String:
            continue
        names, others = (side[column].drop_nulls().unique().sort() for side in (base, new))
        spelled = {_plainly(name): name for name in names if name not in others}
        for other in others:
            name = spelled.get(_plainly(other))
            if name is not None and other not in names:
                found[name, other] = None
    return list(found)


def _plainly(name: str) -> str:
    return _GAPS.sub("", name).casefold()


def _matching(base: pl.DataFrame, new: pl.DataFrame, matched: list[str]) -> int:
    """How many rows agree in the columns ``matched``, if none does with several."""
    keys = [*matched, "metric", "unit"]
    sides = [side.select(keys) for side in (base, new)]
    if any(side.is_duplicated().any() for side in sides):
        return 0
    return sides[0].join(sides[1], on=keys, nulls_equal=True).height
