"""Columns for what was set, where no field of the records is for it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.secrets import names_secret
from parsers.grammar.words import snake_case
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, into
from parsers.meaning.versions import are_versions
from parsers.run_records.records import SCHEMA, parameter_name
from parsers.tables.cells import is_text, whole
from parsers.tables.listed_cells import lists_repeats

_LOOKED_AT: Final = 20
_LEAST: Final = 3
_STEP: Final = 1.5
"""By what counts and sizes grow from run to run at least."""


def parameter_field(column: Column, fields: Fields) -> Decision:
    """Take a column for what was set, under a name that no other field has."""
    values = _parameter(column)
    says_nothing = column.heading.name == "unnamed" and (
        _numbers_rows(column) if column.numbers is not None else holds_marks(column)
    )
    is_secret = column.numbers is None and names_secret(column.heading.text)
    if not values.count() or says_nothing or is_secret:
        return NOTHING
    if column.numbers is None and is_text(column.cells) and _lists_repeats(column):
        return Decision(aside={column: "lists the repeats of a value beside it"})
    taken = {*fields, *SCHEMA}
    name = column.heading.name
    if name in taken:
        name = snake_case(column.heading.text)
    return into(column, **{parameter_name(name, taken): values})


def _numbers_rows(column: Column) -> bool:
    """Whether numbers without a heading are those of rows: they do not go up as settings do.

    Rows that were sorted, or of which some were left out, have numbers in any order.
    """
    numbers = [] if column.numbers is None else sorted(column.numbers.values.drop_nulls().unique())
    return len(numbers) < _LEAST or any(
        after < _STEP * before or before <= 0 for before, after in pairwise(numbers)
    )


def _lists_repeats(column: Column) -> bool:
    """Whether the cells are lists of numbers that agree: no name, and other ones in each row."""
    texts = column.texts.drop_nulls()
    return len(texts) > 1 and all(map(lists_repeats, texts.head(_LOOKED_AT)))


def holds_marks(column: Column) -> bool:
    """Return whether the cells have neither letters nor digits: ``↑`` and ``±`` between columns."""
    if not is_text(column.cells):
        return False
    texts = column.texts.drop_nulls().unique().head(3)
    return not any(character.isalnum() for text in texts for character in text)


def _of_several_units(units: pl.Series | None) -> bool:
    """Whether the numbers alone would be equal for what differs: ``2 threads``, ``2 processes``."""
    return units is not None and units.drop_nulls().n_unique() > 1


def _parameter(column: Column) -> pl.Series:
    """The column as whole numbers, numbers, booleans or text."""
    cells = column.cells
    if column.numbers is not None and column.numbers.words is None:
        is_written = are_versions(column) or _of_several_units(column.numbers.units)
        return cells if is_written else whole(column.numbers.values)
    if not is_text(cells):
        return cells if cells.dtype == pl.Boolean else cells.cast(pl.String, strict=False)
    words = set(column.texts.drop_nulls().unique().str.to_lowercase().head(3))
    if words and words <= {"true", "false"}:
        return cells.cast(pl.String).str.to_lowercase() == "true"
    return cells
