"""A column, and the run that a row is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.reading.cells import Cell
from tests.reading.truth import Point, Series


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a point: its number among the repeats, and that of its row."""

    series: Series
    point: Point
    repeat: int
    row: int


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands below it."""

    heading: str
    cell: Callable[[Run], Cell]
