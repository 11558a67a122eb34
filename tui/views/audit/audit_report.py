"""The findings of an audit as people read them, on a screen and in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from rich.text import Text

from analysis.output_columns import AUDIT
from tui.drawing.text_cells import to_ascii
from tui.formatting.shortening import in_lines
from tui.views.audit.severities import PLURALS, STYLES, counted
from tui.views.report import Report
from tui.views.table_columns import fitted_column
from tui.views.table_view import Cell, TableColumn, TableView

if TYPE_CHECKING:
    from analysis.audit.all_checks import Audit

_MOST_LINES: Final = 4
"""How many line numbers of one finding are listed."""
_LINES_WIDTH: Final = 14
_LEAST_WIDTH: Final = 40


def overview(shown: Audit, found: Audit) -> str:
    """Return ``58 errors · 34 suspects``, with what was found but is not shown."""
    counts = found.counts()
    visible = shown.counts()
    told = [
        text if severity in visible else f"{text} (not shown)"
        for severity, text in zip(counts, counted(counts), strict=True)
    ]
    return " · ".join(told) or "nothing found"


def line_numbers(row: Mapping[str, Any]) -> str:
    """Return the lines of a finding, the first few of many."""
    lines = row["lines"]
    more = f" +{len(lines) - _MOST_LINES}" if len(lines) > _MOST_LINES else ""
    return ",".join(map(str, lines[:_MOST_LINES])) + more


def place(row: Mapping[str, Any]) -> str:
    """Return ``file:line`` of a finding."""
    return f"{row['source']}:{row['line']}" if row["line"] else str(row["source"])


def audit_lines(
    shown: Audit, found: Audit, width: int | None, unicode: bool = True
) -> Iterator[Text]:
    """Yield the findings shown, by severity and file, wrapped to ``width`` cells where it is given.

    ``found`` is everything that was found, for the counts above.
    """
    for line in _lines(shown, found, width):
        if not unicode:
            line.plain = to_ascii(line.plain)
        yield line


def audit_report(shown: Audit, found: Audit) -> Report:
    """Return the findings shown as a table, and as data with the columns of ``AUDIT``."""
    frame = shown.findings
    columns = tuple(_column(frame, name) for name in ("severity", "place", "kind", "what"))
    return Report((overview(shown, found),), TableView(frame, columns), frame.select(*AUDIT))


def _lines(shown: Audit, found: Audit, width: int | None) -> Iterator[Text]:
    yield Text(overview(shown, found), style="dim")
    rows = shown.findings.iter_rows(named=True)
    for severity, of_severity in groupby(rows, lambda row: row["severity"]):
        yield Text("")
        number = shown.counts()[severity]
        yield Text(
            f"{PLURALS.get(severity, severity)} ({number})",
            style=f"bold {STYLES[severity]}".strip(),
        )
        for source, findings in groupby(of_severity, lambda row: row["source"]):
            of_file = list(findings)
            yield Text("")
            yield Text(f"{source} ({len(of_file)})", style="bold")
            for row in of_file:
                yield from _finding(row, width)


def _finding(row: Mapping[str, Any], width: int | None) -> Iterator[Text]:
    sentence = f"{row['kind']}: {row['what']}"
    room = max((width or 0) - _LINES_WIDTH - 2, _LEAST_WIDTH)
    parts = [sentence] if width is None else in_lines(sentence, room)
    for number, part in enumerate(parts):
        text = Text(f"{line_numbers(row) if number == 0 else '':>{_LINES_WIDTH}}  ", style="dim")
        kind = len(row["kind"]) if number == 0 else 0
        text.append(part[:kind], style=f"not dim {STYLES[row['severity']]}".strip())
        yield text.append(part[kind:], style="not dim")


def _column(frame: pl.DataFrame, name: str) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        if name == "place":
            return [place(row) for row in rows.iter_rows(named=True)]
        return list(rows[name].cast(pl.String))

    return fitted_column(frame, name, name, cells, priority=0)
