"""Delimited text: CSV, TSV, and columns separated by semicolons or bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.delimited.delimited_text import DelimitedText, read_text
from parsers.delimited.dialect import NAMED, Dialect, head_columns, read_dialect
from parsers.delimited.remarks_below import without_remarks_below
from parsers.delimited.spreadsheets import sheets_of
from parsers.delimited.text_blocks import TextBlock, split_blocks
from parsers.memory import COLUMNS
from parsers.notes import Note, and_more
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.short_columns.short_series import series_of
from parsers.source import CODE, Source
from parsers.tables.all_cells import Cells
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.context import read_context
from parsers.tables.decimal_commas import with_decimal_points
from parsers.tables.merged_cells import with_merged_cells
from parsers.tables.table import MOST_COLUMNS, Table
from parsers.tables.unnamed_measure import named_by_file

_PIPE_TABLE: Final = re.compile(rb"^[ \t>]*\|?[ \t]*:?--+:?[ \t]*\|", re.MULTILINE)
"""What stands below the headings in Markdown, where the text outside them is no row."""
_SECTION: Final = re.compile(rb"\[[^\]\[\"{},]+\][ \t]*\r?\n\s*[^\s\[{]")
_CONFIDENCE: Final = 40
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_WORD_AND_NUMBER: Final = re.compile(r"[A-Za-z]\S*\s+\d|\d\s+[A-Za-z%]")
_THOUSANDS: Final = r"^[+-]?\d{1,3}(?:,\d{3})+$"
_DECIMAL_POINT: Final = r"^[+-]?\d+\.\d+(?:[eE][+-]?\d+)?$"
_MILLIONS: Final = r"^\d{1,3}(?:,\d{3}){2,}$"
_DECIMAL_COMMA: Final = r"^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$"


def _sniff(source: Source) -> int:
    if is_named(source) or source.suffix in CODE or begins_as_json(source):
        return 0
    dialect = read_dialect(source)
    if dialect is not None and dialect.delimiter == "|" and _PIPE_TABLE.search(source.head):
        return 0
    if dialect is None or _is_of_pairs(source, dialect) or _is_of_lines_alike(source, dialect):
        return 0
    return _CONFIDENCE if _has_numbers(source, dialect) else 0


def begins_as_json(source: Source) -> bool:
    """Return whether the text begins with an object or a list, whose commas part no rows."""
    head = source.head.lstrip()
    # `[2048^3]` above a table is its title.
    return head[:1] in (b"{", b"[") and _SECTION.match(head) is None


def is_named(source: Source) -> bool:
    """Return whether the file is called delimited text."""
    return source.suffix in NAMED


def _is_of_pairs(source: Source, dialect: Dialect) -> bool:
    """Whether each row is a name with a colon, and what it has."""
    if len(dialect.headings) != 2:
        return False
    names = [cell for cell in head_columns(source, dialect)[0] if cell]
    if dialect.heading_line is not None:
        names.append(dialect.headings[0])
    return all(name.rstrip().endswith((":", "=")) for name in names)


def _is_of_lines_alike(source: Source, dialect: Dialect) -> bool:
    """Whether the headings are a line like the one below but for its numbers, as logs have them."""
    below = [cells[0] or "" for cells in head_columns(source, dialect) if cells]
    is_headed = dialect.heading_line is not None and len(dialect.headings) == len(below) > 1
    alike = is_headed and [*map(_worded, dialect.headings)] == [*map(_worded, below)]
    return alike and all(map(_WORD_AND_NUMBER.search, below))


def _worded(cell: str) -> str:
    return _NUMBER.sub("0", cell)


def _has_numbers(source: Source, dialect: Dialect) -> bool:
    """Whether a column of the first rows is numeric; prose with commas has none.

    A row alone says too little, but in a file that is called as what it holds.
    """
    is_alone = len(dialect.headings) == 1
    least = 0 if is_alone and dialect.headings == (named_by_file(source),) else 1
    for cells in head_columns(source, dialect)[:MOST_COLUMNS]:
        texts = without_empty_cells(series_of(cells)).drop_nulls()
        if 2 * read_numbers(texts).values.count() > len(cells) > least:
            return True
    return False


def _read(source: Source) -> Reading:
    sheets = sheets_of(source)
    tables = [
        _on_sheet(table, number if len(sheets) > 1 else None, sheet.notes)
        for number, sheet in enumerate(sheets, start=1)
        for table in map(_table, split_blocks(sheet.source))
    ]
    return read_tables(Cells(source, tables, is_document=True))


def _on_sheet(table: Table, number: int | None, notes: Sequence[Note]) -> Table:
    """The table with what tells its rows from those on the same lines of another sheet."""
    parts = None if number is None else series_of([number] * table.height, pl.UInt32())
    return table._replace(notes=[*notes, *table.notes], parts=parts)


def _table(part: TextBlock) -> Table:
    source = part.source
    dialect = read_dialect(source)
    if dialect is None:
        raise ReadError("no separator gives the same number of columns on every line")
    if len(dialect.headings) > MOST_COLUMNS:
        # That there are so many is told where tables are interpreted; none is read for it.
        return Table((), dialect.headings, line=dialect.heading_line)
    text, remarks = without_remarks_below(read_text(source, dialect))
    notes = _notes(text, dialect, source)
    if remarks:
        below = f"line below the table{and_more(len(remarks))} that is no row; left out"
        notes.append(Note("skipped", below, source.name, remarks[0]))
    cells = text.cells
    if dialect.delimiter == ";":
        is_on_its_side = len(cells) > 2 and all(map(str.isdecimal, dialect.headings[1:]))
        turn = _turned if is_on_its_side else list
        cells = turn(_with_decimal_points(turn(cells)))
        if any(not one.equals(other) for one, other in zip(cells, text.cells, strict=True)):
            notes.append(Note("assumed", "decimal commas read as points", source.name))
    cells, filled = with_merged_cells(dialect.headings, cells)
    if filled:
        names = ", ".join(f"`{dialect.headings[place]}`" for place in filled)
        said = f"blank cells of {names} filled from the cell above"
        notes.append(Note("assumed", said, source.name, dialect.heading_line))
    return Table(
        cells,
        [heading.strip() for heading in dialect.headings],
        text.lines,
        dialect.heading_line,
        settings=_settings(part.above),
        above=part.above,
        again=part.again,
        notes=notes,
    )


READER = Reader("delimited text", _sniff, _read, memory=COLUMNS, most=_CONFIDENCE)


def _settings(above: Sequence[str]) -> dict[str, str]:
    """What comments above the headings say of all rows: ``# system: lumi``."""
    settings: dict[str, str] = {}
    for text in reversed(above):
        settings |= read_context([text]).settings
    return settings


