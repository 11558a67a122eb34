"""Repeats in a list, beside what the source computed from them: one quantity, not eight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.headings.heading import SPREADS_AND_COUNT, Heading
from parsers.meaning.column import Column
from parsers.meaning.decisions import FOLLOWS, NOTHING, Decision, Decisions
from parsers.tables.cells import Numbers

TOLERANCE: Final = 1e-3
"""Relative difference within which a stated value is its repeats' mean or median, rounded."""


def listed_repeats(known: Decisions, cells: Sequence[pl.Series]) -> Decisions:
    """Set the statistics of a list aside that is in the table: the list is what they are about.

    A list is that of a mean, a median, a minimum or a maximum where it has it in every row. It is
    then measured, whatever it is called (``data``), under the name and in the unit of these.
    """
    for own, values in zip(known.columns, cells, strict=False):
        if isinstance(values.dtype, pl.List) and values.dtype.inner.is_numeric():
            known = known.plus(_repeats(known, own, values.cast(pl.List(pl.Float64))))
    return known


def _repeats(known: Decisions, own: Column, lists: pl.Series) -> Decision:
    stated = [column for column in known.free if _has(lists, own, column)]
    if not stated:
        return NOTHING
    repeats = replace(
        own,
        heading=_heading(own, stated[0]),
        cells=lists,
        numbers=Numbers(lists.list.median()),
    )
    columns = [column for column in known.columns if column is not own]
    columns.insert(columns.index(stated[0]), repeats)
    others = [
        column
        for column in known.free
        if column is not own and column not in stated and _follows(lists, column, stated[0])
    ]
    aside = dict.fromkeys([*stated, *others], FOLLOWS)
    return Decision(columns=tuple(columns), aside=aside)


def _has(lists: pl.Series, own: Column, column: Column) -> bool:
    """Whether a column is the mean, the median, the least or the most of each list."""
    numbers = _single_numbers(column)
    if numbers is None:
        return False
    match column.heading.statistic:
        case "mean":
            found = lists.list.mean()
        case "median":
            found = lists.list.median()
        case "min":
            found = lists.list.min()
        case "max":
            found = lists.list.max()
        case _:
            return False
    if own.heading.unit is None:
        return _agree(found, numbers)
    return _agree(found * own.heading.factor, column.in_base_units())


def _single_numbers(column: Column) -> pl.Series | None:
    """The numbers of a column that has nothing else, a single one in each row."""
    numbers = column.numbers
    is_list = isinstance(column.cells.dtype, pl.List)
    return None if numbers is None or numbers.words is not None or is_list else numbers.values


def _agree(found: pl.Series, values: pl.Series) -> bool:
    stated = values.cast(pl.Float64)
    near = ((found - stated).abs() <= stated.abs() * TOLERANCE).drop_nulls()
    return bool(len(near)) and bool(near.all())


def _heading(own: Column, statistic: Column) -> Heading:
    """The heading of a list as that of what it repeats: its own name and unit, or the other's."""
    named = statistic.heading
    unit = own.heading.unit or named.unit
    if named.name != named.statistic:
        name = named.name
    elif own.heading.kind == "metric":
        name = own.heading.name
    else:
        name = "runtime" if unit == "s" else "value"
    return own.heading._replace(
        kind="metric",
        name=name,
        unit=unit,
        factor=named.factor if own.heading.unit is None else own.heading.factor,
        better=own.heading.better or named.better,
        otherwise=None,
    )


def _follows(lists: pl.Series, column: Column, statistic: Column) -> bool:
    """Whether a column says how the list scatters, or is its total, or one of its numbers."""
    heading, numbers = column.heading, _single_numbers(column)
    if numbers is None:
        return False
    if heading.kind == "statistic":
        about = (heading.statistic, statistic.heading.name)
        quantile = (heading.statistic or "")[1:].replace(".", "").isdigit()
        return heading.name in about and (heading.statistic in SPREADS_AND_COUNT or quantile)
    if heading.kind not in ("metric", "unknown") or heading.unit is not None:
        return False
    values = numbers.cast(pl.Float64)
    derived = (lists.list.sum(), 1 / lists.list.mean())
    return any(_agree(found, values) for found in derived) or bool(
        lists.list.contains(values).all()
    )
