"""What leaves a table: a cell or a row to the clipboard, the rows shown to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.usage import UsageError
from tui.app.host import Host
from tui.formatting.numbers import pluralize
from tui.printed.new_file import NotWritten, keep
from tui.views.report import Report

if TYPE_CHECKING:
    import polars as pl


def copy_cell(app: Host, value: Any) -> str:
    """Copy a value with all its digits; return what to say about it."""
    text = "" if value is None else str(value)
    return _copy(app, text, f"{text!r}" if text else "an empty cell")


def copy_row(app: Host, row: dict[str, Any], columns: Sequence[str]) -> str:
    """Copy a line of column names and a line of values, with tabs; return what to say about it."""
    names = [name for name in columns if row.get(name) is not None]
    lines = ["\t".join(names), "\t".join(str(row[name]) for name in names)]
    return _copy(app, "\n".join(lines) + "\n", "the row with its headings")


def _copy(app: Host, text: str, what: str) -> str:
    if app.copy(text):
        return f"copied {what} (via OSC 52)"
    return "too large for OSC 52; use runcmp export"


def write_rows(app: Host, report: Report, rows: pl.Series, file: str) -> str:
    """Write the report of these rows to a file; return what to say. Raises ``UsageError``."""
    try:
        path = keep(report, file, app.glyphs)
    except NotWritten as reason:
        raise UsageError(str(reason)) from reason
    return f"wrote {pluralize(len(rows), 'row')} to {path}"
