"""A report as aligned text, fitted to the terminal where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from typing import BinaryIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tui.cutting import cut
from tui.report import Report
from tui.table import Cell, Column, Table
from tui.widgets.column_fit import GAP, arrange, fit, widest

CHUNK = 1000
ELLIPSIS = "…"


def write(
    report: Report, out: BinaryIO, width: int | None, color: bool, sign: str = ELLIPSIS
) -> None:
    """Write the lines of ``report``, in colour where asked for, ``sign`` where text is cut."""
    write_lines(lines(report, width, sign), out, color)


def write_lines(lines: Iterable[Text], out: BinaryIO, color: bool) -> None:
    """Write ``lines``, in colour where asked for."""
    stream = TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True)
    try:
        if color:
            console = Console(file=stream, force_terminal=True, highlight=False, markup=False)
            for line in lines:
                console.print(line, soft_wrap=True)
        else:
            stream.writelines(f"{line.plain}\n" for line in lines)
    finally:
        stream.detach()


def lines(report: Report, width: int | None = None, sign: str = ELLIPSIS) -> Iterator[Text]:
    """Yield the lines of ``report``; at most ``width`` cells wide where a width is given.

    Columns that do not fit are left out and named below the table.
    """
    for line in report.heading:
        yield Text(line, style="dim")
    if report.heading:
        yield Text("")
    yield from table_lines(report.table, width, sign)
    if report.footnotes:
        yield Text("")
    for note in report.footnotes:
        yield Text(note, style="dim")


def table_lines(table: Table, width: int | None = None, sign: str = ELLIPSIS) -> Iterator[Text]:
    """Yield the table alone: titles, units where there are any, rows, what did not fit."""
    columns, hidden = _fitted(table.columns, width)
    yield Text(_row(columns, [column.title for column in columns], sign), style="bold")
    if any(column.unit for column in columns):
        yield Text(_row(columns, [column.unit for column in columns], sign), style="dim")
    for start in range(0, table.frame.height, CHUNK):
        rows = table.frame.slice(start, CHUNK)
        yield from _rows(columns, [column.cells(rows) for column in columns], sign)
    if hidden:
        yield Text(f"not shown for want of width: {', '.join(hidden)}", style="dim")


def _fitted(columns: Sequence[Column], width: int | None) -> tuple[list[Column], list[str]]:
    """Return the columns that fit, at their widths, and the names of those that do not."""
    if width is None:
        return [replace(column, width=widest(column)) for column in columns], []
    arranged = arrange(columns, width, frozen=1)
    placed = fit(arranged, width, frozen=1, start=1).placed
    shown = [replace(each.column, width=each.width) for each in placed]
    names = {column.name for column in shown}
    return shown, [column.name for column in columns if column.name not in names]


def _rows(columns: Sequence[Column], cells: list[list[Cell]], sign: str) -> Iterator[Text]:
    for row in zip(*cells, strict=True):
        line = Text()
        for column, cell in zip(columns, row, strict=True):
            line.append_text(_padded(column, cell, sign))
            line.append(" " * GAP)
        line.rstrip()
        yield line


def _row(columns: Sequence[Column], cells: Sequence[str], sign: str) -> str:
    padded = (
        _padded(column, cell, sign).plain for column, cell in zip(columns, cells, strict=True)
    )
    return (" " * GAP).join(padded).rstrip()


def _padded(column: Column, cell: Cell, sign: str) -> Text:
    text = cell.copy() if isinstance(cell, Text) else Text(cell)
    missing = column.width - cell_len(text.plain)
    if missing < 0:
        return Text(cut(text.plain, column.width, sign))
    if column.align == "right":
        text.pad_left(missing)
    else:
        text.pad_right(missing)
    return text
