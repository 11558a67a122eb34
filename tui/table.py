"""A table as it is shown, on a screen or in print: a frame, and how its columns look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl
from rich.text import Text

Cell = str | Text
"""Plain text, or styled text where a cell needs colour (bars, sparklines)."""


@dataclass(frozen=True)
class Column:
    """One column: what it is called, how wide it is, how a slice of the frame becomes cells.

    ``name``: the frame column that it sorts by. ``unit``: stands under the title. ``width``: cells
    that fit everything in the column. ``min_width``: how far a text column may shrink, its end
    shown as cut; equal to ``width`` where nothing may be cut (numbers). ``priority``: the larger,
    the sooner it goes where the screen is narrow. ``cells`` formats the rows it is given, which are
    the visible ones alone.
    """

    name: str
    title: str
    width: int
    cells: Callable[[pl.DataFrame], list[Cell]]
    unit: str = ""
    align: Literal["left", "right"] = "left"
    min_width: int = 0
    priority: int = 5


@dataclass(frozen=True)
class Table:
    """A frame and the columns that show it, in order."""

    frame: pl.DataFrame
    columns: tuple[Column, ...]
