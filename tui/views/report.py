"""What a command prints or a screen shows: a heading, a table, the same as data, footnotes."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from tui.views.table_view import TableView


class ReportSection(NamedTuple):
    """The next ``height`` rows of a report's table, with a title above and lines below."""

    title: str
    height: int
    lines: tuple[str, ...]


class FoldedRows(NamedTuple):
    """Rows that are left out of a report's table, and what they are."""

    title: str
    table: TableView


class Report(NamedTuple):
    """One result in the shapes that every output needs.

    ``heading``: lines above the table. ``table``: for people. ``data``: for programs, raw values
    in base units under their documented names. ``footnotes``: remarks, most important first.
    ``sections``: the table in parts; without any it is shown in one. ``folded``: rows that are only
    counted, or folded away where readers can unfold them.
    """

    heading: tuple[str, ...]
    table: TableView
    data: pl.DataFrame
    footnotes: tuple[str, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    folded: FoldedRows | None = None
