"""Columns of a draft whose role a user says: taken before anything else looks at them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from parsers.headings.read_heading import read_headings_apart
from parsers.meaning.interpretation import ColumnRole
from parsers.overruling.checked_values import ASIDE, PER_NODE
from parsers.overruling.override import Override
from parsers.overruling.overruled_headings import names_of, place_named
from parsers.tables.cells import is_text
from parsers.tables.draft import Draft
from parsers.tables.fields import AGGREGATE, claim_parameter, claim_schema_column, whole_counts
from parsers.tables.table import Table


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


def claim_overruled(draft: Draft) -> None:
    """Take each column with a role that a user gave it, except what is measured or stated."""
    for column in draft.unclaimed():
        heading, numbers = column.heading, column.numbers
        if not heading.role:
            continue
        if heading.role in ASIDE:
            draft.set_aside([column])
        elif heading.role in PER_NODE:
            if numbers is not None:
                draft.claim(column, **{heading.role: whole_counts(draft, column, numbers.values)})
        elif heading.kind == "schema":
            claim_schema_column(draft, column)
        elif heading.kind == "parameter":
            claim_parameter(draft, column)
