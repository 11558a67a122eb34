"""A table with headings, as a format hands it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Final, NamedTuple

import polars as pl

from parsers.notes import Note
from parsers.short_columns.short_series import short_if_few

MOST_COLUMNS: Final = 5_000
"""Each costs a third of a millisecond; what has more is a matrix, or the counters of a profile."""


class Table(NamedTuple):
    """A table of any format.

    ``cells`` are the columns, one per heading, text as written or typed; ``lines`` the
    1-based line of each row (``None`` where the format has no lines) and ``line`` that of the
    headings. ``benchmark``, ``case`` and ``settings`` (heading -> cell) are what surrounds the
    table and holds for all its rows; ``aggregate`` marks rows that the source sets off;
    ``as_written`` says that people wrote the cells, not a program. ``above`` are the texts above
    the table, the nearest first, ``below`` the one below it. ``parts`` numbers rows that stand on
    one line of the source; ``first`` is the number of the first row where the source has no lines,
    but several tables.
    ``again`` says that the headings are those of the table before, which the same output printed
    once more with nothing else in between; ``decimal_commas`` that other tables of the document
    show that a comma is decimal. ``notes`` are remarks on how the cells were found.
    """

    cells: Sequence[pl.Series]
    headings: Sequence[str]
    lines: pl.Series | None = None
    line: int | None = None
    benchmark: str | None = None
    case: str | None = None
    settings: Mapping[str, str] = MappingProxyType({})
    aggregate: pl.Series | None = None
    as_written: bool = False
    above: Sequence[str] = ()
    below: str = ""
    parts: pl.Series | None = None
    first: int = 1
    again: bool = False
    decimal_commas: bool = False
    notes: Sequence[Note] = ()

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.cells[0]) if self.cells else 0

    def line_of(self, row: int) -> int | None:
        """Return the line of ``row``, counted from 0, in the source."""
        return None if self.lines is None else int(self.lines[row])

    def place(self, row: int) -> str:
        """Return how to call ``row`` in a remark: by its line, or by its number from 1."""
        return f"row {row + self.first if self.lines is None else self.line_of(row)}"

    def shortened(self) -> Table:
        """Return the table with columns to be worked through in Python where they are short."""
        return self._replace(
            cells=[short_if_few(column) for column in self.cells],
            lines=None if self.lines is None else short_if_few(self.lines),
            aggregate=None if self.aggregate is None else short_if_few(self.aggregate),
            parts=None if self.parts is None else short_if_few(self.parts),
        )

    def without_blank_rows(self) -> Table:
        """Return the table without rows that have no cell, such as blank lines of a file."""
        if any(column.null_count() == 0 for column in self.cells):
            return self
        return self.filter(reduce(or_, [column.is_not_null() for column in self.cells]))

    def filter(self, rows: pl.Series) -> Table:
        """Return the table with the ``rows`` (a mask) alone."""
        return self._replace(
            cells=[column.filter(rows) for column in self.cells],
            lines=None if self.lines is None else self.lines.filter(rows),
            aggregate=None if self.aggregate is None else self.aggregate.filter(rows),
            parts=None if self.parts is None else self.parts.filter(rows),
        )
