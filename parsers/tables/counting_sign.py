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
_MOST: Final = 1_000
_COUNTED: Final = "# GPUs"


def with_sign_counting(table: Table) -> Table:
    """Return ``table``, a column ``#`` or ``n`` behind the names of accelerators called a count.

    Numbers that go up by one from row to row number the rows.
    """
    for place, heading in enumerate(table.headings[1:], start=1):
        before, cells = table.cells[place - 1 : place + 1]
        if heading.strip().lower() not in _SIGNS or not 1 < table.height <= _MOST:
            continue
        if not is_text(before) or not all(map(_NAMED.match, before.cast(pl.String).fill_null(""))):
            continue
        numbers = read_numbers(cells.cast(pl.String)).values
        if numbers.null_count() or bool((numbers.diff().drop_nulls() == 1).all()):
            continue
        headings = list(table.headings)
        headings[place] = _COUNTED
        return table._replace(headings=headings)
    return table
