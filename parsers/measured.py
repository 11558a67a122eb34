"""Which columns of a table are measured, and which were set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.directions import better
from parsers.table_columns import Column

SAMPLE_ROWS: Final = 10_000
SCATTERED: Final = 0.6
"""From this share of distinct values on, numbers are taken for measured ones: what people set
repeats from row to row, what they measure does not."""

_ATTRIBUTES: Final = ("cost", "price", "power", "watt", "energy", "memory", "mem", "footprint")


def choose_measured(columns: Sequence[Column], *, identified: bool) -> list[Column]:
    """Return the columns with measured quantities, in table order.

    Certain are headings that name a metric, a known direction, or cells with units. Next come
    fractions; they need to be scattered where the table has a certain metric besides. In a table
    whose rows are ``identified`` by a benchmark or a count of nodes, devices or the like and where
    nothing else is measured, scattered integers are, else the last column of integers. Costs,
    power and memory are measured but do not by themselves make the rest of a table parameters.
    """
    numeric = [column for column in columns if column.numbers is not None and not column.given]
    certain = [column for column in numeric if _is_certain(column)]
    unknown = [c for c in numeric if c.heading.kind == "unknown" and c not in certain]
    main = [column for column in certain if not _is_attribute(column)]
    likely = [c for c in unknown if _has_fractions(c) and (not main or _is_scattered(c))]
    if not main and not likely and identified:
        likely = [column for column in unknown if _is_scattered(column)] or unknown[-1:]
    chosen = {id(column) for column in (*certain, *likely)}
    return [column for column in columns if id(column) in chosen]


def _is_certain(column: Column) -> bool:
    heading, numbers = column.heading, column.numbers
    if heading.kind == "metric":
        return True
    if heading.kind != "unknown" or numbers is None:
        return False
    units = numbers.units is not None and numbers.units.null_count() < len(numbers.units)
    return units or heading.unit is not None or better(heading.name, heading.unit) is not None


def _is_attribute(column: Column) -> bool:
    return any(word in column.heading.name.split("_") for word in _ATTRIBUTES)


def _sample(column: Column) -> pl.Series:
    assert column.numbers is not None
    return column.numbers.values.head(SAMPLE_ROWS).drop_nulls()


def _has_fractions(column: Column) -> bool:
    values = _sample(column)
    return values.dtype.is_float() and bool((values != values.floor()).any())


def _is_scattered(column: Column) -> bool:
    values = _sample(column)
    return len(values) > 1 and values.n_unique() >= SCATTERED * len(values)
