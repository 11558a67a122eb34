"""Columns of numbers set apart by blanks, without headings, as files for gnuplot have them."""

from __future__ import annotations

from itertools import islice
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.read_tables import read_tables
from parsers.reader import Reader, Reading
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table
from parsers.tables.unnamed_columns import UNNAMED, with_columns_named

_MOST: Final = 2_000
"""Lines; what is longer is the course of something, and no study of scaling."""
_MARKS: Final = ("#", "%", "//", "!")
_WIDEST: Final = 8
_CONFIDENCE: Final = 30


def _sniff(source: Source) -> int:
    if source.goes_on:
        return 0
    lines = source.head.decode("utf-8-sig", errors="replace").splitlines()
    said = [line for line in lines if line.strip() and not _is_comment(line)]
    if not 2 < len(said) <= _MOST:
        return 0
    widths = {len(_numbers(line)) for line in said}
    if len(widths) > 1 or not widths - {0}:
        return 0
    named = any(with_columns_named(table, source)[1] for table in _tables(source))
    return _CONFIDENCE if named else 0


def _read(source: Source) -> Reading:
    """Read each block, which blank lines or comments part from the one before."""
    return read_tables(Cells(source, _tables(source), is_document=True))


READER = Reader("columns of numbers", _sniff, _read, most=_CONFIDENCE)


def _tables(source: Source) -> list[Table]:
    tables: list[Table] = []
    above: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(islice(source.lines, _MOST + 1), start=1):
        cells = _numbers(line)
        if cells:
            rows.append((number, cells))
            continue
        if rows:
            tables.append(_table(rows, above))
            rows, above = [], []
        if _is_comment(line):
            above.insert(0, clean(line.strip("".join(_MARKS) + " \t\r\n-=")))
    return [*tables, _table(rows, above)] if rows else tables


def _table(rows: list[tuple[int, list[str]]], above: list[str]) -> Table:
    width = min(len(cells) for _, cells in rows)
    columns = {str(place): [cells[place] for _, cells in rows] for place in range(width)}
    lines = pl.Series([number for number, _ in rows], dtype=pl.UInt32)
    headings = [f"{UNNAMED}{place + 1}" for place in range(width)]
    return Table(
        list(pl.DataFrame(columns)), headings, lines, rows[0][0], above=[*filter(None, above)]
    )


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(_MARKS)


def _numbers(line: str) -> list[str]:
    """The numbers of a line that holds those of columns and nothing else."""
    cells = line.split()
    if not 2 <= len(cells) <= _WIDEST:
        return []
    try:
        return cells if all(abs(float(cell)) >= 0 for cell in cells) else []
    except ValueError:
        return []