def _notes(text: DelimitedText, dialect: Dialect, source: Source) -> list[Note]:
    notes = []
    if dialect.heading_line is None:
        called = f"no header line; columns named {', '.join(dialect.headings)}"
        notes.append(Note("assumed", called, source.name, dialect.first))
    if text.latin:
        notes.append(Note("assumed", "not UTF-8, read as Latin-1", source.name))
    if text.odd:
        others = and_more(len(text.odd))
        width = f"line without exactly {len(dialect.headings)} fields{others}"
        read = f"{width}; extra cells ignored, missing cells empty"
        notes.append(Note("skipped", read, source.name, text.odd[0]))
    if text.open_quotes:
        others = and_more(len(text.open_quotes))
        bare = f"unclosed quote{others}; read as is"
        notes.append(Note("assumed", bare, source.name, text.open_quotes[0]))
    if text.cut_off is not None:
        line, why = text.cut_off
        notes.append(Note("skipped", why, source.name, line))
    if text.doubt is not None:
        line, why = text.doubt
        doubt = f"the file may be cut off here: the last line has no end, and {why}; read as is"
        notes.append(Note("assumed", doubt, source.name, line))
    return notes


def _with_decimal_points(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """The columns with decimal points for commas, where no cell of a column has a point.

    Where numbers of another column have points, those are decimal, and ``1,234`` is a thousand.
    """
    texts = [cells.cast(pl.String) if is_text(cells) else None for cells in columns]
    has_points = any(text is not None and _has_decimal_points(text) for text in texts)
    return [
        cells if text is None else _with_points(cells, text, has_points=has_points)
        for cells, text in zip(columns, texts, strict=True)
    ]


def _turned(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """The rows of a table as columns: below counts as headings, each row is one quantity."""
    texts = [cells.cast(pl.String).to_list() for cells in columns]
    return [pl.Series(row, dtype=pl.String) for row in zip(*texts, strict=True)]


def _with_points(cells: pl.Series, text: pl.Series, *, has_points: bool) -> pl.Series:
    stripped = text.str.strip_chars()
    commas = stripped.str.contains(_DECIMAL_COMMA)
    if has_points:
        commas &= ~stripped.str.contains(_THOUSANDS)
    if commas.any() and (stripped.str.contains(_MILLIONS).any() or _are_grouped(stripped)):
        return cells
    if commas.any() and not stripped.str.contains(".", literal=True).any():
        return text.str.replace(",", ".", literal=True)
    points = with_decimal_points(stripped)
    return cells if points is None else points


def _are_grouped(stripped: pl.Series) -> bool:
    """Whether ``507``, ``971``, ``1,792`` are whole numbers: these are closer to each other.

    Were the comma decimal, the last would be far from numbers of its own kind.
    """
    numbers = stripped.filter(stripped.str.contains(r"^\d+(?:,\d+)?$"))
    commas = numbers.str.contains(",", literal=True)
    grouped = numbers.filter(commas).str.contains(r"^[1-9]\d{0,2},\d{3}$")
    if commas.all() or not grouped.all():
        return False
    spreads = []
    for mark in ("", "."):
        read = numbers.str.replace(",", mark, literal=True).cast(pl.Float64).to_list()
        spreads.append(max(read) / min(read) if min(read) > 0 else 0.0)
    return spreads[0] < spreads[1]


def _has_decimal_points(text: pl.Series) -> bool:
    """Whether a column has numbers with points and none with commas."""
    stripped = text.str.strip_chars()
    has_points = stripped.str.contains(_DECIMAL_POINT).any()
    return bool(has_points) and not stripped.str.contains(_DECIMAL_COMMA).any()
