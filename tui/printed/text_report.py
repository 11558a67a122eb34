"""A report as aligned text, fitted to the terminal where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO

import polars as pl
from rich.cells import cell_len
from rich.console import Console
from rich.text import Span, Text

from tui.formatting.shortening import in_lines, truncate_middle
from tui.views.column_fit import GAP, arrange, fit, widest
from tui.views.report import Report
from tui.views.table_view import Cell, TableColumn, TableView
from tui.views.telling_columns import TellingColumns

_CHUNK = 1000
_ELLIPSIS = "…"
_LEAST = 20
_READABLE = 100
"""How wide a sentence is: at least, and where there is no terminal."""


def write(
    report: Report, out: BinaryIO, width: int | None, color: bool, sign: str = _ELLIPSIS
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


def lines(report: Report, width: int | None = None, sign: str = _ELLIPSIS) -> Iterator[Text]:
    """Yield the lines of ``report``; at most ``width`` cells wide where a width is given.

    Columns that do not fit are left out and named below the table.
    """
    for line in report.heading:
        yield Text(line, style="dim")
    if report.heading:
        yield Text("")
    if report.sections:
        yield from _sections(report, width, sign)
    else:
        yield from table_lines(report.table, width, sign)
    if report.folded:
        yield Text(report.folded.title, style="dim")
    if report.footnotes and (report.table.columns or not report.heading):
        yield Text("")
    for note in report.footnotes:
        yield Text(note, style="dim")


def table_lines(
    table: TableView, width: int | None = None, sign: str = _ELLIPSIS
) -> Iterator[Text]:
    """Yield the table alone: titles, units where there are any, rows, what did not fit."""
    if not table.columns:
        return
    columns, hidden = _fitted(table, width)
    yield from _titles(columns, sign)
    yield from _rows(table.frame, columns, sign)
    yield from _left_out(hidden)


def _sections(report: Report, width: int | None, sign: str) -> Iterator[Text]:
    """Yield the parts of the table, their columns all alike, with what belongs to each."""
    columns, hidden = _fitted(report.table, width)
    rows = _rows(report.table.frame, columns, sign)
    titles = list(_titles(columns, sign))
    for number, section in enumerate(report.sections):
        if number:
            yield Text("")
        yield Text(
            section.title if width is None else truncate_middle(section.title, width, sign), "bold"
        )
        yield from titles
        yield from islice(rows, section.height)
        for line in section.lines:
            yield from _wrapped(line, width)
    yield from _left_out(hidden)


def _titles(columns: Sequence[TableColumn], sign: str) -> Iterator[Text]:
    yield Text(_row(columns, [column.title for column in columns], sign), style="bold")
    if any(column.unit for column in columns):
        yield Text(_row(columns, [column.unit for column in columns], sign), style="dim")


def _left_out(hidden: Sequence[str]) -> Iterator[Text]:
    if hidden:
        yield Text(f"hidden (terminal too narrow): {', '.join(hidden)}", style="dim")


def _wrapped(line: str, width: int | None) -> Iterator[Text]:
    """Yield ``line`` in as many lines as it needs, the later ones indented."""
    room = max(_LEAST, _READABLE if width is None else width)
    parts = [line] if cell_len(line) <= room else in_lines(line, room, "  ")
    for part in parts:
        yield Text(part, "dim")


def _fitted(table: TableView, width: int | None) -> tuple[list[TableColumn], list[str]]:
    """Return the columns that fit, at their widths, and the names of those that do not."""
    columns = table.columns
    if width is None:
        return [column._replace(width=widest(column)) for column in columns], []
    arranged = arrange(columns, width, frozen=1, telling=TellingColumns(table))
    placed = fit(arranged.columns, width, 1, 1, arranged.fitting).placed
    shown = [each.column._replace(width=each.width) for each in placed]
    names = {column.name for column in shown}
    return shown, [column.name for column in columns if column.name not in names]


def _rows(frame: pl.DataFrame, columns: Sequence[TableColumn], sign: str) -> Iterator[Text]:
    for start in range(0, frame.height, _CHUNK):
        some = frame.slice(start, _CHUNK)
        for row in zip(*(column.cells(some) for column in columns), strict=True):
            padded = (_padded(*each, sign) for each in zip(columns, row, strict=True))
            yield _joined(piece for pieces in padded for piece in pieces)


def _joined(pieces: Iterable[Cell]) -> Text:
    """Return pieces as one line, without blanks at its end.

    It is made at once: to append piece by piece takes most of the time of a long table.
    """
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece.plain
        if not isinstance(piece, str):
            spans += [Span(at, at + len(text), piece.style)] if piece.style else []
            spans += [span.move(at) for span in piece.spans]
        texts.append(text)
        at += len(text)
    line = "".join(texts).rstrip()
    return Text(line, spans=[span for span in spans if span.start < len(line)])


def _row(columns: Sequence[TableColumn], cells: Sequence[str], sign: str) -> str:
    pieces = (_padded(column, cell, sign) for column, cell in zip(columns, cells, strict=True))
    return "".join(str(piece) for padded in pieces for piece in padded).rstrip()


def _padded(column: TableColumn, cell: Cell, sign: str) -> tuple[Cell, ...]:
    """Return the cell, as wide as its column, and the gap after it, in as few pieces as may be."""
    plain = str(cell)
    gap = " " * GAP
    missing = column.width - cell_len(plain)
    if missing < 0:
        return (f"{column.shorten(plain, column.width, sign)}{gap}",)
    before, after = (missing, 0) if column.align == "right" else (0, missing)
    if isinstance(cell, str):
        return (f"{' ' * before}{cell}{' ' * after}{gap}",)
    return " " * before, cell, f"{' ' * after}{gap}"
