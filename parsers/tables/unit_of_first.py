"""A unit that people write once: behind the first number of a column, and for all below it."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import is_text, read_numbers, stated
from parsers.tables.table import Table

_WITH_UNIT = Pattern(
    r"[~≈<>]?\s*\d[\d.,]*(?:[eE][-+]?\d+|\s*[x×*·]\s*10[\^{}⁰¹²³⁴-⁹⁻⁺\d+-]+)?"
    r"\s*(?P<unit>[A-Za-zµ][^\d()\[\]]*)"
)
_LOOKED_AT: Final = 50
"""Most columns with units have more than one among so many cells."""


def with_units_of_first(
    table: Table, source: Source, told: Container[int] = ()
) -> tuple[Table, list[Note]]:
    """Return ``table`` with units in the headings that only the first number of a column has.

    Else the first run would be in milliseconds, say, and all others in nothing: they could not be
    compared with it, and a baseline would be chosen among them. Columns at the places ``told`` are
    left as a user says.
    """
    headings, notes = list(table.headings), []
    for place, heading in enumerate(read_headings(headings)):
        is_measured = heading.kind in (*MEASURED, "unknown")
        if place in told or heading.unit is not None or not is_measured:
            continue
        if unit := _unit_of_first(table.cells[place]):
            said = f"`{heading.text}`: the unit of the first number, {unit}, read as that of all"
            notes.append(Note("assumed", said, source.name, table.line))
            headings[place] = f"{heading.text} ({unit})"
    return (table._replace(headings=headings), notes) if notes else (table, [])


def _unit_of_first(cells: pl.Series) -> str | None:
    """The unit behind the first number, where others have none; ``None`` for any other column."""
    if not is_text(cells):
        return None
    texts = stated(cells.cast(pl.String)).drop_nulls()
    match = _WITH_UNIT.fullmatch(texts[0].strip()) if len(texts) > 1 else None
    unit = match and match["unit"].strip()
    if not unit or not dimensions(unit):
        return None
    for others in (texts[1:_LOOKED_AT], texts[1:]):
        numbers = read_numbers(others)
        if numbers.units is not None or not numbers.values.count():
            return None
    return unit
