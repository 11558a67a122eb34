"""Columns whose role a user says: taken before anything else looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.headings.read_heading import read_headings_apart
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, into
from parsers.meaning.fields import named_field, whole_counts
from parsers.meaning.interpretation import ColumnRole
from parsers.meaning.parameter_columns import parameter_field
from parsers.overruling.checked_values import ASIDE, PER_NODE
from parsers.overruling.override import Override
from parsers.overruling.overruled_headings import names_of, place_named
from parsers.tables.cells import is_text
from parsers.tables.computed_values import AGGREGATE
from parsers.tables.table import Table

_OF_COLUMNS: Final = ("column", "unit")


def without_unused(table: Table, told: Sequence[Override]) -> tuple[Table, list[ColumnRole]]:
    """Return ``table`` without the columns told to be unused, and these.

    So none of them is read into others; but a row that one calls an average stays one.
    """
    unused = [each for each in told if each.what == "column" and each.value == "unused"]
    if not unused:
        return table, []
    headings = read_headings_apart(table.headings)
    places: dict[int, Override] = {}
    for each in unused:
        at = place_named(each.name, names_of(headings), told)
        if at is not None:
            places[at] = each
    kept = [at for at in range(len(headings)) if at not in places]
    if not kept:
        return table, []
    aggregate = table.aggregate
    for at in places:
        cells = table.cells[at]
        if is_text(cells):
            said = cells.cast(pl.String).str.contains(AGGREGATE).fill_null(False)
            aggregate = said if aggregate is None else aggregate | said
    roles = [
        ColumnRole(headings[at].text, "unused", "", str(each.said)) for at, each in places.items()
    ]
    left = table._replace(
        cells=[table.cells[at] for at in kept],
        headings=[table.headings[at] for at in kept],
        aggregate=aggregate,
    )
    return left, roles


def places_told(table: Table, told: Sequence[Override]) -> set[int]:
    """Return the places of the columns whose meaning or unit a user says."""
    if not told:
        return set()
    names = names_of(read_headings_apart(table.headings))
    found = (place_named(each.name, names, told) for each in told if each.what in _OF_COLUMNS)
    return {place for place in found if place is not None}


def told_field(column: Column, fields: Fields) -> Decision:
    """Take a column in the role that a user gave it, unless that is one of what is measured."""
    heading, numbers = column.heading, column.numbers
    if not heading.role:
        return NOTHING
    if heading.role in ASIDE:
        why = "; ".join(filter(None, (ASIDE[heading.role], heading.overruled)))
        return Decision(aside={column: why})
    if heading.role in PER_NODE:
        if numbers is None:
            return NOTHING
        counts, odd = whole_counts(column, numbers.values)
        return into(column, *odd, **{heading.role: counts})
    if heading.kind == "schema":
        return named_field(column, fields)
    return parameter_field(column, fields) if heading.kind == "parameter" else NOTHING
