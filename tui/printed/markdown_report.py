"""A report as a Markdown table that can be pasted into a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from rich.text import Text

from tui.views.report import Report
from tui.views.table_view import Cell, TableColumn, TableView

_MARKUP: Final = re.compile(
    r"[\\|<*`\[~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|^(?=#{1,6}(?:\s|$)|[-+>]\s)"
)
"""What would make something else of a text: a cell, a tag, emphasis, code, a link, a formula, an
entity; at the beginning a heading, a list or a quotation. Within a word, as in ``batch_size``, an
underscore is one, and an ampersand in ``R&D``."""


def write(report: Report, out: BinaryIO) -> None:
    """Write the lines of ``report``."""
    out.writelines(f"{line}\n".encode() for line in lines(report))


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of ``report`` as Markdown: heading, pipe table, footnotes as a list."""
    for line in report.heading:
        yield escaped(line)
        yield ""
    columns = _read(report.table)
    rows = _rows(report.table)
    for section in report.sections:
        yield f"### {escaped(section.title)}"
        yield ""
        yield from _table(columns, islice(rows, section.height))
        yield ""
        for line in section.lines:
            yield f"- {escaped(line)}"
        yield ""
    if not report.sections:
        yield from _table(columns, rows)
    if report.folded:
        title, table = report.folded
        yield from ("", f"<details><summary>{escaped(title)}</summary>", "")
        yield from _table(_read(table), _rows(table))
        yield from ("", "</details>")
    if report.footnotes:
        yield from ("### Remarks", "") if report.sections else ("",)
    for note in report.footnotes:
        yield f"- {escaped(note)}"


def _read(table: TableView) -> list[TableColumn]:
    """Return the columns that Markdown can show."""
    return [column for column in table.columns if not column.picture]


def _rows(table: TableView) -> Iterator[tuple[Cell, ...]]:
    return zip(*(column.cells(table.frame) for column in _read(table)), strict=True)


def _table(columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    titles = [f"{c.title} ({c.unit})" if c.unit else c.title for c in columns]
    yield _row(titles)
    yield _row(["---:" if column.align == "right" else "---" for column in columns])
    for row in rows:
        yield _row([_plain(cell) for cell in row])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _plain(cell: Cell) -> str:
    # Blanks that keep the points of a column in line are none to Markdown.
    return " ".join((cell.plain if isinstance(cell, Text) else cell).split())


def escaped(text: str) -> str:
    """Return ``text`` as Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\g<0>", text)
