"""The columns of a table on a screen that they may not all fit, and scrolling among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.views.column_fit import ColumnFit, arrange, fit
from tui.views.table_view import TableColumn

SIGN: Final = 5
"""Cells kept free at the right where columns are hidden: a gap and ``+12▸``."""


class ColumnView:
    """Shows ``columns`` in ``width`` cells, the first ``frozen`` always, the others from ``start``.

    ``columns`` holds them in the order to move through: those that fit by priority first, then the
    others, so that to scroll to the right brings them in. ``fit`` says which are on screen.
    """

    def __init__(
        self, columns: Sequence[TableColumn], width: int, frozen: int, start: int = 0
    ) -> None:
        self._width = width
        self._frozen = min(frozen, len(columns))
        room = width - SIGN if fit(columns, width, self._frozen, 0).after else width
        self.columns = arrange(columns, room, self._frozen)
        self.start = start
        self.fit = ColumnFit()

    def bring(self, column: TableColumn | None) -> None:
        """Scroll until ``column`` is on screen, and no further than there are columns to show."""
        at = self.columns.index(column) if column else 0
        start = min(self.start, at) if at >= self._frozen else self.start
        start = max(start, self._frozen)
        while start > self._frozen and not self._fit_from(start - 1).after:
            start -= 1
        while start < at and column not in self._fit_from(start).columns:
            start += 1
        self.start = start
        self.fit = self._fit_from(start)

    def _fit_from(self, start: int) -> ColumnFit:
        whole = fit(self.columns, self._width, self._frozen, start)
        if not (whole.before or whole.after):
            return whole
        return fit(self.columns, self._width - SIGN, self._frozen, start)
