"""The table of runs: a widget that shows a window of a Polars frame, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.app.surviving import Surviving
from tui.app.widgets.column_view import ColumnView
from tui.app.widgets.row_folds import RowFolds
from tui.app.widgets.row_window import RowWindow
from tui.app.widgets.table_lines import Sort, TableLines, gutter_of
from tui.formatting.glyphs import BRAILLE, Glyphs
from tui.views.column_fit import GAP
from tui.views.table_view import TableColumn, TableView
from tui.views.telling_columns import TellingColumns

WHEEL_ROWS: Final = 3


class RunTable(Surviving, Widget, can_focus=True):
    """Shows a Table: a heading, rows in any order, a cursor on one cell, marks on rows.

    Rows are named by their number in the frame, so that cursor and marks stay with them when the
    order changes. Only the rows in sight are ever taken from the frame. The widget binds no keys:
    whoever owns it calls its methods.
    """

    ALLOW_SELECT = False

    DEFAULT_CSS = "RunTable { height: 1fr; }"

    class TableMessage(Message):
        """Something that ``table`` has to say."""

        def __init__(self, table: RunTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> RunTable:
            """The table that sent this."""
            return self.table

    class CursorMoved(TableMessage):
        """The cursor is on another row or column: None where there is none."""

        def __init__(self, table: RunTable, row: int | None, column: str | None) -> None:
            super().__init__(table)
            self.row = row
            self.column = column

    class HeaderClicked(TableMessage):
        """The heading of ``column`` was clicked."""

        def __init__(self, table: RunTable, column: str) -> None:
            super().__init__(table)
            self.column = column

    class Activated(TableMessage):
        """``row`` was double-clicked, or chosen with ``activate``."""

        def __init__(self, table: RunTable, row: int) -> None:
            super().__init__(table)
            self.row = row

    def __init__(
        self,
        *,
        glyphs: Glyphs | None = None,
        frozen: int = 1,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty table whose first ``frozen`` columns stay when it scrolls sideways.

        ``nothing`` is what it says in place of rows where there are none.
        """
        super().__init__(id=id, classes=classes)
        self.nothing = ""
        self._glyphs = glyphs or BRAILLE
        self._frozen = frozen
        self._table = TableView(pl.DataFrame(), ())
        self._telling = TellingColumns(self._table)
        self._order: pl.Series | None = None
        self._folds = RowFolds()
        self._rows = self._folds
        self._sort: Sort = ()
        self._marks: dict[int, None] = {}
        self._position = 0
        self._top = 0
        self._column: TableColumn | None = None
        self._view = ColumnView((), 0, frozen)
        self._fitted_to = Size()
        self._alike: int | None = None
        self._window = RowWindow(self._table, None, ())

    # What it shows

    def set_table(
        self,
        table: TableView,
        order: pl.Series | None = None,
        sort: Sort = (),
        *,
        keep_cursor: bool = True,
    ) -> None:
        """Show ``table``, its rows in ``order`` (row numbers of the frame; None: as they are).

        ``sort`` is what the headings say about the order. Marks stay as long as the frame is the
        same one. The cursor stays on its row number and column where they are still shown, and
        otherwise at its place; with ``keep_cursor`` false it goes to the first cell.
        """
        row = self.cursor_row if keep_cursor else None
        if table.frame is not self._table.frame:
            self._marks.clear()
        if not keep_cursor:
            self._column = None
            self._position = self._top = 0
        changed = table.frame is not self._table.frame
        self._table = table
        self._telling = TellingColumns(table)
        self._column = self._same_column()
        self._reorder(order, sort, row)
        if changed or self.cursor_row != row:
            self._tell()

    def set_order(self, order: pl.Series | None, sort: Sort = ()) -> None:
        """Show the rows of the same table in another order, or others of its rows."""
        row = self.cursor_row
        self._reorder(order, sort, row)
        if self.cursor_row != row:
            self._tell()

    @property
    def frozen(self) -> int:
        """How many leading columns stay when the table scrolls sideways."""
        return self._frozen

    @frozen.setter
    def frozen(self, count: int) -> None:
        self._frozen = max(0, count)
        self._lay_out()
        self.refresh()

    @property
    def order(self) -> pl.Series | None:
        """The rows shown, in their order; ``None`` for all of the frame as they stand there."""
        return self._rows.order

    @property
    def row_count(self) -> int:
        """How many rows are shown, in sight or not."""
        return self._table.frame.height if self.order is None else len(self.order)

    @property
    def rows_in_sight(self) -> range:
        """The positions, counted from 0 in the order shown, of the rows on screen."""
        return range(self._top, min(self._top + self._page, self.row_count))

    @property
    def columns_in_sight(self) -> list[str]:
        """The names of the columns on screen, from left to right."""
        return [column.name for column in self._view.fit.columns]

    @property
    def hidden_after(self) -> int:
        """How many columns are out of sight to the right."""
        return self._view.fit.after

    @property
    def alike(self) -> int:
        """How many rows look like another one, as the columns stand before they are scrolled."""
        if self._alike is None:
            groups = self._telling.alike(self._view.beginning)
            left = [sum(not self._folds.hides(row) for row in rows) for rows in groups]
            self._alike = sum(rows for rows in left if rows > 1)
        return self._alike

    @property
    def folded(self) -> int:
        """How many rows are folded away, as another that looks alike holds the same."""
        return self._rows.hidden

    # Cursor

    @property
    def cursor_position(self) -> int:
        """The cursor's row counted from 0 in the order shown."""
        return self._position

    @property
    def cursor_row(self) -> int | None:
        """The number in the frame of the cursor's row, None when there are no rows."""
        return self._row_at(self._position) if self._position < self.row_count else None

    @property
    def cursor_column(self) -> str | None:
        """The name of the cursor's column, None when there are no columns."""
        return self._column.name if self._column else None

    def move(self, rows: int = 0, columns: int = 0) -> None:
        """Move the cursor by so many rows down and columns to the right, as far as there are."""
        column = self._column
        if column and columns:
            order = self._view.columns
            column = order[min(max(order.index(column) + columns, 0), len(order) - 1)]
        self._set_cursor(self._position + rows, column)

    def go_to(self, row: int, column: str | None = None) -> bool:
        """Put the cursor on the frame's row ``row``; return whether that row is shown.

        One that is folded away takes the place of the row that stands for it.
        """
        if self._rows.hides(row):
            self._lay_out(row)
            self.refresh()
        position = self._position_of(row)
        if position is None:
            return False
        named = (other for other in self._view.columns if other.name == column)
        self._set_cursor(position, next(named, self._column))
        return True

    def up(self) -> None:
        """Move the cursor one row up."""
        self.move(rows=-1)

    def down(self) -> None:
        """Move the cursor one row down."""
        self.move(rows=1)

    def left(self) -> None:
        """Move the cursor one column to the left, scrolling where that is out of sight."""
        self.move(columns=-1)

    def right(self) -> None:
        """Move the cursor one column to the right, scrolling where that is out of sight."""
        self.move(columns=1)

    def first_column(self) -> None:
        """Move the cursor to the first column."""
        self.move(columns=-len(self._table.columns))

    def last_column(self) -> None:
        """Move the cursor to the last column, the hidden ones included."""
        self.move(columns=len(self._table.columns))

    def top(self) -> None:
        """Move the cursor to the first row."""
        self._set_cursor(0, self._column)

    def bottom(self) -> None:
        """Move the cursor to the last row."""
        self._set_cursor(self.row_count - 1, self._column)

    def page_down(self) -> None:
        """Go on by as many rows as are in sight."""
        self._turn(self._page)

    def page_up(self) -> None:
        """Go back by as many rows as are in sight."""
        self._turn(-self._page)

    def half_page_down(self) -> None:
        """Go on by half as many rows as are in sight."""
        self._turn(max(1, self._page // 2))

    def half_page_up(self) -> None:
        """Go back by half as many rows as are in sight."""
        self._turn(-max(1, self._page // 2))

    def activate(self) -> None:
        """Say that the cursor's row was chosen."""
        if (row := self.cursor_row) is not None:
            self.post_message(self.Activated(self, row))

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
        position = self._position_of(row)
        if position is not None:
            self._refresh_row(position, self._gutter)

    def set_marks(self, rows: Iterable[int]) -> None:
        """Mark the frame's ``rows`` and no others."""
        self._marks = dict.fromkeys(rows)
        if any(map(self._rows.hides, self._marks)):
            self._lay_out()
        self.refresh()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.set_marks(())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the widget: a line of the heading or a row."""
        if self._fitted_to != self.size:
            # Textual draws a resized widget before it tells it so.
            self._lay_out()
        lines = TableLines(
            self._view.fit, self.size.width, self._glyphs, self.app.console, self._gutter
        )
        if y < self._heading_height:
            return lines.units() if y else lines.titles(self._sort)
        position = self._top + y - self._heading_height
        if position >= self.row_count:
            told = not self.row_count and position == 1
            return lines.note(self.nothing) if told else Strip.blank(self.size.width)
        row, sign, cells = self._window.row(position, self.rows_in_sight)
        cursor = self._column if position == self._position else None
        copies = self._rows.copies(row)
        return lines.row(cells, marked=row in self._marks, sign=sign, cursor=cursor, copies=copies)

    def on_resize(self) -> None:
        """Fit the columns to the new width and the cursor's row to the new height."""
        if self._fitted_to != self.size:
            self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the cell clicked on, or tell of the heading."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = self._column_at(offset.x)
        if offset.y < self._heading_height:
            if column is not None:
                self.post_message(self.HeaderClicked(self, column.name))
            return
        position = self._top + offset.y - self._heading_height
        if position >= self.row_count:
            return
        self._set_cursor(position, column or self._column)
        if event.chain == 2:
            self.activate()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows, or with shift the columns."""
        event.stop()
        if event.shift:
            self.right()
        else:
            self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows, or with shift the columns."""
        event.stop()
        if event.shift:
            self.left()
        else:
            self.scroll_rows(-WHEEL_ROWS)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move on by a column."""
        event.stop()
        self.right()

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move back by a column."""
        event.stop()
        self.left()

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor coming along only where it would get out of sight."""
        top = self._clamp_top(self._top + rows)
        if top == self._top:
            return
        self._top = top
        self.refresh()
        last = max(top, min(top + self._page, self.row_count) - 1)
        self._set_cursor(min(max(self._position, top), last), self._column)

    # Inside

    @property
    def _gutter(self) -> int:
        return gutter_of(signed=self._table.sign is not None, most=self._folds.most)

    @property
    def _heading_height(self) -> int:
        return 2 if any(column.unit for column in self._table.columns) else 1

    @property
    def _page(self) -> int:
        return max(1, self.size.height - self._heading_height)

    def _clamp_top(self, top: int) -> int:
        return max(0, min(top, self.row_count - self._page))

    def _row_at(self, position: int) -> int:
        return position if self.order is None else int(self.order[position])

    def _position_of(self, row: int) -> int | None:
        if self.order is None:
            return row if 0 <= row < self.row_count else None
        return self.order.index_of(row)

    def _same_column(self) -> TableColumn | None:
        """Return the column of the table that is most like the cursor's, or the first."""
        columns, was = self._table.columns, self._column
        if was:
            alike = [column for column in columns if column.name == was.name]
            alike.sort(key=lambda column: column.title != was.title)
            columns = (*alike, *columns)
        return columns[0] if columns else None

    def _reorder(self, order: pl.Series | None, sort: Sort, row: int | None) -> None:
        self._order = order
        self._rows = RowFolds(order)
        self._sort = sort
        found = None if row is None else self._position_of(row)
        if found is not None:
            self._position = found
        self._position = max(0, min(self._position, self.row_count - 1))
        self._lay_out()
        self.refresh()

    def _tell(self) -> None:
        self.post_message(self.CursorMoved(self, self.cursor_row, self.cursor_column))

    def _lay_out(self, row: int | None = None) -> None:
        """Choose and place the columns, fold the rows, bring the cursor into sight.

        The cursor goes to the frame's ``row``, None: it stays where it is.
        """
        row = self.cursor_row if row is None else row
        self._fitted_to = self.size
        self._alike = None
        self._folds = RowFolds(self._order)
        self._view = self._fitted()
        if groups := self._telling.same(self._view.beginning):
            kept = {*self._marks, *([] if row is None else [row])}
            self._folds = RowFolds(self._order, groups, kept)
            # How many a row stands for is written beside it, which leaves less room for columns.
            self._view = self._fitted()
            self._folds = RowFolds(self._order, self._telling.same(self._view.beginning), kept)
        self._view.bring(self._column)
        # Columns that are scrolled to are those that part the rows.
        self._rows = RowFolds(self._order) if self._view.is_scrolled else self._folds
        if row is not None:
            self._position = self._position_of(row) or 0
        self._bring_row()
        self._open_window()

    def _fitted(self) -> ColumnView:
        return ColumnView(
            self._table.columns,
            self.size.width - self._gutter,
            self._frozen,
            self._view.start,
            self._telling,
        )

    def _open_window(self) -> None:
        self._window = RowWindow(self._table, self.order, self._view.fit.columns)

    def _bring_row(self) -> None:
        first = self._position - self._page + 1
        self._top = self._clamp_top(min(max(self._top, first), self._position))

    def _set_cursor(self, position: int, column: TableColumn | None) -> None:
        position = max(0, min(position, self.row_count - 1))
        if position == self._position and column is self._column:
            return
        self._refresh_cursor()
        self._position, self._column = position, column
        before, was_scrolled = (self._top, self._view.fit), self._view.is_scrolled
        self._bring_row()
        self._view.bring(column)
        if self._view.is_scrolled != was_scrolled and self._folds.most > 1:
            self._lay_out()
            self.refresh()
        elif self._view.fit != before[1]:
            self._open_window()
        if (self._top, self._view.fit) != before:
            self.refresh()
        else:
            self._refresh_cursor()
        self._tell()

    def _turn(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor staying on its line of the screen where it can."""
        top = self._clamp_top(self._top + rows)
        if top != self._top:
            self._top = top
            self.refresh()
        self._set_cursor(self._position + rows, self._column)

    def _refresh_cursor(self) -> None:
        changed = [
            placed.x + placed.width
            for placed in self._view.fit.placed
            if placed.column is self._column or placed.x == 0
        ]
        self._refresh_row(self._position, self._gutter + max(changed, default=0))

    def _refresh_row(self, position: int, end: int) -> None:
        """Have the first ``end`` cells of a row drawn again.

        Textual sends a region of a line from the widget's left edge on, once for each region: one
        region from the gutter to the cursor is less than two.
        """
        y = position - self._top + self._heading_height
        if self._heading_height <= y < self.size.height:
            self.refresh(Region(0, y, end, 1))

    def _column_at(self, x: int) -> TableColumn | None:
        for placed in self._view.fit.placed:
            if placed.x <= x - self._gutter < placed.x + placed.width + GAP:
                return placed.column
        return None
