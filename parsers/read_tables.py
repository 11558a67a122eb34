"""The tables of an input -> run records: the way of every format that has tables.

Three steps, each of which takes the value that the one before it gives: the cells as they stand
(``Cells``), what they mean (an ``Interpretation`` of each table), and the records that the
interpretation makes of the cells.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.applied.application import applied
from parsers.meaning.interpret import interpretation_of
from parsers.reader import Reading
from parsers.run_records.joined_records import concat
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.decimal_commas import with_commas_alike
from parsers.tables.table import Table
from parsers.together.joined import together


def read_tables(cells: Cells) -> Reading:
    """Return the run records of ``cells``: one run per row, one record per measured quantity.

    With them goes what was made of each table that is not skipped, and what is to be told of all.
    """
    source = cells.source
    if cells.is_document:
        cells = cells._replace(tables=with_commas_alike(cells.tables))
    tables = [applied(interpretation_of(table, source), source) for table in cells.tables]
    if cells.is_document:
        tables = together(cells, tables)
    notes = [
        note
        for table, one in zip(cells.tables, tables, strict=True)
        for note in (*table.notes, *one.interpretation.notes)
    ]
    read = [one.interpretation for one in tables if one.interpretation.use != "skipped"]
    source.overrides.met.update(*(one.interpretation.met for one in tables))
    return Reading(
        concat([one.records for one in tables]),
        notes,
        list(dict.fromkeys(heading for table in read for heading in table.headings)),
        [replace(table, rows=None) for table in read],
    )


def read_table(table: Table, source: Source) -> Reading:
    """Return the run records of an input that has one table."""
    return read_tables(Cells(source, (table,)))
