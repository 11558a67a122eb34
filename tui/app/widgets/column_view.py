"""The columns of a table on a screen that they may not all fit, and scrolling among them."""

from __future__ import annotations

from collections.abc import Sequence

from tui.views.column_fit import ColumnFit, Telling, arrange, fit
from tui.views.table_view import TableColumn


class ColumnView:
    """Shows ``columns`` in ``width`` cells, the first ``frozen`` always, the others from ``start``.

    ``telling`` says which of them tell rows apart. ``columns`` holds them in the order to move
    through: those that fit first, then the others, so that to scroll to the right brings them in.
    ``fit`` says which are on screen.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn],
        width: int,
        frozen: int,
        start: int = 0,
        telling: Telling | None = None,
    ) -> None:
        self._width = width
        self._frozen = min(frozen, len(columns))
        self.columns, self._fitting = arrange(columns, width, self._frozen, telling)
        self.start = start
        self.fit = ColumnFit()

    @property
    def beginning(self) -> list[TableColumn]:
        """The columns that are shown before anything is scrolled."""
        return self.columns[: self._fitting]

    @property
    def is_scrolled(self) -> bool:
        """Whether other columns are shown than in the beginning."""
        return self.start > self._frozen

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
        stop = self._fitting if start == self._frozen else None
        return fit(self.columns, self._width, self._frozen, start, stop)
