"""What is known of a table so far, and what one decision adds to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

import polars as pl

from parsers.meaning.column import Column
from parsers.notes import About, Kind, and_more

Fields = Mapping[str, pl.Series]
"""Columns of the records, with a value for each row of the table."""
Texts = Mapping[str, str]
_NO_FIELDS: Final[Fields] = MappingProxyType({})
_NO_TEXTS: Final[Texts] = MappingProxyType({})
_NO_COLUMNS: Final[Mapping[Column, str]] = MappingProxyType({})
FOLLOWS: Final = "follows from other columns"
MEASURED: Final = "value"
"""What columns go into that become records of their own."""


class RowRemark(NamedTuple):
    """What is to be told about ``row``, counted from 0, or about the table."""

    kind: Kind
    text: str
    row: int | None = None
    about: About | None = None


class Decision(NamedTuple):
    """What one decision found.

    ``fields`` are new or come in place of those known, ``renamed`` are called otherwise (before
    that), ``dropped`` say nothing, for a reason. ``taken`` are columns with the field that each
    went into, ``aside`` those that go into none, with the reason. ``columns`` are all columns of
    the table, where some are others from now on; ``constants`` fields with one text for all rows;
    ``meant`` what fields were taken for under another name, as ``ranks`` for ``ranks_per_node``;
    ``totals`` which were multiplied with the nodes, and of what.
    """

    fields: Fields = _NO_FIELDS
    taken: tuple[tuple[str, Column], ...] = ()
    aside: Mapping[Column, str] = _NO_COLUMNS
    renamed: Texts = _NO_TEXTS
    dropped: Texts = _NO_TEXTS
    columns: tuple[Column, ...] | None = None
    constants: Texts = _NO_TEXTS
    meant: Texts = _NO_TEXTS
    totals: Texts = _NO_TEXTS
    remarks: tuple[RowRemark, ...] = ()


NOTHING: Final = Decision()


def into(column: Column, /, *remarks: RowRemark, **fields: pl.Series) -> Decision:
    """Return that what ``column`` holds goes into ``fields``."""
    return Decision(fields, tuple((name, column) for name in fields), remarks=remarks)


def told(kind: Kind, text: str) -> Decision:
    """Return a remark alone."""
    return Decision(remarks=(RowRemark(kind, text),))


def no_numbers(column: Column) -> tuple[RowRemark, ...]:
    """Return a remark on cells of ``column`` that hold no number, if there are any."""
    words = column.numbers.words if column.numbers else None
    if words is None:
        return ()
    row = int(words.is_not_null().arg_max() or 0)
    text = f"`{column.heading.text}`: no number in '{words[row]}'{and_more(words.count())}"
    return (RowRemark("skipped", text, row, "word for a number"),)


@dataclass(frozen=True, eq=False)
class Decisions:
    """All that was found so far about the ``columns`` of a table of ``rows`` rows.

    Each column is taken once, by the field that its cells went into, or set aside with a reason.
    """

    columns: tuple[Column, ...]
    rows: int
    fields: Fields = field(default_factory=dict)
    taken: tuple[tuple[str, Column], ...] = ()
    aside: Mapping[Column, str] = field(default_factory=dict)
    dropped: Texts = field(default_factory=dict)
    constants: Texts = field(default_factory=dict)
    meant: Texts = field(default_factory=dict)
    totals: Texts = field(default_factory=dict)
    remarks: tuple[RowRemark, ...] = ()

    def plus(self, found: Decision) -> Decisions:
        """Return what is known with what a decision ``found``."""
        if found is NOTHING:
            return self
        fields, taken = self.fields, self.taken
        if found.renamed:
            fields = dict(fields)
            for name, to in found.renamed.items():
                fields[to] = fields.pop(name)
            taken = tuple((found.renamed.get(name, name), column) for name, column in taken)
        if found.fields:
            fields = {**fields, **found.fields}
        if found.dropped:
            fields = {name: each for name, each in fields.items() if name not in found.dropped}
        return Decisions(
            self.columns if found.columns is None else found.columns,
            self.rows,
            fields,
            taken + found.taken,
            {**self.aside, **found.aside} if found.aside else self.aside,
            {**self.dropped, **found.dropped} if found.dropped else self.dropped,
            {**self.constants, **found.constants} if found.constants else self.constants,
            {**self.meant, **found.meant} if found.meant else self.meant,
            {**self.totals, **found.totals} if found.totals else self.totals,
            self.remarks + found.remarks,
        )

    def measuring(self, columns: Iterable[Column]) -> Decisions:
        """Return what is known with these ``columns`` measured."""
        return self.plus(Decision(taken=tuple((MEASURED, column) for column in columns)))

    def each(self, decide: Callable[[Column, Fields], Decision]) -> Decisions:
        """Return what is known once each column that is free is decided on, in their order."""
        known = self
        for column in self.free:
            known = known.plus(decide(column, known.fields))
        return known

    @cached_property
    def free(self) -> tuple[Column, ...]:
        """The columns that nothing has taken yet."""
        used = {column for _, column in self.taken}
        return tuple(each for each in self.columns if each not in used and each not in self.aside)

    @cached_property
    def owners(self) -> Mapping[str, Column]:
        """The column that each field came from, where it came from one."""
        owners: dict[str, Column] = {}
        for name, column in self.taken:
            owners.setdefault(name, column)
        return owners

    def field_of(self, column: Column) -> str | None:
        """Return the field that ``column`` went into, if it went into one."""
        return next((name for name, each in self.taken if each is column), None)
