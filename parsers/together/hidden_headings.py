"""Headings that a column of names hid: below SQLite and RocksDB, each with a column Operation."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.short_columns.short_records import Records, to_frame
from parsers.tables.table import Table


def headings_hidden(tables: Sequence[Table], records: Sequence[Records]) -> dict[int, str]:
    """Return the places of tables whose rows lost the heading that tells them from others.

    A row has one ``case``. Where a column gives it, what stands above the table is not said of any
    row, which matters where another table of the document has something else above it.
    """
    above = {
        place: table.case
        for place, (table, part) in enumerate(zip(tables, records, strict=True))
        if table.case and part.height and _is_hidden(table, part)
    }
    return above if len(set(above.values())) > 1 else {}


def _is_hidden(table: Table, part: Records) -> bool:
    frame = to_frame(part)
    if frame["benchmark"].unique().to_list() != [table.benchmark]:
        return False
    said = frame["case"].unique().drop_nulls().to_list()
    return bool(said) and not any(str(table.case) in text for text in said)
