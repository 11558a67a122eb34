"""Blocks of code whose lines are cells with commas between, as a pipe table has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.documents.document_table import Block, measures
from parsers.grammar.csv_line import csv_cells
from parsers.grammar.patterns import Pattern

_SEPARATORS: Final = ",;"
_LONGEST: Final = 2_000
_NUMBER = Pattern(r"\s*[-+]?\d")


def table_of_rows(lines: Sequence[tuple[int, str]], above: tuple[str, ...]) -> Block | None:
    """Return the table that numbered ``lines`` are, or ``None`` where they are anything else.

    Each line has as many cells, several, and the first has no number; there is something measured.
    """
    said = [(number, text) for number, text in lines if text.strip()]
    if len(said) < 2:
        return None
    for separator in _SEPARATORS:
        rows = [_cells(text, separator) for _, text in said]
        width = len(rows[0])
        if width < 2 or any(len(row) != width for row in rows) or any(map(_NUMBER.match, rows[0])):
            continue
        numbered = [(number, row) for (number, _), row in zip(said, rows, strict=True)]
        block = Block(above, said[0][0], rows[0], numbered[1:], as_written=False)
        if all(any(map(_NUMBER.match, row)) for _, row in numbered[1:]) and measures(block):
            return block
    return None


def _cells(text: str, separator: str) -> list[str]:
    if len(text) > _LONGEST:
        return []
    return csv_cells(text.strip(), separator)
