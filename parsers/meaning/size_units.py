"""The unit of sizes as the source writes it: KiB or KB, bytes or elements, K for 1024."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.words import word_set, words
from parsers.headings.vocabulary import counts_problem
from parsers.meaning.column import Column
from parsers.meaning.decisions import RowRemark
from parsers.short_columns.short_series import repeated, series_of
from parsers.tables.abbreviated_sizes import abbreviates_bytes, is_abbreviated
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import map_distinct

_UNIT: Final = re.compile(r"\d\s*([A-Za-z]+)\s*\Z")
_COUNTED: Final = word_set("words doubles floats ints integers entries cells values numbers elems")
"""What sizes count, where it is no unit that results have."""


def units_of_sizes(column: Column) -> pl.Series:
    """Return the unit of each size: that of its cell, else that of the heading; null for none."""
    heading = column.heading
    stated = heading.written
    if stated is None and counts_problem(words(heading.text)):
        # The letters behind numbers of cells are thousands and millions, and no bytes.
        return repeated(clean(heading.text.lower()), len(column.cells))
    if stated is None and _COUNTED.intersection(words(heading.qualifier or "")):
        stated = heading.qualifier
    if not is_text(column.cells):
        return repeated(stated, len(column.cells))
    return map_distinct(
        column.cells, lambda texts: series_of([_unit(each) or stated for each in texts])
    )


def said_of_sizes(column: Column) -> tuple[RowRemark, ...]:
    """Return a remark on letters that were taken for powers of 1024, if there are any."""
    if not (is_text(column.cells) and abbreviates_bytes(column.heading)):
        return ()
    row = next((row for row, each in enumerate(column.cells) if is_abbreviated(each)), None)
    if row is None:
        return ()
    text = f"`{column.heading.text}`: K, M and G read as KiB, MiB and GiB"
    return (RowRemark("assumed", text, row),)


def _unit(cell: str | None) -> str | None:
    match = _UNIT.search(cell) if cell else None
    return match and match[1]
