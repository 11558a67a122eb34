"""The types of a large text's columns: by its first rows, text where others do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import polars as pl

from parsers.headings.read_heading import read_heading
from parsers.run_records.records import SCALE, SCHEMA
from parsers.tables.cells import stated_in

NAMESPACE: Final = "runcmp"
"""Of the categories of all columns of text that repeats."""

_AT_ONCE: Final = 200

Schema = dict[str, pl.DataType]
"""Column -> its type; columns are called by their places."""


def first_types(cells: pl.DataFrame, headings: Sequence[str]) -> Schema:
    """Return the types by the ``cells`` of the first rows, many columns asked at once."""
    # All of them at once would take time that grows with their square.
    columns = cells.get_columns()
    groups = (columns[place : place + _AT_ONCE] for place in range(0, len(columns), _AT_ONCE))
    asked = (
        pl.DataFrame(group).select(fact for column in group for fact in _facts(column.name))
        for group in groups
    )
    facts = chain.from_iterable(frame.row(0) for frame in asked)
    each = map(_Facts._make, zip(*[facts] * len(_Facts._fields), strict=True))
    return {
        name: _dtype(heading, found)
        for name, heading, found in zip(cells.columns, headings, each, strict=True)
    }


class _Facts(NamedTuple):
    """How many cells state something, a number, a whole number, and different things."""

    stated: int
    numbers: int
    whole: int
    distinct: int


def _facts(name: str) -> list[pl.Expr]:
    texts = stated_in(name)
    facts = (
        texts.count(),
        texts.cast(pl.Float64, strict=False).count(),
        texts.str.contains("^[0-9]{1,9}$").sum(),
        texts.drop_nulls().n_unique(),
    )
    return [fact.alias(f"{name} {number}") for number, fact in enumerate(facts)]


def _dtype(heading: str, found: _Facts) -> pl.DataType:
    meaning = read_heading(heading)
    names_text = meaning.kind == "schema" and SCHEMA[meaning.name] == pl.String
    numeric = found.numbers == found.stated > 0
    if numeric and not (names_text and meaning.otherwise is None):
        whole = found.whole == found.stated
        return pl.Int64() if whole and meaning.name in SCALE else pl.Float64()
    if 2 * found.distinct > found.stated:
        return pl.String()
    return interned(heading)


def interned(heading: str) -> pl.Categorical:
    """Return the type of a column of text that repeats, by its heading.

    Its codes are wide enough for all texts there can be: where narrower ones overflow, Polars 2.1
    goes on with memory that it has given back, and ends the process or mixes the texts up.
    """
    # Columns that share their categories wait for each other where they are parsed side by side.
    return pl.Categorical(pl.Categories(read_heading(heading).name, NAMESPACE, pl.UInt32))
