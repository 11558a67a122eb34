"""Tables that lie on their side: a row for each quantity, a column for each run, perhaps named."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.headings.heading import COUNTED, MEASURED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_series import repeated, series_of
from parsers.tables.cells import is_text
from parsers.tables.names_and_measures import CLAIMS
from parsers.tables.table import Table

_MOST_ROWS: Final = 12
_MOST_RUNS: Final = 64
_NAME: Final = "Name"
_RUN: Final = "run"
_WHAT_RAN: Final = ("benchmark", "case", "software", "system", "device")


def with_runs_below(table: Table) -> Table:
    """Return such a table with a row for each run, all on the line of the counts.

    One row counts, in whole numbers that are not all the same, and another one is measured::

        code,icon,icon,icon
        nodes,1,2,4
        time (s),100,52,28

    Names that come once, each beside another count, say no more than which run it was.
    """
    runs = len(table.headings) - 1
    if not (1 < table.height <= _MOST_ROWS and 1 < runs <= _MOST_RUNS):
        return table
    corner, *names = table.headings
    if not is_text(table.cells[0]) or any(cells.dtype.is_nested() for cells in table.cells):
        return table
    if any(map(_says_what_is_below, table.headings)):
        return table
    labels, *columns = (cells.cast(pl.String).to_list() for cells in table.cells)
    if None in labels or len(set(labels)) < len(labels):
        return table
    rows = [list(row) for row in zip(*columns, strict=True)]
    meanings = list(map(read_heading, labels))
    counts = [
        place
        for place, (meaning, row) in enumerate(zip(meanings, rows, strict=True))
        if meaning.name in COUNTED and all((cell or "").strip().isdecimal() for cell in row)
    ]
    is_measured = any(each.kind in MEASURED and each.better for each in meanings)
    if not is_measured or not any(len(set(rows[place])) > 1 for place in counts):
        return table
    are_names = len(set(names)) < runs or len(set(rows[counts[0]])) < runs
    called = corner if read_heading(corner).name in _WHAT_RAN else _NAME if are_names else _RUN
    return table._replace(
        cells=[series_of(names), *map(series_of, rows)],
        headings=[called, *labels],
        lines=None
        if table.lines is None
        else repeated(table.line_of(counts[0]), runs, pl.UInt32()),
        parts=pl.Series(range(1, runs + 1), dtype=pl.UInt32),
        aggregate=None,
    )


def _says_what_is_below(heading: str) -> bool:
    said = read_heading(heading)
    return said.name in COUNTED or said.kind in (*MEASURED, *CLAIMS) or heading.strip().isdecimal()
