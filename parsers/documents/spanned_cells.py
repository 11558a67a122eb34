"""Cells over several rows or columns, which HTML and MediaWiki have: they stand in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile, zip_longest
from typing import Final

_MOST_SPANNED: Final = 100


class SpannedRow:
    """A row as it is written: its cells, and for each how many rows and columns it spans."""

    def __init__(self, line: int) -> None:
        """Begin the row on a ``line`` of the source, without cells."""
        self.line = line
        self.cells: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.is_heading = True


def spanned(text: str | None) -> int:
    """Return how many rows or columns an attribute says that a cell spans, 1 where it says none."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text or 1), 1), _MOST_SPANNED) if is_number else 1


def spread(rows: Sequence[SpannedRow]) -> list[SpannedRow]:
    """Return the rows with each cell in all the places that it spans."""
    pending: dict[int, tuple[int, str]] = {}
    done: list[SpannedRow] = []
    for row in rows:
        whole = SpannedRow(row.line)
        left = list(zip(row.cells, row.spans, strict=True))
        while left or len(whole.cells) in pending:
            place = len(whole.cells)
            if place in pending:
                more, cell = pending.pop(place)
                whole.cells.append(cell)
                if more > 1:
                    pending[place] = more - 1, cell
                continue
            cell, (down, across) = left.pop(0)
            text = " ".join(cell.split())
            for offset in range(across):
                whole.cells.append(text)
                if down > 1:
                    pending[place + offset] = down - 1, text
        if whole.cells:
            done.append(whole)
    return done


def spanned_headings(
    written: Sequence[SpannedRow], rows: Sequence[Sequence[str]]
) -> tuple[int, list[str]]:
    """Return how many of the ``rows`` are headings, and these joined above each column.

    Some write every cell as a heading: then only the first row is one.
    """
    leading = sum(1 for _ in takewhile(lambda row: row.is_heading, written))
    height = leading if 0 < leading < len(rows) else 1
    levels = zip_longest(*rows[:height], fillvalue="")
    return height, [" ".join(dict.fromkeys(filter(None, texts))) for texts in levels]
