"""Frames that pandas prints under a title, as ``triton.testing.perf_report`` does.

::

    softmax-performance:
            N      Triton       Torch
    0   256.0  512.000001  546.133347
    1   384.0  614.400016  585.142862

Whole numbers that grow were set; the columns behind them are called after what was run.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.headings.read_heading import Heading, read_heading
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text, read_numbers, without_empty_cells

NUMBERED: Final = "Unnamed:0"
"""What pandas itself calls the numbers of its rows where it writes a file."""
_LOOKED_AT: Final = 200
_LEAST: Final = 3


def is_titled(text: str) -> bool:
    """Return whether a line is a name and a colon."""
    return text.rstrip().endswith(":") and len(text.split()) == 1


def grows_whole(cells: pl.Series) -> bool:
    """Return whether a column is of larger and larger whole numbers."""
    numbers = _numbers(cells)
    return _are_whole(numbers) and all(before < after for before, after in pairwise(numbers))


def columns_of_frame(
    headings: Sequence[str], columns: Sequence[pl.Series]
) -> tuple[list[int], list[int]] | None:
    """Return the places of what was set and of what was run; ``None`` where it is no such frame."""
    if next(iter(headings), None) != NUMBERED:
        return None
    numbers = [_numbers(cells) for cells in columns]
    if len(numbers[0]) < _LEAST or not all(numbers):
        return None
    if numbers[0] != [float(number) for number in range(len(numbers[0]))]:
        return None
    grow = [grows_whole(cells) for cells in columns]
    names = [place for place in range(1, len(headings)) if not grow[place]]
    if not names or names[0] == 1 or names != [*range(names[0], len(headings))]:
        return None
    is_named = all(_is_name(read_heading(headings[place])) for place in names)
    measured = all(not _are_whole(numbers[place]) for place in names)
    return ([*range(1, names[0])], names) if is_named and measured else None


def is_titled_frame(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Return whether headings and rows below a line are those of such a frame."""
    if not is_titled(title):
        return False
    columns = [series_of(cells) for cells in zip(*rows, strict=True)]
    return columns_of_frame(headings, columns) is not None


def measure_of(title: str) -> str:
    """Return what a title says that is measured; pairs of times and rates look alike without it."""
    return "performance" if "performance" in words(title) else "value"


def _is_name(meaning: Heading) -> bool:
    return meaning.kind == "unknown" and meaning.unit is None and meaning.text != ""


def _numbers(cells: pl.Series) -> list[float]:
    """The numbers of a column, none where a cell is anything else."""
    cells = cells.head(_LOOKED_AT)
    values = (
        read_numbers(without_empty_cells(cells.cast(pl.String))).values if is_text(cells) else cells
    )
    if not values.dtype.is_numeric() or values.null_count():
        return []
    return [float(number) for number in values]


def _are_whole(numbers: Sequence[float]) -> bool:
    return len(numbers) > 1 and all(number.is_integer() for number in numbers)
