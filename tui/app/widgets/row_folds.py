"""Rows that look alike and hold the same measurement, shown once with how many they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl


class RowFolds:
    """The rows of an order without those that others stand for.

    ``order`` holds the numbers of the rows that are left; None: all, as they stand in the frame.
    """

    def __init__(
        self,
        order: pl.Series | None = None,
        groups: Sequence[Sequence[int]] = (),
        kept: Collection[int] = (),
    ) -> None:
        """Fold each of ``groups``, sets of row numbers, into its first row in ``order``.

        Rows that are ``kept`` are never folded away: where a group has any, they stand for it.
        """
        self.order = order
        self._copies: dict[int, int] = {}
        self._hidden: set[int] = set()
        if order is None or not groups:
            return
        places = {row: at for at, row in enumerate(order.to_list())}
        for group in groups:
            self._fold(sorted(places.keys() & group, key=places.__getitem__), kept)
        if self._hidden:
            self.order = order.filter(~order.is_in(list(self._hidden)))

    def _fold(self, rows: Sequence[int], kept: Collection[int]) -> None:
        stay = [row for row in rows if row in kept] or rows[:1]
        if len(rows) > len(stay):
            self._hidden.update(row for row in rows if row not in stay)
            self._copies[stay[0]] = len(rows) - len(stay) + 1

    def copies(self, row: int) -> int:
        """Return how many rows ``row`` stands for, itself among them."""
        return self._copies.get(row, 1)

    def hides(self, row: int) -> bool:
        """Whether another row stands for ``row``."""
        return row in self._hidden

    @property
    def hidden(self) -> int:
        """How many rows others stand for."""
        return len(self._hidden)

    @property
    def most(self) -> int:
        """How many rows one stands for at most; 1 where nothing is folded."""
        return max(self._copies.values(), default=1)
