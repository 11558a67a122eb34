"""Series of small studies, which tests write down in many ways, and those that are read of a file.

A series is count -> efficiency in percent, null where none is shown.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.runs import Choice, runs
from parsers import load

BASE = 100.0
Series = dict[int | None, float | None]
THREE: Series = {1: BASE, 2: 96.2, 4: 89.3}
"""Of 100 s, 52 s and 28 s, or of 100 s, 104 s and 112 s where the work grows with the count."""
SECOND: Series = {1: BASE, 2: 83.3, 4: 75.0}
"""Of 60 s, 36 s and 20 s."""


def series_of_table(table: pl.DataFrame) -> list[Series]:
    """Return each series of a table, in its order."""
    found: dict[int, Series] = {}
    for series, count, efficiency in table.select("series", "count", "efficiency").iter_rows():
        percent = None if efficiency is None else round(100 * efficiency, 1)
        found.setdefault(series, {})[count] = percent
    return list(found.values())


def series_in(path: Path) -> list[Series]:
    """Return each series of what is read of a path, its counts in order, sorted as text."""
    table = runs(load([str(path)]).records, Choice()).table
    return sorted((dict(sorted(each.items())) for each in series_of_table(table)), key=str)
