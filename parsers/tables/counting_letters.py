"""``N`` and ``P`` in headings: counts where times fall with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import read_numbers, without_empty_cells
from parsers.tables.conditions import Levels
from parsers.tables.table import Table

_FEWEST: Final = 3
_MOST: Final = 40
"""Rows; none doubles so often."""
_LARGEST: Final = 100_000
_PAIR: Final = ("P", "T")
_NAMED: Final = ("number of processes", "time")
_WELL_BELOW: Final = 0.8


def with_letters_counting(table: Table, levels: Levels) -> Levels:
    """Return ``N=1``, ``N=2``, ``N=4`` as counts where times fall in all rows as they grow.

    Times of larger problems would grow. ``P`` is a number of processors wherever times fall at
    first; on too many they may rise again.
    """
    names = {tuple(name for name, _ in level.condition) for level in levels.columns}
    if names not in ({("n",)}, {("p",)}):
        return levels
    falls = _falls if names == {("n",)} else _falls_at_first
    numbers = [int(level.condition[0][1]) for level in levels.columns]
    cells = [
        without_empty_cells(table.cells[level.place].cast(pl.String)) for level in levels.columns
    ]
    rows = list(zip(*(read_numbers(each).values for each in cells), strict=True))
    if len(numbers) < _FEWEST or not all(falls(numbers, row) for row in rows):
        return levels
    columns = [
        level._replace(condition=(("np", cell),))
        for level in levels.columns
        for _, cell in level.condition
    ]
    first, last = (table.headings[levels.columns[place].place] for place in (0, -1))
    said = f"`{first}` to `{last}` read as counts of ranks: times fall as they grow"
    return levels._replace(columns=columns, assumed=said)


def with_pair_named(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return a table of ``P`` and ``T`` alone with these as processes and their time.

    Only where ``P`` doubles from row to row and ``T`` falls as times do that are shared: they may
    be pressure and temperature, too.
    """
    if tuple(map(str.strip, table.headings)) != _PAIR or not _FEWEST <= table.height <= _MOST:
        return table, []
    if any(cells.dtype.is_nested() for cells in table.cells):
        return table, []
    counts, times = (
        read_numbers(without_empty_cells(cells.cast(pl.String))).values for cells in table.cells
    )
    numbers, values = counts.to_list(), times.to_list()
    if None in numbers or not 1 <= numbers[0] <= _LARGEST or numbers[0] % 1:
        return table, []
    if any(more != 2 * few for few, more in pairwise(numbers)):
        return table, []
    if not _falls([int(number) for number in numbers], values):
        return table, []
    text = "`P` and `T` read as processes and their time, which falls as the processes double"
    note = Note("assumed", text, source.name, table.line)
    return table._replace(headings=_NAMED), [note]


def _falls(numbers: Sequence[int], row: Sequence[float | None]) -> bool:
    """Whether values fall by more than half of what the numbers grow by, on a logarithmic scale."""
    known = [(number, cell) for number, cell in zip(numbers, row, strict=True) if cell]
    if len(known) < 2:
        return True
    (few, slow), (many, fast) = known[0], known[-1]
    return many > few and 0 < fast < slow * (few / many) ** 0.5


def _falls_at_first(numbers: Sequence[int], row: Sequence[float | None]) -> bool:
    """Whether the second value known, at the latest the third, is well below the first."""
    known = [cell for _, cell in sorted(zip(numbers, row, strict=True)) if cell]
    return len(known) < 2 or 0 < min(known[1:3]) < _WELL_BELOW * known[0]
