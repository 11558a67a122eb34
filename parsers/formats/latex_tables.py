"""LaTeX: the tables of a source, under its headings and their captions."""

from __future__ import annotations

from parsers.documents.blocks import find_blocks
from parsers.documents.document_table import to_table
from parsers.documents.latex import BEGINS, as_document
from parsers.read_tables import read_tables
from parsers.reader import Reader, Reading
from parsers.source import Source
from parsers.tables.all_cells import Cells

_LIKELY = 70


def _sniff(source: Source) -> int:
    if b"\\begin{" not in source.head:
        return 0
    text = source.head.decode("utf-8", errors="replace")
    return _LIKELY if BEGINS.search(text) else 0


def _read(source: Source) -> Reading:
    blocks = find_blocks(as_document(source.lines))
    tables = [to_table(block, source) for block in blocks]
    return read_tables(Cells(source, tables, is_document=True))


READER = Reader("LaTeX", _sniff, _read)
