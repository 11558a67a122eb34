"""A report in any format but text, which alone depends on a terminal."""

from __future__ import annotations

from typing import BinaryIO, Final, cast

from tui.printed import data_report as machine
from tui.printed import markdown_report as markdown
from tui.views.report import Report

WRITTEN_FORMATS: Final = {
    "csv": "csv",
    "json": "json",
    "jsonl": "jsonl",
    "md": "md",
    "html": "html",
    "tex": "latex",
}
"""The format that the end of a file's name stands for."""


def write_report(report: Report, form: str, title: str, out: BinaryIO) -> None:
    """Write ``report`` in one of ``WRITTEN_FORMATS``; ``title``: that of a page."""
    if form == "md":
        markdown.write(report, out)
    elif form == "html":
        from tui.printed import html_document
        from tui.views.document import blocks_of

        html_document.write(title, blocks_of(report), out)
    elif form == "latex":
        from tui.printed import latex_document
        from tui.views.document import blocks_of

        latex_document.write_fragment(blocks_of(report), out)
    else:
        machine.write(report.data, cast(machine.Format, form), out)
