"""Counts with a remark that tells them from the bare one: ``1 (serial code)`` and ``1``."""

from __future__ import annotations

from collections import Counter
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text
from parsers.tables.context import names_a_repeat
from parsers.tables.table import Table

_REMARKED = Pattern(r"\s*(?P<count>\d+)\s*\((?P<remark>[^()]*[^\W\d_]{2}[^()]*)\)\s*")
_NUMBER = Pattern(r"\s*[-+~]?\.?\d.*")
_MOST: Final = 1_000
VARIANT: Final = "Variant"


def with_remarks_apart(table: Table) -> Table:
    """Return ``table`` with such remarks in a column of their own.

    All remarks are kept with their counts where no two rows have one count and the same names, or
    where they number repeats.
    """
    if not 1 < table.height <= _MOST or VARIANT in table.headings:
        return table
    for place, (heading, cells) in enumerate(zip(table.headings, table.cells, strict=True)):
        if not is_text(cells) or read_heading(heading).name not in COUNTED:
            continue
        found = [_REMARKED.fullmatch(cell or "") for cell in cells.cast(pl.String)]
        if not any(found):
            continue
        counts = [
            match["count"] if match else cell
            for match, cell in zip(found, cells.cast(pl.String), strict=True)
        ]
        names = list(zip(counts, _names(table, place), strict=True))
        often = Counter(names)
        if not any(
            match and often[name] > 1 and not names_a_repeat(match["remark"])
            for match, name in zip(found, names, strict=True)
        ):
            continue
        remarks = [match["remark"] if match else None for match in found]
        columns = [*table.cells[:place], series_of(counts), *table.cells[place + 1 :]]
        return table._replace(
            cells=[series_of(remarks), *columns], headings=[VARIANT, *table.headings]
        )
    return table


def _names(table: Table, place: int) -> list[tuple[str | None, ...]]:
    """What is no number in each row, beside the column at ``place``."""
    others = [
        ["" if _NUMBER.fullmatch(cell or "0") else cell for cell in cells.cast(pl.String)]
        for other, cells in enumerate(table.cells)
        if other != place and is_text(cells)
    ]
    return list(zip(*others, strict=True)) if others else [()] * table.height
