"""What a screen keeps about its table: its order, its hidden columns, the text looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis import select
from analysis.select import SortKey
from tui.views.table_view import TableColumn

_WIDENED: Final = 48
"""Cells that a widened column has, if its texts are as long, before others have any."""
SortKeys = tuple[SortKey, ...]


def sorted_by(
    keys: SortKeys, column: str, *, falls: bool, descending: bool | None = None
) -> SortKeys:
    """Return the keys after sorting by one column.

    Without a direction it is reversed where it is sorted by that already, and else descending where
    the column ``falls``.
    """
    if descending is None:
        repeated = bool(keys) and keys[0].column == column
        descending = not keys[0].descending if repeated else falls
    return (SortKey(column, descending),)


def sorted_also_by(keys: SortKeys, column: str, *, falls: bool) -> SortKeys:
    """Return the keys after sorting by a column within their order, or reversing it there."""
    others = tuple(key for key in keys if key.column != column)
    now = next((key for key in keys if key.column == column), None)
    return (*others, SortKey(column, falls if now is None else not now.descending))


class ColumnChoice:
    """Which columns of a table are hidden, which stay in sight, and which are widened."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.wide: set[str] = set()
        self._frozen: list[str] = []

    @property
    def frozen(self) -> tuple[str, ...]:
        """The columns that were asked to stay in sight."""
        return tuple(self._frozen)

    def restore(
        self, hidden: Iterable[str], frozen: Iterable[str], wide: Iterable[str] = ()
    ) -> None:
        """Hide, keep in sight and widen just these."""
        self.hidden, self._frozen, self.wide = set(hidden), list(frozen), set(wide)

    def toggle_wide(self, column: str) -> bool:
        """Widen a column, or leave it as wide as there is room; return whether it is widened."""
        self.wide ^= {column}
        return column in self.wide

    def toggle_frozen(self, column: str) -> bool:
        """Keep a column in sight, or let it go; return whether it stays."""
        if column in self._frozen:
            self._frozen.remove(column)
            return False
        self._frozen.append(column)
        return True

    def arranged(self, columns: Sequence[TableColumn]) -> tuple[tuple[TableColumn, ...], int]:
        """Return the columns to show, and how many of them, the first ones, stay in sight."""
        shown = [
            column._replace(min_width=_WIDENED) if column.name in self.wide else column
            for column in columns
            if column.name not in self.hidden
        ]
        # The first column is what the rows are known by.
        kept = [c for at, c in enumerate(shown) if at == 0 or c.name in self._frozen]
        return tuple(dict.fromkeys([*kept, *shown])), len(kept)


class Match(NamedTuple):
    """The position of a row that has the text, its number, and among how many."""

    position: int
    number: int
    among: int


class Search:
    """A text that is looked for in the cells of a table."""

    def __init__(self) -> None:
        self.text = ""

    def match(self, frame: pl.DataFrame, order: pl.Series, here: int, step: int) -> Match | None:
        """Return the next match after position ``here``, the one before where ``step`` is -1.

        It goes on from the other end, and is None where the text not found.
        """
        found = select.matching(frame, self.text, order)
        if not found:
            return None
        ahead = [at for at in found if (at > here if step > 0 else at < here)]
        at = (ahead or found)[0 if step > 0 else -1]
        return Match(at, found.index(at) + 1, len(found))
