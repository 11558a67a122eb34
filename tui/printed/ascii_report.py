"""Reports for terminals that show seven-bit characters alone."""

from __future__ import annotations

import polars as pl

from tui.drawing.text_cells import to_ascii
from tui.views.report import FoldedRows, Report, ReportSection
from tui.views.table_view import Cell, TableColumn, TableView


def in_ascii(report: Report) -> Report:
    """Return ``report`` with all that people read of it in ASCII; its data stay as they are."""
    folded = report.folded
    if folded:
        folded = FoldedRows(to_ascii(folded.title), _table(folded.table))
    return report._replace(
        heading=tuple(map(to_ascii, report.heading)),
        table=_table(report.table),
        folded=folded,
        footnotes=tuple(map(to_ascii, report.footnotes)),
        sections=tuple(map(_section, report.sections)),
    )


def _table(table: TableView) -> TableView:
    return table._replace(columns=tuple(_column(column) for column in table.columns))


def _section(section: ReportSection) -> ReportSection:
    return section._replace(
        title=to_ascii(section.title),
        lines=tuple(map(to_ascii, section.lines)),
    )


def _column(column: TableColumn) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [_cell(cell) for cell in column.cells(rows)]

    title, unit = to_ascii(column.title), to_ascii(column.unit)
    width = max(column.width, len(title), len(unit))
    return column._replace(title=title, unit=unit, width=width, cells=cells)


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return to_ascii(cell)
    spelt = cell.copy()
    spelt.plain = to_ascii(cell.plain)
    return spelt
