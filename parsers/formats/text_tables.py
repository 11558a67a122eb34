"""Plain text with tables whose columns are set apart by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from parsers.documents.aligned import find_aligned
from parsers.documents.comment_headings import with_one_mark
from parsers.documents.document_table import Block, to_table
from parsers.documents.document_titles import parts_under_titles
from parsers.documents.listed_results import find_listed
from parsers.formats.markdown import is_named_markdown
from parsers.read_tables import read_tables
from parsers.reader import Reader, Reading
from parsers.source import Source
from parsers.tables.all_cells import Cells

_JSON: Final = re.compile(rb"\s*(?:\{|\[\s*[\[\]{\"\d-])")
"""How JSON begins; a title in brackets does not."""
_SNIFFED_LINES: Final = 1_000
_CONFIDENCE: Final = 45


def _sniff(source: Source) -> int:
    if is_named_markdown(source) or _JSON.match(source.head):
        return 0
    found, headings = _first_block(source)
    if found is None:
        return 0
    # Where tabs, or marks between blanks, part the columns, delimited text is the surer reading;
    # commas may be in numbers.
    by_marks = not {";", "|"}.isdisjoint(found.header)
    by_tabs = "\t" in headings and with_one_mark(headings) == headings
    return 35 if by_marks or by_tabs else _CONFIDENCE


def _first_block(source: Source) -> tuple[Block | None, str]:
    """The first table near the beginning, and the line with its headings."""
    if not source.goes_on and len(source.lines) <= _SNIFFED_LINES:
        lines, blocks = source.lines, iter(_all_blocks(source))
    else:
        lines = source.head.decode("utf-8-sig", errors="replace").splitlines()[:_SNIFFED_LINES]
        blocks = find_aligned(list(enumerate(lines, start=1)))
    found = next(blocks, None)
    return found, "" if found is None else lines[found.line - 1]


def _blocks(source: Source) -> Iterator[Block]:
    found = False
    parts = list(parts_under_titles(source))
    for titles, lines in parts:
        for block in find_aligned(lines, titles):
            found = True
            yield block
    if found:
        # Elsewhere the lines of a text are read as all that it states.
        for titles, lines in parts:
            yield from find_listed(lines, titles)


@lru_cache(maxsize=1)
def _all_blocks(source: Source) -> tuple[Block, ...]:
    """The tables of a short file, asked for when it is judged and when it is read."""
    return tuple(_blocks(source))


def _read(source: Source) -> Reading:
    blocks = _blocks(source) if source.goes_on else _all_blocks(source)
    tables = [to_table(block, source) for block in blocks]
    return read_tables(Cells(source, tables, is_document=True))


READER = Reader("text table", _sniff, _read, beside=True, most=_CONFIDENCE)
