"""A table whose headings stand once more between its rows: several tables, one below another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.documents.cell_text import plain
from parsers.documents.document_table import Block

Row = tuple[int, list[str]]


def tables_of(block: Block) -> list[Block]:
    """Return ``block`` as the tables that it is: each begins with the headings of the first.

    Rows that go on behind them are of one table, whose headings are said again for the reader:
    only where a first cell comes again has another series begun. A row of one cell above the
    headings is the title of what is below.
    """
    titled = len(block.rows) > 1 and not any(block.header[1:])
    headings = _plain(block.rows[0][1] if titled else block.header)
    starts = [
        place
        for place, (_, cells) in enumerate(block.rows)
        if place and any(headings[1:]) and _plain(cells) == headings
    ]
    if not starts:
        return [block]
    parts = [_titled(block, start) for start in starts]
    begins = [start - bool(title) for start, title in zip(starts, parts, strict=True)]
    bounds = [*begins, len(block.rows)]
    tables = [replace(block, rows=block.rows[: bounds[0]])]
    for place, (start, title) in enumerate(zip(starts, parts, strict=True)):
        rows = block.rows[start + 1 : bounds[place + 1]]
        line, cells = block.rows[start]
        if title:
            blank = [""] * (len(cells) - 1)
            tables.append(replace(block, header=[title, *blank], rows=[(line, cells), *rows]))
        else:
            tables.append(replace(block, header=cells, rows=rows))
        tables[-1].line = line
    return tables if _begin_again([each.rows for each in tables]) else [block]


def _titled(block: Block, start: int) -> str:
    """The only cell of the row above the headings at ``start``, if it has one."""
    cells = block.rows[start - 1][1]
    return cells[0] if cells and cells[0] and not any(cells[1:]) else ""


def _begin_again(tables: Sequence[Sequence[Row]]) -> bool:
    """Whether a number that a row begins with stands in another of the tables as well."""
    firsts = [
        {cell for _, cells in rows if (cell := plain(cells[0])) and any(map(str.isdigit, cell))}
        for rows in tables
    ]
    return any(a & b for place, a in enumerate(firsts) for b in firsts[:place])


def _plain(cells: Sequence[str]) -> list[str]:
    return [plain(cell) for cell in cells]
