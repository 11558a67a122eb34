"""The table of runs: a widget with a cursor that moves, and marks."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.geometry import Region

from tui.app.widgets.cursor_moves import CursorMoves
from tui.app.widgets.drawn_table import DrawnTable
from tui.app.widgets.table_messages import Activated, CursorMoved, HeaderClicked
from tui.views.table_view import TableColumn


class RunTable(CursorMoves, DrawnTable, can_focus=True):
    """A table whose cursor moves and whose rows are marked, by methods and by the mouse.

    The widget binds no keys: whoever owns it calls its methods.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = "RunTable { height: 1fr; }"

    page = DrawnTable.page
    """Of the two classes above, the one that is drawn knows it."""

    # Cursor

    def move(self, rows: int = 0, columns: int = 0) -> None:
        """Move the cursor by so many rows down and columns to the right, as far as there are."""
        column = self._column
        if column and columns:
            order = self._grid.view.columns
            column = order[min(max(order.index(column) + columns, 0), len(order) - 1)]
        self._set_cursor(self._position + rows, column)

    def go_to(self, row: int, column: str | None = None) -> bool:
        """Put the cursor on the frame's row ``row``; return whether that row is shown.

        One that is folded away takes the place of the row that stands for it.
        """
        if self._grid.rows.hides(row):
            self._lay_out(row)
            self.refresh()
        position = self._grid.position_of(row)
        if position is None:
            return False
        named = (other for other in self._grid.view.columns if other.name == column)
        self._set_cursor(position, next(named, self._column))
        return True

    def activate(self) -> None:
        """Say that the cursor's row was chosen."""
        if (row := self.cursor_row) is not None:
            self.post_message(Activated(self, row))

    # Marks

    @property
    def marks(self) -> tuple[int, ...]:
        """The numbers in the frame of the marked rows, shown or not, in the order of marking."""
        return tuple(self._marks)

    def toggle_mark(self, row: int | None = None) -> None:
        """Mark the frame's row ``row`` (None: the cursor's), or take its mark away."""
        row = self.cursor_row if row is None else row
        if row is None:
            return
        if row in self._marks:
            del self._marks[row]
        else:
            self._marks[row] = None
        position = self._grid.position_of(row)
        if position is not None:
            self._refresh_row(position, self._grid.gutter)

    def set_marks(self, rows: Iterable[int]) -> None:
        """Mark the frame's ``rows`` and no others."""
        self._marks = dict.fromkeys(rows)
        if any(map(self._grid.rows.hides, self._marks)):
            self._lay_out()
        self.refresh()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.set_marks(())

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the cell clicked on, or tell of the heading."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = self._grid.column_at(offset.x)
        if offset.y < self._grid.heading_height:
            if column is not None:
                self.post_message(HeaderClicked(self, column.name))
            return
        position = self._top + offset.y - self._grid.heading_height
        if position >= self.row_count:
            return
        self._set_cursor(position, column or self._column)
        if event.chain == 2:
            self.activate()

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor coming along only where it would get out of sight."""
        top = self._clamp_top(self._top + rows)
        if top == self._top:
            return
        self._top = self._chosen_top = top
        self.refresh()
        last = max(top, min(top + self.page, self.row_count) - 1)
        self._set_cursor(min(max(self._position, top), last), self._column)

    # Inside

    def _tell(self) -> None:
        self.post_message(CursorMoved(self, self.cursor_row, self.cursor_column))

    def _set_cursor(self, position: int, column: TableColumn | None) -> None:
        position = max(0, min(position, self.row_count - 1))
        if position == self._position and column is self._column:
            return
        self._refresh_cursor()
        self._position, self._column = position, column
        before, was_scrolled = (self._top, self._grid.view.fit), self._grid.view.is_scrolled
        self._bring_row()
        self._chosen_top = self._top
        self._grid.view.bring(column)
        if self._grid.view.is_scrolled != was_scrolled and self._grid.folds:
            self._lay_out()
            self.refresh()
        elif self._grid.view.fit != before[1]:
            self._open_window()
        if (self._top, self._grid.view.fit) != before:
            self.refresh()
        else:
            self._refresh_cursor()
        self._tell()

    def turn(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor staying on its line of the screen where it can."""
        top = self._clamp_top(self._top + rows)
        if top != self._top:
            self._top = self._chosen_top = top
            self.refresh()
        self._set_cursor(self._position + rows, self._column)

    def _refresh_cursor(self) -> None:
        self._refresh_row(self._position, self.size.width)

    def _refresh_row(self, position: int, end: int) -> None:
        """Have the first ``end`` cells of a row drawn again.

        Textual sends a region of a line from the widget's left edge on, once for each region: one
        region from the gutter to the cursor is less than two.
        """
        y = position - self._top + self._grid.heading_height
        if self._grid.heading_height <= y < self.size.height:
            self.refresh(Region(0, y, end, 1))
