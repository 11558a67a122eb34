"""A unit that people write once, in a column or above the table: that of all its numbers."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.headings.heading import MEASURED, Heading
from parsers.headings.read_heading import read_headings
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.captions import time_unit_above
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.table import Table

_WITH_UNIT = Pattern(
    r"[~≈<>]?\s*\d[\d.,]*(?:[eE][-+]?\d+|\s*[x×*·]\s*10[\^{}⁰¹²³⁴-⁹⁻⁺\d+-]+)?"
    r"\s*(?P<unit>[A-Za-zµ][^\d()\[\]]*)"
)
_LOOKED_AT: Final = 50
"""Most columns with units have more than one among so many cells."""
_TIMES: Final = ("runtime", "solve_time", "step_time", "latency", "time_to_solution")
"""Quantities of which one alone is measured in the unit of time that is said above."""
_NEAR: Final = 50
"""Numbers in one unit that stand beside each other lie within this factor."""


def with_only_unit(
    table: Table, source: Source, told: Container[int] = ()
) -> tuple[Table, list[Note]]:
    """Return ``table`` with units in the headings that only some numbers of a column have.

    Else the first run would be in milliseconds, say, and all others in nothing: they could not be
    compared with it, and a baseline would be chosen among them. Columns at the places ``told`` are
    left as a user says. A time without any has that which the text next above says, ``in ms``.
    """
    headings, notes = list(table.headings), []
    meanings = read_headings(headings)
    above = time_unit_above(table.above)
    timed = _timed(meanings) if above else []
    without: list[int] = []
    for place, heading in enumerate(meanings):
        is_measured = heading.kind in (*MEASURED, "unknown")
        if place in told or heading.unit is not None or not is_measured:
            continue
        unit = _only_unit(table.cells[place])
        if unit is None and place in timed and _has_no_units(table.cells[place]):
            without.append(place)
            headings[place] = f"{heading.text} ({above})"
        if unit:
            said = f"`{heading.text}`: the only unit behind numbers, {unit}, read as that of all"
            notes.append(Note("assumed", said, source.name, table.line))
            headings[place] = f"{heading.text} ({unit})"
    if without:
        named = ", ".join(f"`{meanings[place].text}`" for place in without)
        said = f"{named} read in {above}, as the text above says"
        notes.append(Note("assumed", said, source.name, table.line))
    return (table._replace(headings=headings), notes) if notes else (table, [])


def _timed(meanings: Sequence[Heading]) -> list[int]:
    """The only column of a time, or the phases of a run where nothing else is measured."""
    timed = [place for place, each in enumerate(meanings) if each.name in _TIMES]
    measured = [place for place, each in enumerate(meanings) if each.kind in MEASURED]
    if all(meanings[place].is_time for place in measured):
        timed = measured
    elif len(timed) > 1:
        return []
    return [place for place in timed if meanings[place].unit is None]


def _has_no_units(cells: pl.Series) -> bool:
    return not cells.dtype.is_nested() and (
        not is_text(cells) or read_numbers(without_empty_cells(cells.cast(pl.String))).units is None
    )


def _only_unit(cells: pl.Series) -> str | None:
    """The unit behind some numbers, where it is that of the first, or others have no other.

    ``None`` for any other column. In the midst of the numbers one without a unit has to be near
    those beside it: ``3 s, 1600, 900`` may be in milliseconds from there on.
    """
    if not is_text(cells):
        return None
    texts = without_empty_cells(cells.cast(pl.String)).drop_nulls()
    if not any(_WITH_UNIT.fullmatch(text.strip()) for text in texts.head(_LOOKED_AT)):
        return None
    first = _unit_behind(texts[0]) if len(texts) > 1 else None
    if first and not any(map(_unit_behind, texts[1:_LOOKED_AT])):
        rest = read_numbers(texts[1:])
        if rest.units is None and rest.values.count():
            return first
    units = [_unit_behind(text) for text in texts]
    bare = [text.removesuffix(unit or "").strip() for text, unit in zip(texts, units, strict=True)]
    numbers = read_numbers(pl.Series(bare, dtype=pl.String))
    found = [pair for pair in zip(numbers.values, units, strict=True) if pair[0] is not None]
    is_one = numbers.units is None and _is_left_out(found)
    return next(unit for unit in units if unit) if is_one else None


def _unit_behind(text: str) -> str | None:
    match = _WITH_UNIT.fullmatch(text.strip())
    unit = match and match["unit"].strip()
    return unit if unit and dimensions(unit) else None


def _is_left_out(found: Sequence[tuple[float, str | None]]) -> bool:
    """Whether numbers of one unit stand among others without any, and near those."""
    units = {unit for _, unit in found}
    if None not in units or len(units) != 2:
        return False
    return all(
        unit == other or 0 < max(value, beside) <= _NEAR * min(value, beside)
        for (value, unit), (beside, other) in pairwise(found)
    )
