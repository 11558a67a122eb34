"""Columns of two quantities with a stroke between: ``Time / cost`` over ``384.7s / $0.44``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import parse_quantity
from parsers.headings.heading import MEASURED, MEMORY
from parsers.headings.read_heading import read_heading
from parsers.headings.statistic_words import statistic_of
from parsers.short_columns.short_series import series_of, short_if_few
from parsers.tables.cells import is_text, without_empty_cells
from parsers.tables.recurring_texts import possible
from parsers.tables.table import Table

_STROKE: Final = Pattern(r"\s*/\s*(?![^()\[\]]*[)\]])")
_BETWEEN: Final = Pattern(r"\s+/\s+|(?<=\d)/(?=\d)|(?<=\d[x%×s])/(?=\d)|(?<=\ds)/(?=\\?\$)")
_DIGIT: Final = Pattern(r"\d")
_MONEY: Final = Pattern(r"^\\?([$€£])\s?(?=\d)")
_PAIR: Final = 2


def with_pairs_apart(table: Table) -> Table:
    """Return ``table`` with each of two quantities in a column of its own.

    The heading names both, and each cell that states a number states two. Of a second one that is
    none known to be measured nothing is kept: it never tells runs apart.
    """
    headings: list[str] = []
    columns: list[pl.Series] = []
    for heading, cells in zip(table.headings, table.cells, strict=True):
        names = _names(heading) if "/" in heading and _have_strokes(cells) else None
        pairs = (
            None if names is None else _pairs(without_empty_cells(cells.cast(pl.String)).to_list())
        )
        if names is None or pairs is None:
            headings.append(heading)
            columns.append(cells)
            continue
        first, second = names
        headings.append(first)
        columns.append(series_of([each[0] for each in pairs]))
        numbers = [_MONEY.sub("", each[1] or "") or None for each in pairs]
        named = _measured(second, [each[1] for each in pairs])
        if named and all(number is None or parse_quantity(number) for number in numbers):
            headings.append(named)
            columns.append(series_of(numbers))
    if len(headings) == len(table.headings) and headings == list(table.headings):
        return table
    return table._replace(cells=[short_if_few(column) for column in columns], headings=headings)


def _have_strokes(cells: pl.Series) -> bool:
    return is_text(cells) and bool(possible(cells).str.contains("/", literal=True).any())


def _names(heading: str) -> tuple[str, str] | None:
    """What the two numbers are called, the first of them something measured."""
    names = [name.strip() for name in _STROKE.split(heading)]
    if len(names) != _PAIR or not all(names) or any(map(statistic_of, names)):
        return None
    is_measured = read_heading(names[0]).kind in MEASURED
    return (names[0], names[1]) if is_measured else None


def _pairs(cells: Sequence[str | None]) -> list[tuple[str | None, str | None]] | None:
    """Both numbers of each cell; a cell without numbers says how the run ended."""
    pairs: list[tuple[str | None, str | None]] = []
    for cell in cells:
        if cell is None or not _DIGIT.search(cell):
            pairs.append((cell and _BETWEEN.split(cell)[0], None))
            continue
        numbers = _BETWEEN.split(cell)
        if len(numbers) != _PAIR or not _DIGIT.search(numbers[0]):
            return None
        pairs.append((numbers[0].strip(), numbers[1].strip()))
    return pairs if any(second for _, second in pairs) else None


def _measured(name: str, cells: Sequence[str | None]) -> str | None:
    """The heading of the second quantity, with the currency that its cells state."""
    heading = read_heading(name)
    if money := next(filter(None, map(_MONEY.match, filter(None, cells))), None):
        return name if heading.unit else f"cost ({money[1]})"
    if heading.kind in MEASURED:
        return name
    return f"{name} used" if heading.name in MEMORY else None
