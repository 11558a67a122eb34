"""Run records in the making: the fields that all quantities of a row share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.notes import About, Kind, Note, and_more
from parsers.overruling.override import Override
from parsers.reader import HeadingRead
from parsers.short_series import repeated
from parsers.source import Source
from parsers.tables.columns import Column, read_columns
from parsers.tables.factors import factor_of
from parsers.tables.table import Table

_REWRITTEN: Final = {"commas": "decimal points", "points": "thousands separators"}


class Draft:
    """What is known so far of the rows of a table.

    ``fields`` are record columns with a value for each row, ``constants`` those with one for all;
    ``summary`` marks rows that are computed from others. Each column of the table is claimed
    once, by the field that its cells went into. ``meant`` says of fields what they were taken for
    under another name, as ``ranks`` for ``ranks_per_node``. ``told`` is what a user says of some
    columns.
    """

    def __init__(self, table: Table, source: Source, told: Sequence[Override] = ()) -> None:
        self.table = table
        self.source = source
        self.rows = table.height
        columns = read_columns(table, told)
        self.columns = [replace(column, as_written=table.as_written) for column in columns]
        self.fields: dict[str, pl.Series] = {}
        self.constants: dict[str, str] = {}
        self.meant: dict[str, str] = {}
        self.summary = repeated(False, self.rows, pl.Boolean())
        self.notes: list[Note] = []
        self._claims: list[tuple[str, Column]] = []
        self._owners: dict[str, Column] = {}
        self._fields_of: dict[Column, str] = {}
        for marks, meant in _REWRITTEN.items():
            if names := [f"`{each.heading.text}`" for each in columns if each.rewritten == marks]:
                self.note("assumed", f"{marks} in {', '.join(names)} read as {meant}")

    @property
    def around(self) -> list[str]:
        """The texts around the table, the nearest first, and last the name of its file."""
        return [*self.table.above, self.source.stem]

    def claim(self, column: Column, /, **fields: pl.Series) -> None:
        """Put what ``column`` holds into ``fields``, so that nothing else takes it."""
        self.fields |= fields
        self._add((name, column) for name in fields)

    def measure(self, columns: list[Column]) -> None:
        """Claim ``columns`` as measured: they become records of their own."""
        self._add(("value", column) for column in columns)

    def set_aside(self, columns: list[Column]) -> None:
        """Claim ``columns`` for no field of their own."""
        self._add(("", column) for column in columns)

    def _add(self, claims: Iterable[tuple[str, Column]]) -> None:
        for name, column in claims:
            self._claims.append((name, column))
            self._owners.setdefault(name, column)
            if name:
                self._fields_of.setdefault(column, name)

    def measured(self) -> list[Column]:
        """Return the columns that are claimed as measured."""
        return [column for owned, column in self._claims if owned == "value"]

    def rename(self, name: str, to: str) -> None:
        """Call the field ``name`` by another name."""
        self.fields[to] = self.fields.pop(name)
        claims, self._claims = self._claims, []
        self._owners, self._fields_of = {}, {}
        self._add((to if each == name else each, column) for each, column in claims)

    def owner(self, name: str) -> Column | None:
        """Return the column that the field ``name`` came from."""
        return self._owners.get(name)

    def field_of(self, column: Column) -> str | None:
        """Return the field that ``column`` went into, if it was claimed for one."""
        return self._fields_of.get(column)

    def headings(self) -> list[HeadingRead]:
        """Return the fields that headings became under other names than their own."""
        return [
            HeadingRead(column.heading.text, name, factor=factor_of(column, self.fields[name]))
            for name, column in self._claims
            if name in self.fields and name != column.heading.text
        ]

    def unclaimed(self) -> list[Column]:
        """Return the columns that nothing has taken yet."""
        claimed = {column for _, column in self._claims}
        return [column for column in self.columns if column not in claimed]

    def line(self, row: int) -> int | None:
        """Return the line of ``row``, counted from 0, in the source."""
        return None if self.table.lines is None else int(self.table.lines[row])

    def place(self, row: int) -> str:
        """Return how to call ``row`` in a remark: by its line, or by its number from 1."""
        return f"row {row + self.table.first if self.table.lines is None else self.line(row)}"

    def note(
        self, kind: Kind, text: str, row: int | None = None, about: About | None = None
    ) -> None:
        """Add a remark about ``row``, or about the table."""
        line = self.table.line if row is None else self.line(row)
        self.notes.append(Note(kind, text, self.source.name, line, about))

    def note_words(self, column: Column) -> None:
        """Remark that cells of ``column`` hold no number."""
        words = column.numbers.words if column.numbers else None
        if words is not None:
            row = int(words.is_not_null().arg_max() or 0)
            others = and_more(words.count())
            text = f"`{column.heading.text}`: no number in '{words[row]}'{others}"
            self.note("skipped", text, row, "word for a number")
