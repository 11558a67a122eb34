"""Times that do not fall with the count, of work that is shared all the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

_MOST_ROWS: Final = 20_000
FASTER: Final = 1.15
"""A speedup that more devices have at least, where the work is shared among them."""
_STEADY: Final = 3
"""So many times in a row fall by no chance."""
_BETWEEN: Final = 2
"""Lines between the rows of one table at most; other tables stand farther away."""
_FACTS: Final = ("series", "count", "value", "source", "line", "metric", "unit")

_Points = list[tuple[int, float]]


def of_one_problem(table: pl.DataFrame, flat: pl.Series, timed: pl.Series) -> pl.Series:
    """Return which rows of series that are ``flat`` are nevertheless runs of one problem.

    Either their own times fall steadily from the slowest count to the largest, or most of the other
    ``timed`` series of their table, on the same counts, fall: some code does not scale. Where most
    are flat the work may well grow. ``flat`` and ``timed`` are masks over the rows of ``table``.
    """
    none = pl.repeat(False, table.height, eager=True)
    if not flat.any() or table.height > _MOST_ROWS or not {*_FACTS} <= {*table.columns}:
        return none
    facts = table.select(*_FACTS).with_columns(flat=flat, table=_tables(table))
    facts = facts.filter(timed, pl.col("value") > 0, pl.col("count").is_not_null())
    points: dict[int, _Points] = {}
    kin: dict[tuple[object, ...], set[int]] = {}
    for number, count, value, key, *of in facts.select(
        "series", "count", "value", "table", "source", "metric", "unit"
    ).iter_rows():
        points.setdefault(number, []).append((count, value))
        kin.setdefault((key, *of), set()).add(number)
    is_flat = set(facts.filter("flat")["series"])
    found = {each for each in is_flat if _falls_steadily(sorted(points[each]))}
    for several in kin.values():
        by_ends: dict[tuple[int, int], set[int]] = {}
        for number in several:
            by_ends.setdefault(ends_of(points[number]), set()).add(number)
        for alike in by_ends.values():
            falling = alike - is_flat
            if falling and 2 * len(falling) >= len(alike):
                found |= alike & is_flat
    return table["series"].is_in(list(found)) & flat


def _tables(table: pl.DataFrame) -> pl.Series:
    """Number the tables of each source by the lines that rows stand on."""
    lines = table.select("source", "line").unique().sort("source", "line")
    starts = (pl.col("line").cast(pl.Int64).diff() > _BETWEEN).fill_null(False)
    lines = lines.with_columns(table=starts.cum_sum().over("source"))
    joined = table.select("source", "line").join(
        lines, on=["source", "line"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["table"]


def ends_of(points: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Return the smallest and the largest count of a series."""
    counts = [count for count, _ in points]
    return min(counts), max(counts)


def _falls_steadily(points: Sequence[tuple[int, float]]) -> bool:
    values = [value for _, value in points]
    rest = values[values.index(max(values)) :]
    return (
        len(rest) > _STEADY
        and all(after < before for before, after in pairwise(rest))
        and rest[0] >= FASTER * rest[-1]
    )
