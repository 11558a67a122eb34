"""What is compared with what: two inputs, two conditions on one input, or two configurations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis import select
from analysis.configurations import identity
from analysis.scaling import FOLLOWS_SCALE
from analysis.select import ConditionError
from parsers.records import SCALE, concat


@dataclass(frozen=True, slots=True)
class Sides:
    """The records of two sides, their identity columns, and those on which rows must agree."""

    base: pl.DataFrame
    new: pl.DataFrame
    by: tuple[str, ...]
    matched: tuple[str, ...]


def of_inputs(base: pl.DataFrame, new: pl.DataFrame, by: str | None = None) -> Sides:
    """Return two inputs as sides, matched on everything but the label.

    Raises ``ConditionError`` for a ``by`` that cannot be used.
    """
    both = concat([base, new])
    names = identity(both, by)
    matched = tuple(matched_columns(names, ["label"]))
    return Sides(both.head(base.height), both.tail(new.height), tuple(names), matched)


def of_conditions(records: pl.DataFrame, base: str, new: str, by: str | None = None) -> Sides:
    """Return the rows that meet either SQL condition as sides, matched on all they do not name.

    Raises ``ConditionError`` for a condition that cannot be used or that no row meets.
    """
    names = identity(records, by)
    compared_on: list[str] = []
    sides = []
    for side, sql in (("base", base), ("new", new)):
        compared_on += select.condition(sql, records.columns)[1]
        rows = select.where(records, sql)
        if rows.is_empty():
            raise ConditionError(f"no run meets --{side} {sql!r}")
        sides.append(rows)
    matched = tuple(matched_columns(names, compared_on))
    return Sides(sides[0], sides[1], tuple(names), matched)


def of_rows(
    records: pl.DataFrame, base: Mapping[str, Any], new: Mapping[str, Any], by: Sequence[str]
) -> Sides:
    """Return the records of two configurations, matched on the columns in which they agree."""
    matched = tuple(name for name in by if base[name] == new[name])
    return Sides(_equal_in(records, base, by), _equal_in(records, new, by), tuple(by), matched)


def matched_columns(by: Sequence[str], compared_on: Sequence[str]) -> list[str]:
    """Return the identity columns on which rows must agree when ``compared_on`` may differ.

    Naming one scale column frees them all: a run on other nodes has other devices too.
    """
    freed = set(compared_on)
    if freed & set(SCALE):
        freed |= FOLLOWS_SCALE
    return [name for name in by if name not in freed]


def _equal_in(records: pl.DataFrame, row: Mapping[str, Any], by: Sequence[str]) -> pl.DataFrame:
    types = records.schema
    return records.filter(
        pl.all_horizontal(
            pl.col(name).eq_missing(pl.lit(row[name], dtype=types[name])) for name in by
        )
    )
