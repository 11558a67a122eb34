"""The pairs that the Diff screen steps through: marked rows, or those of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

import polars as pl

from analysis.compare.pairs import Pair, Pairs
from analysis.compare.sides import of_rows
from analysis.runs import Runs
from tui.formatting.numbers import plain
from tui.views.runs.marked_rows import place_of

Row = Mapping[str, Any]


class Step(NamedTuple):
    """A pair, and the rows of the table of runs that its sides are, where they are one each."""

    pair: Pair
    base: Row | None
    new: Row | None


class Steps(Protocol):
    """Pairs by number, counted from 0."""

    def __len__(self) -> int:
        """Return how many there are."""

    def name(self, number: int) -> list[str]:
        """Return what tells a pair from the others."""

    def step(self, number: int, *, swapped: bool) -> Step:
        """Return a pair, with its sides swapped or not."""


class MarkedRows:
    """A row of the table of runs against each of some others."""

    def __init__(
        self, records: pl.DataFrame, base: Row, others: Sequence[Row], by: Sequence[str]
    ) -> None:
        self._records = records
        self._base = base
        self._others = others
        self._by = by

    def __len__(self) -> int:
        """Return how many the others are."""
        return len(self._others)

    def name(self, number: int) -> list[str]:
        """Return in what the other row differs from the base."""
        other = self._others[number]
        return named_values(other, [name for name in self._by if other[name] != self._base[name]])

    def step(self, number: int, *, swapped: bool) -> Step:
        """Return the base and one of the others."""
        rows = self._base, self._others[number]
        base, new = reversed(rows) if swapped else rows
        pairs = Pairs.of(of_rows(self._records, base, new, self._by))
        return Step(pairs.pair(base), base, new)


class MatchedRows:
    """The matched configurations of a comparison."""

    def __init__(
        self, pairs: Pairs, rows: Sequence[int], naming: Sequence[str], runs: Runs
    ) -> None:
        """Step through ``rows`` of the comparison, told apart by the columns ``naming``.

        ``runs``: the table that has speedup and efficiency.
        """
        self._pairs = pairs
        self._rows = rows
        self._naming = naming
        self._runs = runs
        self._swapped = cache(pairs.swapped)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def name(self, number: int) -> list[str]:
        """Return the values of the matched columns that vary."""
        return named_values(self._configuration(number), self._naming)

    def step(self, number: int, *, swapped: bool) -> Step:
        """Return one configuration on both sides."""
        pairs = self._swapped() if swapped else self._pairs
        pair = pairs.pair(self._configuration(number))
        return Step(pair, self._row(pair.sides.base), self._row(pair.sides.new))

    def _configuration(self, number: int) -> Row:
        return self._pairs.comparison.table.row(self._rows[number], named=True)

    def _row(self, side: pl.DataFrame) -> Row | None:
        """Return the row of the table of runs that has all records of a side, if there is one."""
        by = self._runs.by
        found = side.select(*by, "metric").unique(by, maintain_order=True)
        if found.height != 1:
            return None
        at = place_of(found.row(0, named=True), self._runs.everything, by)
        return None if at is None else self._runs.everything.row(at, named=True)


def named_values(row: Row, columns: Sequence[str]) -> list[str]:
    """Return the values of columns; a number needs the name of its column."""
    return [
        row[name] if isinstance(row[name], str) else f"{name.replace('_', ' ')} {plain(row[name])}"
        for name in columns
        if row[name] is not None
    ]
