"""``N`` in headings of columns: a count where times fall with it, else a problem size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.tables.cells import read_numbers, stated
from parsers.tables.conditions import Levels
from parsers.tables.table import Table

_FEWEST: Final = 3


def with_letters_counting(table: Table, levels: Levels) -> Levels:
    """Return ``N=1``, ``N=2``, ``N=4`` as counts where times fall in all rows as they grow.

    Times of larger problems would grow.
    """
    if any([name for name, _ in level.condition] != ["n"] for level in levels.columns):
        return levels
    numbers = [int(level.condition[0][1]) for level in levels.columns]
    cells = [stated(table.cells[level.place].cast(pl.String)) for level in levels.columns]
    rows = list(zip(*(read_numbers(each).values for each in cells), strict=True))
    if len(numbers) < _FEWEST or not all(_falls(numbers, row) for row in rows):
        return levels
    columns = [
        level._replace(condition=(("np", cell),))
        for level in levels.columns
        for _, cell in level.condition
    ]
    first, last = (table.headings[levels.columns[place].place] for place in (0, -1))
    said = f"`{first}` to `{last}` read as counts of ranks: times fall as they grow"
    return levels._replace(columns=columns, assumed=said)


def _falls(numbers: Sequence[int], row: Sequence[float | None]) -> bool:
    """Whether values fall by more than half of what the numbers grow by, on a logarithmic scale."""
    known = [(number, cell) for number, cell in zip(numbers, row, strict=True) if cell]
    if len(known) < 2:
        return True
    (few, slow), (many, fast) = known[0], known[-1]
    return many > few and 0 < fast < slow * (few / many) ** 0.5
