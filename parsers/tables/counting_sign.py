"""``#`` beside the names of accelerators: how many of them, and no number of a row."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.accelerators import ACCELERATOR
from parsers.grammar.patterns import Pattern
from parsers.tables.cells import is_text, read_numbers
from parsers.tables.table import Table

_SIGNS: Final = ("#", "n", "num", "count", "number", "qty", "quantity")
_NAMED: Final = Pattern(rf"(?ix)\s*(?:{ACCELERATOR})[\w\s()-]*\Z")
_CORES: Final = Pattern(r"(?i)\s*\S.*\bcores?\s*\Z")
"""``Xeon 6248 core``: so many of them, and no GPUs."""
_MOST: Final = 1_000
_GPUS: Final = "# GPUs"
_OF_CORES: Final = "# cores"


def with_sign_counting(table: Table) -> Table:
    """Return ``table``, a column ``#`` or ``n`` behind the names of accelerators called a count.

    Rows that name the cores of a CPU have their count in a column of its own. Numbers that go up by
    one from row to row number the rows.
    """
    for place, heading in enumerate(table.headings[1:], start=1):
        before, cells = table.cells[place - 1 : place + 1]
        if heading.strip().lower() not in _SIGNS or not 1 < table.height <= _MOST:
            continue
        if not is_text(before):
            continue
        names = before.cast(pl.String).fill_null("")
        are_cores = pl.Series([_CORES.match(name) is not None for name in names])
        if not all(map(_NAMED.match, names.filter(~are_cores))):
            continue
        numbers = read_numbers(cells.cast(pl.String)).values
        if numbers.null_count() or bool((numbers.diff().drop_nulls() == 1).all()):
            continue
        counts = {_OF_CORES: are_cores, _GPUS: ~are_cores}
        of_each = {name: rows for name, rows in counts.items() if rows.any()}
        split = [cells.zip_with(rows, cells.clear(len(cells))) for rows in of_each.values()]
        return table._replace(
            headings=[*table.headings[:place], *of_each, *table.headings[place + 1 :]],
            cells=[*table.cells[:place], *split, *table.cells[place + 1 :]],
        )
    return table
