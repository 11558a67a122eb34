"""Columns that are computed from others: by how much one of two is faster than the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.tables.cells import is_text, read_numbers, without_empty_cells

_CHANGE = Pattern(
    r"(?i)^(?:%|Δ|δ|±)|\b(?:change|diff|difference|delta|ratio|gain|improvement|reduction|faster|slower)\b"
)
_MOST: Final = 1_000
_WIDEST: Final = 100
"""So many columns are held against each other at most."""
_ROUNDED: Final = 0.02
"""A speedup is written with two or three digits."""
_TENTH: Final = 0.0501
_WHOLE_PER_CENT: Final = 0.6
"""A change is written to the per cent, if no digits follow."""
COMPARED: Final = 8
"""So many columns are held against each other at most."""
_LEAST: Final = 2
"""Of so many rows with both; and one of so many cells is a number."""


def numbers_in_head(cells: pl.Series) -> list[float | None] | None:
    """Return the numbers in the first cells of a column, None where it is mostly of words."""
    head = cells.head(_MOST)
    if not is_text(head):
        return head.cast(pl.Float64).to_list() if head.dtype.is_numeric() else None
    known = without_empty_cells(head.cast(pl.String))
    values = read_numbers(known).values
    return None if _LEAST * values.count() < known.count() else values.to_list()


def is_ratio_of(cells: Sequence[pl.Series], place: int, others: Sequence[int]) -> bool:
    """Whether a column holds, row by row, what one of the ``others`` is to another of them.

    That is the quotient of the two, or by how many per cent they differ.
    """
    ratios = numbers_in_head(cells[place]) if place not in others else None
    if ratios is None or len(ratios) < _LEAST:
        return False
    columns = [found for other in others if (found := numbers_in_head(cells[other])) is not None]
    return any(_divide(ratios, *pair) for pair in permutations(columns, 2))


def derived_places(cells: Sequence[pl.Series], places: Sequence[int]) -> list[int]:
    """Return the ``places`` whose columns are ratios of two to the left of them."""
    return [
        place
        for number, place in enumerate(places[:COMPARED])
        if number >= _LEAST and is_ratio_of(cells, place, places[:number])
    ]


def is_change(headings: Sequence[str], place: int) -> bool:
    """Return whether a column beside the runs is computed from them, by its heading."""
    return _CHANGE.search(headings[place]) is not None or is_quotient(headings, place)


def is_quotient(headings: Sequence[str], place: int) -> bool:
    """Return whether a heading is two others that measure, with a stroke between: ``CPU/GPU``."""
    names = [name.strip() for name in headings[place].split("/")]
    if len(names) != _LEAST or not all(names) or len(headings) > _WIDEST:
        return False
    measured = [
        heading.partition("(")[0].partition("[")[0].strip()
        for heading in headings
        if read_heading(heading).kind in MEASURED
    ]
    return all(name in measured for name in names)


def _divide(
    ratios: Sequence[float | None], one: Sequence[float | None], other: Sequence[float | None]
) -> bool:
    rows = [
        (ratio, above / below)
        for ratio, above, below in zip(ratios, one, other, strict=True)
        if ratio is not None and above is not None and below
    ]
    if len(rows) < _LEAST or all(true == 1 for _, true in rows):
        return False
    # `x1.5` is written with one digit behind the point.
    least = _TENTH if all(round(ratio, 1) == ratio for ratio, _ in rows) else 0.0
    return all(
        abs(ratio - true) <= max(_ROUNDED * abs(true), least) for ratio, true in rows
    ) or all(abs(abs(ratio) - abs(true - 1) * 100) <= _WHOLE_PER_CENT for ratio, true in rows)
