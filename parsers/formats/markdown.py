"""Markdown: every table of a document, under its headings."""

from __future__ import annotations

import re
from typing import Final

from parsers.documents.blocks import find_blocks, find_sections, visible_lines
from parsers.documents.cell_text import RULE
from parsers.documents.document_table import to_table
from parsers.documents.document_titles import with_titles_marked
from parsers.documents.other_markup import BEGINNINGS
from parsers.documents.sections import SectionRows, section_notes
from parsers.documents.unpiped_rows import with_rows_piped
from parsers.notes import Note
from parsers.read_tables import read_tables
from parsers.reader import Reader, Reading
from parsers.source import MARKDOWN, Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

_RULE_LINE = re.compile(rf"^[ \t>]*(?=[^\n]*[|+]){RULE}".encode(), re.MULTILINE)
_BORDER_LINE = re.compile(rb"^[ \t>]*\+[-=]{2,}[-=+]*\+[ \t\r]*$", re.MULTILINE)

_OTHER_LINE = re.compile(BEGINNINGS, re.MULTILINE)
_DRAWN: Final = tuple(line.encode() for line in "│┃║")


def _sniff(source: Source) -> int:
    may_be_drawn = b"|" in source.head or b"+" in source.head
    if may_be_drawn and (_RULE_LINE.search(source.head) or _BORDER_LINE.search(source.head)):
        return 80 if is_named_markdown(source) else 60
    if _OTHER_LINE.search(source.head):
        return 60
    if b"<table" in source.head.lower() or any(map(source.head.__contains__, _DRAWN)):
        return 60
    if not is_named_markdown(source):
        return 0
    return 60 if _has_rows(source) else 10


def _has_rows(source: Source) -> bool:
    """Whether a paragraph in the head of a document is rows that no pipes part."""
    lines = source.head.decode("utf-8-sig", errors="replace").splitlines()
    return with_rows_piped(list(enumerate(lines))) != list(enumerate(lines))


def _read(source: Source) -> Reading:
    tables: list[Table] = []
    notes: list[Note] = []
    lines = with_titles_marked(source)
    visible = list(visible_lines(lines))
    blocks = list(find_blocks(visible))
    for block in blocks:
        if block.is_example:
            text = "table in a code block skipped"
            notes.append(Note("info", text, source.name, block.line))
            continue
        table = to_table(block, source)
        tables.append(table._replace(notes=[*notes, *table.notes]))
        notes = []
    if not tables:
        notes.append(Note("skipped", "no table found", source.name))
    rows = [SectionRows(block.line, tuple(block.header), len(block.rows)) for block in blocks]
    notes += section_notes(lines, list(find_sections(visible)), rows, source.name)
    reading = read_tables(Cells(source, tables, is_document=True))
    return reading._replace(notes=[*reading.notes, *notes])


READER = Reader("markdown", _sniff, _read, additive=True, beside=True)


def is_named_markdown(source: Source) -> bool:
    """Return whether the file is called a Markdown document."""
    return source.suffix in MARKDOWN
