"""Cells that give a rate where others of their column give a time: ``1.6 it/s``, ``2.1 s/it``."""

from __future__ import annotations

from dataclasses import replace

from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading
from parsers.meaning.column import Column
from parsers.short_columns.short_series import repeated


def as_rates(column: Column) -> Column:
    """Return a column of times per piece of work and rates of such pieces with rates alone.

    Progress bars write what is above 1: the same quantity, turned over.
    """
    units = None if column.numbers is None else column.numbers.units
    if column.numbers is None or units is None:
        return column
    distinct = set(units.drop_nulls().unique())
    of_time = {unit for unit in distinct if unit.startswith("s/")}
    rates = {f"{unit[2:]}/s" for unit in of_time} or {""}
    if len(of_time) != 1 or distinct != of_time | rates:
        return column
    rate = rates.pop()
    turned = units.is_in(list(of_time)).fill_null(False)
    values = column.numbers.values
    numbers = column.numbers._replace(
        values=(1 / values).zip_with(turned & (values > 0), values),
        units=repeated(rate, len(units)).set(units.is_null(), None),
    )
    return replace(column, heading=_of_rate(column.heading), numbers=numbers)


def _of_rate(heading: Heading) -> Heading:
    return read_heading("throughput")._replace(text=heading.text) if heading.is_time else heading
