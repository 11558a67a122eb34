"""Rows that are the phases of runs, whose counts stand across: ``Setup``, ``Solve``, ``Total``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.markup import plain
from parsers.headings.phases import names_a_phase
from parsers.headings.read_heading import read_heading
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.conditions import Level
from parsers.tables.table import Table

_TOTAL: Final = word_set("total sum overall wall walltime elapsed")
_SLACK: Final = 0.98
"""What rounding takes off a total at most."""
_MOST: Final = 100


def phase_headings(
    table: Table, levels: Sequence[Level], labels: int, measured: str
) -> list[str] | None:
    """Return a heading for each row, a phase of the run in each column; None where they are none.

    One row is the total, which is never less than the others together, and one at least is a phase
    as programs have them: the total of several benchmarks is no run. ``measured`` is what the
    cells are, a time where nothing says so.
    """
    cells = table.cells[labels]
    if not is_text(cells) or not 2 < table.height <= _MOST or cells.null_count():
        return None
    names = [plain(text).rstrip(":") for text in cells.cast(pl.String)]
    totals = [place for place, name in enumerate(names) if _is_total(name)]
    phases = [name for name in names if names_a_phase(name)]
    if len(totals) != 1 or not phases or len({*names}) < len(names):
        return None
    if not all(_is_whole(table, level, totals[0]) for level in levels):
        return None
    meaning = read_heading(measured)
    if meaning.is_time:
        return [f"{name} {measured}" for name in names]
    return [f"{name} time" for name in names] if measured == "value" else None


def _is_total(name: str) -> bool:
    return {*words(name)} <= _TOTAL | {"time"} and not _TOTAL.isdisjoint(words(name))


def _is_whole(table: Table, level: Level, total: int) -> bool:
    """Whether the total is no less than all other cells of a column together."""
    column = table.cells[level.place]
    numbers = read_numbers(column.cast(pl.String)).values if is_text(column) else column
    values = numbers.to_list()
    if values[total] is None:
        return all(value is None for value in values)
    others = sum(value for place, value in enumerate(values) if place != total and value)
    return bool(values[total] >= _SLACK * others)
