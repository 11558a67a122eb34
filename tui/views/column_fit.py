"""Which columns of a table fit a narrow screen, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.formatting.shortening import Shortening
from tui.views.table_view import TableColumn

GAP: Final = 2
"""Blank cells between two columns; a sort mark may take the first."""
SIGN_STEP: Final = 1
"""The step in which the words beside a sign are shown, see ``TableColumn.in_steps``."""
READABLE: Final = 24
"""Cells in which most names can be read."""

WORTH_CUTTING: Final = 4
"""Cells that are saved at least where a name that could be read is cut for another column."""


class Placed(NamedTuple):
    """A column on screen: its left edge and its width, in cells."""

    column: TableColumn
    x: int
    width: int


class ColumnFit(NamedTuple):
    """The columns on screen, and how many are out of sight to the left and to the right."""

    placed: tuple[Placed, ...] = ()
    before: int = 0
    after: int = 0

    @property
    def columns(self) -> list[TableColumn]:
        """The columns on screen, from left to right."""
        return [placed.column for placed in self.placed]


Telling = Callable[[Sequence[int], int], Sequence[int]]
"""Takes the columns kept, by number, and the cells left; returns those that tell rows apart."""


class Arranged(NamedTuple):
    """Columns in the order to show them; the first ``fitting`` are what a screen begins with."""

    columns: list[TableColumn]
    fitting: int


def arrange(
    columns: Sequence[TableColumn], width: int, frozen: int, telling: Telling | None = None
) -> Arranged:
    """Return ``columns`` in the order to show them: those that fit ``width``, then the others.

    The first ``frozen`` fit by decree, then those of priority 0, then the ``telling`` ones, as
    narrow as need be. Of those needed, all but the ones of a priority below 0 go where they leave
    no room for what tells rows apart. The others come by priority, where those before have room to
    be read. All keep the table's order.
    """
    if sum(widest(column) + GAP for column in columns) - GAP <= width:
        return Arranged(list(columns), len(columns))
    by_priority = sorted(range(len(columns)), key=lambda i: columns[i].priority)
    needed = [i for i in by_priority if i < frozen or columns[i].priority <= 0]
    kept = _needed(columns, needed, width, frozen, telling, _with_words)
    if len(kept) < len(needed) + (telling is not None):
        # The words beside a sign go where they leave no room for what says which row it is.
        kept = _needed(columns, needed, width, frozen, telling, narrowest)
        first = [i for i in needed if i < frozen or columns[i].priority < 0]
        alone = _needed(columns, first, width, frozen, telling, narrowest)
        if len(first) > frozen and _told(columns, alone, first) > _told(columns, kept, needed):
            kept = alone
    for i in by_priority:
        room = _left(columns, kept, width, _readable)
        if i not in (*kept, *needed) and _readable(columns[i]) + GAP <= room:
            kept.append(i)
    shown = [column for i, column in enumerate(columns) if i in kept]
    others = [column for i, column in enumerate(columns) if i not in kept]
    return Arranged([*shown, *others], len(shown))


def _needed(
    columns: Sequence[TableColumn],
    needed: Sequence[int],
    width: int,
    frozen: int,
    telling: Telling | None,
    cells: Callable[[TableColumn], int],
) -> list[int]:
    """Return which of the ``needed`` columns fit in ``cells`` each, and the telling ones."""
    kept = list(range(min(frozen, len(columns))))
    for i in needed:
        if i not in kept and cells(columns[i]) + GAP <= _left(columns, kept, width, cells):
            kept.append(i)
    return kept if telling is None else [*kept, *telling(kept, _left(columns, kept, width, cells))]


def _told(columns: Sequence[TableColumn], kept: Sequence[int], needed: Sequence[int]) -> int:
    """Return how many of the columns ``kept`` tell rows apart; -1 where some ``needed`` is out."""
    return sum(columns[i].tells for i in kept) if set(needed) <= set(kept) else -1


def _left(
    columns: Sequence[TableColumn],
    kept: Sequence[int],
    width: int,
    cells: Callable[[TableColumn], int],
) -> int:
    return width + GAP - sum(cells(columns[i]) + GAP for i in kept)


def fit(
    columns: Sequence[TableColumn], width: int, frozen: int, start: int, stop: int | None = None
) -> ColumnFit:
    """Place the first ``frozen`` of ``columns`` and as many from number ``start`` on as fit.

    None from number ``stop`` on, if that is given. One column from ``start`` on is placed whether
    it fits or not, if need be without the frozen.
    """
    if not columns:
        return ColumnFit()
    start = max(start, frozen)
    shown = list(columns[:frozen])
    if start < len(columns) and _span([*shown, columns[start]]) > width:
        shown = []
    before = start - len(shown)
    end = start
    stop = len(columns) if stop is None else stop
    while end < len(columns) and (
        end == start or (end < stop and _span([*shown, columns[end]]) <= width)
    ):
        shown.append(columns[end])
        end += 1
    placed: list[Placed] = []
    x = 0
    for column, cells in zip(shown, _widths(shown, width), strict=True):
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return ColumnFit(tuple(placed), before, after=len(columns) - end)


def narrowest(column: TableColumn) -> int:
    """Return the fewest cells ``column`` can be shown in; its texts stay different if they can."""
    if column.min_width is None or column.min_width >= widest(column):
        return widest(column)
    if isinstance(column.shorten, Shortening):
        return column.shorten.least_width(column.min_width, min(READABLE, widest(column)))
    return column.min_width


def _with_words(column: TableColumn) -> int:
    """Return the fewest cells of ``column`` where the words beside a sign are shown, too."""
    return widest(column) if column.in_steps == SIGN_STEP else narrowest(column)


def _readable(column: TableColumn) -> int:
    """Return the cells that ``column`` has before less important ones are shown.

    Numbers are whole wherever they are shown: of their column only the heading is cut.
    """
    if column.align == "right" and not column.in_steps:
        return narrowest(column)
    enough = max(narrowest(column), READABLE)
    return widest(column) if widest(column) - enough < WORTH_CUTTING else enough


def widest(column: TableColumn) -> int:
    """Return the cells ``column`` takes where there is room, its heading included."""
    return max(column.width, cell_len(column.title), cell_len(column.unit))


def _span(columns: Sequence[TableColumn]) -> int:
    return sum(narrowest(column) + GAP for column in columns) - GAP


def _widths(columns: Sequence[TableColumn], width: int) -> list[int]:
    """Return the columns' widths, those that may be narrow all cut to one common length.

    Those that are shown ``in_steps`` are whole where the least of the others leaves them room, all
    of one step or none.
    """
    spare = width - GAP * (len(columns) - 1)
    if sum(map(widest, columns)) <= spare:
        return [widest(column) for column in columns]
    whole = 0

    def in_one_step(column: TableColumn) -> int:
        return widest(column) if 0 < column.in_steps <= whole else narrowest(column)

    for step in sorted({each.in_steps for each in columns}):
        before, whole = whole, step
        if sum(map(in_one_step, columns)) > spare:
            whole = before
            break
    for limit in range(max(map(widest, columns)), 0, -1):
        widths = [
            in_one_step(each) if each.in_steps else max(narrowest(each), min(widest(each), limit))
            for each in columns
        ]
        if sum(widths) <= spare:
            return widths
    return [narrowest(column) for column in columns]
