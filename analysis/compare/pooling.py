"""What a comparison lumps together: columns that vary among the repeats of one of its rows."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from analysis.compare.sides import Sides
from analysis.configurations import identity
from analysis.groups import group_codes, varying
from parsers.run_records.folded import record_count, values_of


class Pooled(NamedTuple):
    """A column on which rows need not agree, and how many of its values one row has at most."""

    column: str
    base: int
    new: int


def pooled(sides: Sides) -> tuple[Pooled, ...]:
    """Return the columns in which the repeats of a row differ, ``hosts`` among them.

    Also those that ``--by`` took from what makes a configuration: two cases in one median are worth
    a word.
    """
    usual = [name for side in (sides.base, sides.new) for name in identity(side)]
    candidates = dict.fromkeys([*sides.by, *usual, "hosts"])
    columns = [name for name in candidates if name not in sides.matched]
    most = [_most_in_a_row(side, sides.matched, columns) for side in (sides.base, sides.new)]
    each = [Pooled(name, *(side.get(name, 1) for side in most)) for name in columns]
    several = {found.column: found for found in each if max(found.base, found.new) > 1}
    files = several.get("label")
    if files and several.get("benchmark") == files._replace(column="benchmark"):
        # Each is called after its file.
        del several["benchmark"]
    return tuple(several.values())


def _most_in_a_row(
    side: pl.DataFrame, matched: tuple[str, ...], columns: list[str]
) -> dict[str, int]:
    measured = side.filter((pl.col("role") == "measured") & pl.col("value").is_not_null())
    candidates = varying(measured, columns)
    if not candidates:
        return {}
    row = group_codes(measured, [*matched, "metric", "unit"])
    if row.n_unique() == record_count(measured):
        return {}
    return {name: _most_values(measured, row, name) for name in candidates}


def _most_values(measured: pl.DataFrame, row: pl.Series, name: str) -> int:
    values = values_of(measured, row, name, lambda column: column).drop_nulls(name)
    counts = values.group_by("group").agg(pl.col(name).n_unique())
    return counts.select(pl.col(name).max().fill_null(0)).item() if counts.height else 0
