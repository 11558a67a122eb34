"""What a table on screen is made of: a frame, and columns that say how to show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import polars as pl
from rich.text import Text

from tui.formatting.shortening import truncate_middle

Cell = str | Text
"""What a cell shows. Text only where it needs styles: bars, sparklines."""


class TableColumn(NamedTuple):
    """One column of a table.

    ``name``: the frame column that it sorts by. ``width``: the cells its widest content takes.
    ``min_width``: how narrow it may become where the screen is narrow, its content cut, or, as no
    number may be cut, its heading alone; None where nothing of it may be. ``priority``: of two
    columns, the one with the smaller number is kept longer when not all fit; those of 0 are kept
    before what tells rows apart, unless others are below 0: see ``arrange``. ``cells`` formats the
    rows it is given, one cell each. ``picture``: it shows by shapes alone, which Markdown leaves
    out. ``shorten`` cuts a text that is too wide to a width, with a sign. ``tells``: it says what a
    row is, not what was measured.
    ``in_steps``: not 0 where between its least width and the whole of it, it shows no more than in
    the least; of several such columns those of the smaller number are whole first.
    """

    name: str
    title: str
    unit: str
    width: int
    align: Literal["left", "right"]
    priority: int
    cells: Callable[[pl.DataFrame], list[Cell]]
    min_width: int | None = None
    picture: bool = False
    shorten: Callable[[str, int, str], str] = truncate_middle
    tells: bool = False
    in_steps: int = 0


class TableView(NamedTuple):
    """A frame and the columns to show of it, from left to right.

    ``sign``: a column one cell wide that stands before them on screen, beside the marks of rows.
    ``measured``: the columns of the frame in which rows that look alike, of different sources, have
    to be the same, and the first of them something, to be shown as one; without any, none is.
    """

    frame: pl.DataFrame
    columns: tuple[TableColumn, ...]
    sign: TableColumn | None = None
    measured: tuple[str, ...] = ()
