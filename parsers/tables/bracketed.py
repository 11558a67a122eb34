"""Columns of two quantities, the second in brackets: ``samples/s (per GPU)`` over ``372 (186)``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.parts import take_apart
from parsers.headings.read_heading import read_heading
from parsers.headings.statistic_words import statistic_of
from parsers.short_columns.short_series import short_if_few
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import possible
from parsers.tables.table import Table

_HEADING = Pattern(r"(?P<outside>[^()]*[^()\s])\s*\((?P<inside>[^()]+)\)(?P<unit>\s*\[[^\[\]]+\])?")
_CELL: Final = r"^\s*(?P<outside>[^()]*\d[^()]*?)\s*\((?P<inside>[^()]*\d[^()]*)\)\s*$"
_SPREADS: Final = ("stddev", "stderr", "uncertainty")
_SCOPES: Final = ("per_device", "per_node", "per_rank", "per_core", "per_thread")


def with_brackets_apart(table: Table) -> Table:
    """Return ``table`` with a column of its own for what stands in brackets in every cell.

    The heading says what that is: a share (``per GPU``), a quantity with a name (``speedup``), or
    the spread of what stands before (``std``).
    """
    columns: list[pl.Series] = []
    headings: list[str] = []
    for heading, cells in zip(table.headings, table.cells, strict=True):
        names = _names(heading) if "(" in heading and _have_brackets(cells) else None
        parts = None if names is None else _parts(cells.cast(pl.String))
        if names is None or parts is None:
            columns.append(cells)
            headings.append(heading)
        else:
            columns += parts
            headings += names
    if len(columns) == len(table.cells):
        return table
    return table._replace(cells=[short_if_few(column) for column in columns], headings=headings)


def _have_brackets(cells: pl.Series) -> bool:
    return is_text(cells) and bool(possible(cells).str.contains("(", literal=True).any())


def _names(heading: str) -> tuple[str, str] | None:
    """What the numbers outside and inside the brackets are called; ``None`` where it is one."""
    parts = _HEADING.fullmatch(heading.strip())
    if parts is None or read_heading(parts["outside"]).kind not in MEASURED:
        return None
    unit = parts["unit"] or ""
    outside, inside = f"{parts['outside']}{unit}", f"{parts['inside']}{unit}"
    if statistic_of(parts["inside"]) in _SPREADS:
        return outside, f"{parts['outside']} {inside}"
    whole = take_apart(heading)
    if whole.scope in _SCOPES and take_apart(outside).scope != whole.scope:
        return outside, f"{outside} {inside}"
    read = read_heading(inside)
    named = read.kind in ("stated_speedup", "stated_efficiency")
    return (outside, inside) if named else None


def _parts(cells: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """The texts outside and inside brackets, where each cell that states anything has both."""
    found = cells.str.extract_groups(_CELL)
    outside, inside = (found.struct.field(name) for name in ("outside", "inside"))
    bare = outside.is_null() & cells.is_not_null() & cells.str.contains(r"\d")
    if bare.any() or not inside.count():
        return None
    return outside.fill_null(cells), inside
