"""A first column that numbers the rows, as data frames and spreadsheets are saved with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_series import counted
from parsers.tables.table import Table
from parsers.tables.titled_frames import NUMBERED

_CALLED: Final = (
    *("", "unnamed: 0", "#", "index", "idx", "id", "no", "no.", "nr", "nr.", "row"),
    NUMBERED.lower(),
)
_FEWEST: Final = 2


def without_row_numbers(table: Table, told: Sequence[str]) -> tuple[Table, str | None]:
    """Return ``table`` without a first column of row numbers, and the heading of that.

    Its cells go up by 1 from 0 or 1. Another column has to count: below a blank corner, or ``#``,
    numbers may be counts themselves. A column whose role is ``told`` stays.
    """
    heading, *others = table.headings
    if heading.strip().lower() not in _CALLED or heading in told or table.height < _FEWEST:
        return table, None
    counts = [text for text in others if read_heading(text).name in COUNTED]
    if not any(not any(map(str.isdigit, text)) for text in counts):
        return table, None
    if table.cells[0].dtype.is_nested():
        return table, None
    numbers = table.cells[0].cast(pl.String)
    if numbers[0] not in ("0", "1"):
        return table, None
    if not numbers.equals((counted(table.height) + int(numbers[0])).cast(pl.String)):
        return table, None
    return table._replace(headings=others, cells=table.cells[1:]), heading
