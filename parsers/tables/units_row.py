"""Units that stand in a row of their own, below the headings or below all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import word_set
from parsers.headings.parts import take_apart
from parsers.tables.cells import UNSTATED, is_text
from parsers.tables.table import Table

_LOOKED_AT: Final = 5
"""Rows, of which the first have no number where their runs failed."""
_PLAIN: Final = ("#", "count", "int", "float", "string", "text")
"""What is written where a unit makes no sense."""
_CALLED: Final = word_set("unit units einheit einheiten unité unités unidad unidades")
_NUMERIC = Pattern(r"\s*[-+~]?\.?\d")
"""The beginning of a number, whatever marks it has within: ``14 618``, ``1.204,5``."""


def with_units_row(table: Table) -> Table:
    """Return ``table`` with the units of its first row in its headings, or of its last.

    The first row is one of units where it has one above numbers, and nothing else; the last has to
    be called so.
    """
    if table.height < 2 or not all(is_text(column) for column in table.cells):
        return table
    last = [column[-1] for column in table.cells]
    if is_called_units(last):
        return _with_units(table, ["", *units_in(last[1:])], table.height - 1)
    rows = [column.head(_LOOKED_AT).cast(pl.String).to_list() for column in table.cells]
    units = units_in([first for first, *_ in rows])
    if not any(
        unit and _have_number(below) for unit, (_, *below) in zip(units, rows, strict=False)
    ):
        return table
    return _with_units(table, units, 0)


def _with_units(table: Table, units: Sequence[str], row: int) -> Table:
    """The table without the ``row`` of units, which go behind headings that have none."""
    headings = [
        f"{text} ({unit})" if unit and take_apart(text).unit is None else text
        for text, unit in zip(table.headings, units, strict=True)
    ]
    others = pl.int_range(table.height, eager=True) != row
    return table.filter(others)._replace(headings=headings)


def is_called_units(cells: Sequence[str | None]) -> bool:
    """Return whether a row is called ``unit:`` in its first cell, and has units in the others."""
    called = [(cell or "").strip(" :*()[]").lower() for cell in cells[:1]]
    return not _CALLED.isdisjoint(called) and bool(units_in(cells[1:]))


def units_in(cells: Iterable[str | None]) -> list[str]:
    """Return the units of a row of them, empty where one says nothing; none for another row."""
    found: list[str] = []
    for cell in cells:
        unit = _unit(cell)
        if unit is None:
            return []
        found.append(unit)
    return found if any(found) else []


def _have_number(cells: Sequence[str | None]) -> bool:
    """Whether a cell is a number, however it goes on."""
    return any(_NUMERIC.match(cell or "") for cell in cells)


def _unit(cell: str | None) -> str | None:
    """The unit in a cell, empty where it has nothing to say; ``None`` for anything else."""
    text = (cell or "").strip().strip("()[]").strip()
    if text.lower() in (*UNSTATED, *_PLAIN):
        return ""
    return text if not text.isdigit() and dimensions(text) else None
