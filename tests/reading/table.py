"""A table with what stands around it, before it becomes text."""

from __future__ import annotations

from dataclasses import dataclass

from tests.reading.cells import Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table, the title that names its series, and a sentence that belongs to it."""

    title: str
    table: Table
    sentence: str = ""
