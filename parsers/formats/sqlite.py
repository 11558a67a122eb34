"""SQLite: each table of a database as a table of runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import polars as pl

from parsers.clean import clean
from parsers.databases import opened, table_names, unwritten
from parsers.objects.values import series
from parsers.reader import Reader, ReadError, Reading, headings_of, tables_of
from parsers.records import concat
from parsers.source import Source
from parsers.tables import Table, to_records


def _sniff(source: Source) -> int:
    return 90 if source.is_database else 0


def _read(source: Source) -> Reading:
    tables = list(_tables(source))
    if not tables:
        raise ReadError("SQLite database without a table that has rows")
    readings = [to_records(table, source) for table in tables]
    found = [reading for reading in readings if reading.records.height] or readings
    return Reading(
        concat([reading.records for reading in found]),
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
            if table.cells.height:
                case = clean(name) if len(names) > 1 else None
                yield table._replace(case=case, first=first)
            first += table.cells.height


def _table(cursor: sqlite3.Cursor) -> Table:
    headings = [clean(column[0]) for column in cursor.description]
    rows = cursor.fetchall()
    columns = [
        series(str(place), [None if isinstance(cell, bytes) else cell for cell in cells])
        for place, cells in enumerate(zip(*rows, strict=True))
    ]
    return Table(pl.DataFrame(columns), headings)
