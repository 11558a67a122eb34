"""The cells of a sheet, put where they stand, within limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""What spreadsheets have."""
_MOST_CELLS: Final = 10_000_000


class WorkbookSheet(NamedTuple):
    """A sheet by its name: its rows from the first one on, each a text for each of its cells."""

    name: str
    rows: Sequence[Sequence[str]]


class SheetCells:
    """The ``rows`` of a sheet from the first one on, each up to its last cell."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._cells = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell, counted from 0. Raises ``OSError`` beyond what a sheet has."""
        if row >= MOST_ROWS or column >= MOST_COLUMNS or self._cells >= _MOST_CELLS:
            raise OSError("a sheet too large to be read; save what counts of it as CSV")
        self.rows += [[] for _ in range(row + 1 - len(self.rows))]
        cells = self.rows[row]
        missing = column + 1 - len(cells)
        cells += [""] * missing
        cells[column] = text
        self._cells += max(missing, 1)

    def fill_down(self, column: int, top: int, bottom: int) -> None:
        """Say what stands in the first of merged cells in each row that they reach over."""
        if top < len(self.rows) and column < len(self.rows[top]):
            text = self.rows[top][column]
            for row in range(top + 1, bottom + 1):
                self.put(row, column, text)
