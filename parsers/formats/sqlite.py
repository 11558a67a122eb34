"""SQLite: each table of a database as a table of runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from parsers.clean import clean
from parsers.contents.databases import opened, table_names, unwritten
from parsers.objects.values import is_secret, series
from parsers.read_tables import read_table
from parsers.reader import Reader, ReadError, Reading, headings_of, tables_of
from parsers.run_records.joined_records import concat
from parsers.source import Source
from parsers.tables.table import Table

if TYPE_CHECKING:
    import sqlite3


def _sniff(source: Source) -> int:
    return 90 if source.is_database else 0


def _read(source: Source) -> Reading:
    tables = list(_tables(source))
    if not tables:
        raise ReadError("SQLite database without a table that has rows")
    readings = [read_table(table, source) for table in tables]
    found = [reading for reading in readings if reading.found.height] or readings
    return Reading(
        concat([reading.found for reading in found]),
        [*unwritten(source), *(note for reading in found for note in reading.notes)],
        headings_of(found),
        tables_of(found),
    )


READER = Reader("SQLite", _sniff, _read)


def _tables(source: Source) -> Iterator[Table]:
    """Yield the tables, named where there are several, their rows numbered through."""
    names, first = table_names(source), 1
    with opened(source) as connection:
        for name in names:
            quoted = name.replace('"', '""')
            cursor = connection.execute(f'SELECT * FROM "{quoted}"')
            table = _table(cursor)
            if table.height:
                case = clean(name) if len(names) > 1 else None
                yield table._replace(case=case, first=first)
            first += table.height


def _table(cursor: sqlite3.Cursor) -> Table:
    """The columns of a table, without keys and passwords and what is no text and no number."""
    names = [column[0] for column in cursor.description]
    kept = [
        (clean(name), series([None if isinstance(cell, bytes) else cell for cell in cells]))
        for name, cells in zip(names, zip(*cursor.fetchall(), strict=True), strict=False)
        if not any(is_secret(name, cell) for cell in cells)
    ]
    return Table([column for _, column in kept], [name for name, _ in kept])
