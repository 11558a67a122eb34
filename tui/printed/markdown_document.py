"""A document as Markdown, its charts as files beside it or as blocks of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from parsers.inputs.own_reports import REPORT_MARK
from tui.printed.figure_picture import figure_text
from tui.printed.markdown_report import escaped
from tui.views.document import (
    DocumentBlock,
    DocumentHeading,
    Figure,
    ItemList,
    Sentence,
    TextTable,
)

Beside = Callable[[Figure], str | None]
"""Returns the name of the file of a picture, null where there is none."""


def write(blocks: Iterable[DocumentBlock], beside: Beside, out: BinaryIO) -> None:
    """Write the lines of a document."""
    out.writelines(f"{line}\n".encode() for line in lines(blocks, beside))


def lines(blocks: Iterable[DocumentBlock], beside: Beside) -> Iterator[str]:
    """Yield the lines of a document."""
    yield f"<!-- {REPORT_MARK} -->"
    for block in blocks:
        yield ""
        yield from _block(block, beside)


def _block(block: DocumentBlock, beside: Beside) -> Iterator[str]:
    match block:
        case DocumentHeading(text, level):
            yield f"{'#' * level} {escaped(text)}"
        case Sentence(text):
            yield escaped(text)
        case ItemList(items):
            yield from (f"- {escaped(item)}" for item in items)
        case TextTable(titles, aligned, rows):
            yield _row(titles)
            yield _row("---:" if side == "right" else "---" for side in aligned)
            yield from map(_row, rows)
        case Figure():
            if name := beside(block):
                yield f"![{escaped(block.caption).replace(']', chr(92) + ']')}]({name})"
                return
            yield "```"
            yield from figure_text(block)
            yield "```"
            yield ""
            yield escaped(block.caption)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"
