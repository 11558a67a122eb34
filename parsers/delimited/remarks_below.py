"""Remarks in lines of their own below the rows of delimited text: ``measured by the night build``.

Read as a row, such a line would be a run without a result, and its words stand among counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.delimited.delimited_text import DelimitedText
from parsers.tables.cells import is_text

_WORDS: Final = re.compile(r"[^\W\d_][\w.:'-]*(?:\s+\S+)*[.:!]?\s*")
_NUMBER: Final = re.compile(r"\s*[\d.]")
_FEWEST: Final = 2
"""Rows above a remark."""


def without_remarks_below(text: DelimitedText) -> tuple[DelimitedText, list[int]]:
    """Return ``text`` without the remarks below its rows, and their lines.

    A remark is a line with one field, where all rows have more: several words, or any behind a
    blank line. A single word that follows a row at once may name a run whose results are missing.
    Spreadsheets write blank fields behind it; then numbers stand above the words.
    """
    rows = len(text.lines)
    while rows > _FEWEST and _is_remark(text, rows - 1):
        rows -= 1
    left_out = text.lines[rows:].to_list()
    if not left_out:
        return text, []
    odd = [line for line in text.odd if line not in left_out]
    cells = [column.head(rows) for column in text.cells]
    return replace(text, cells=cells, lines=text.lines.head(rows), odd=odd), left_out


def _is_remark(text: DelimitedText, row: int) -> bool:
    line = text.lines[row]
    first, *others = text.cells
    if not others or not is_text(first):
        return False
    if any(column[row] not in (None, "") for column in others):
        return False
    said = first.slice(row, 1).cast(pl.String)[0] or ""
    if line not in text.odd and (" " not in said or not _NUMBER.match(first[0] or "")):
        return False
    is_apart = line - text.lines[row - 1] > 1
    return _WORDS.fullmatch(said) is not None and (is_apart or len(said.split()) > 1)
