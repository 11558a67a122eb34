"""Cells that count devices by their name under a heading that counts: ``2 x NVIDIA L40S``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.headings.read_heading import read_heading
from parsers.tables.cells import is_text
from parsers.tables.table import Table

_CELL: Final = r"^\s*(?P<count>\d{1,6})\s*[x×*]\s+(?P<name>[A-Za-z].*?)\s*$"
_DEVICE: Final = "GPU"


def with_names_apart(table: Table) -> Table:
    """Return ``table`` with a column of counts and one of names for such cells, if all are."""
    if any(read_heading(heading).name == "device" for heading in table.headings):
        return table
    for place, (heading, cells) in enumerate(zip(table.headings, table.cells, strict=True)):
        if not is_text(cells) or read_heading(heading).name != "devices":
            continue
        found = cells.cast(pl.String).str.extract_groups(_CELL)
        counts, names = (found.struct.field(name) for name in ("count", "name"))
        if names.count() and names.count() == cells.drop_nulls().len():
            columns = [*table.cells[:place], counts, names, *table.cells[place + 1 :]]
            headings = [*table.headings[: place + 1], _DEVICE, *table.headings[place + 1 :]]
            return table._replace(cells=columns, headings=headings)
    return table
