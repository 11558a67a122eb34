"""A document in blocks, which each markup language writes in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from tui.drawing.chart_series import Chart
from tui.views.report import Report
from tui.views.table_view import TableView

TextSide = Literal["left", "right"]


class DocumentHeading(NamedTuple):
    """A heading; ``level`` 1 is that of the whole document."""

    text: str
    level: int


class Sentence(NamedTuple):
    """A paragraph."""

    text: str


class ItemList(NamedTuple):
    """A list of sentences."""

    items: tuple[str, ...]


class TextTable(NamedTuple):
    """A table of texts: a title and a side for each column, and the rows, to be read once."""

    titles: tuple[str, ...]
    aligned: tuple[TextSide, ...]
    rows: Iterable[Sequence[str]]


class Figure(NamedTuple):
    """A chart with a ``title`` within and a ``caption`` below; ``name``: a word for files."""

    name: str
    title: str
    caption: str
    chart: Chart


DocumentBlock = DocumentHeading | Sentence | ItemList | TextTable | Figure


def blocks_of(report: Report) -> Iterator[DocumentBlock]:
    """Yield a report as blocks: heading, the table or its sections, remarks."""
    yield from map(Sentence, report.heading)
    table = table_block(report.table)
    rows = iter(table.rows)
    for section in report.sections:
        yield DocumentHeading(section.title, 3)
        yield table._replace(rows=islice(rows, section.height))
        if section.lines:
            yield ItemList(section.lines)
    if table.titles and not report.sections:
        yield table
    if report.footnotes:
        if report.sections:
            yield DocumentHeading("Remarks", 3)
        yield ItemList(report.footnotes)


def table_block(table: TableView) -> TextTable:
    """Return a table as texts, without the columns that show by shapes alone."""
    columns = [column for column in table.columns if not column.picture]
    titles = tuple(f"{c.title} ({c.unit})" if c.unit else c.title for c in columns)
    cells = zip(*(column.cells(table.frame) for column in columns), strict=True)
    rows = ([str(cell).strip() for cell in row] for row in cells)
    return TextTable(titles, tuple(column.align for column in columns), rows)
