"""A table on screen: a widget that shows a window of a Polars frame, whatever its length."""

from __future__ import annotations

from abc import abstractmethod

import polars as pl
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.app.surviving import Surviving
from tui.app.widgets.row_window import RowWindow
from tui.app.widgets.table_grid import TableGrid
from tui.app.widgets.table_lines import Sort, TableLines
from tui.formatting.glyphs import BRAILLE, Glyphs
from tui.views.table_view import TableColumn, TableView


class DrawnTable(Surviving, Widget):
    """Shows a Table: a heading, rows in any order, a cursor on one cell, marks on rows.

    Rows are named by their number in the frame, so that cursor and marks stay with them when the
    order changes. Only the rows in sight are ever taken from the frame.
    """

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
        self._grid = TableGrid(frozen)
        self._sort: Sort = ()
        self._marks: dict[int, None] = {}
        self._position = 0
        self._top = self._chosen_top = 0
        self._column: TableColumn | None = None
        self._fitted_to = Size()
        self._open_window()

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
        changed = table.frame is not self._grid.table.frame
        if changed:
            self._marks.clear()
        if not keep_cursor:
            self._column = None
            self._position = self._top = self._chosen_top = 0
        self._grid.show(table)
        self._column = self._grid.column_like(self._column)
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
        return self._grid.frozen

    @frozen.setter
    def frozen(self, count: int) -> None:
        self._grid.frozen = max(0, count)
        self._lay_out()
        self.refresh()

    @property
    def order(self) -> pl.Series | None:
        """The rows shown, in their order; ``None`` for all of the frame as they stand there."""
        return self._grid.rows.order

    @property
    def row_count(self) -> int:
        """How many rows are shown, in sight or not."""
        return self._grid.row_count

    @property
    def rows_in_sight(self) -> range:
        """The positions, counted from 0 in the order shown, of the rows on screen."""
        return range(self._top, min(self._top + self.page, self.row_count))

    @property
    def page(self) -> int:
        """How many rows fit on screen; 1 at least."""
        return max(1, self.size.height - self._grid.heading_height)

    @property
    def columns_in_sight(self) -> list[str]:
        """The names of the columns on screen, from left to right."""
        return [column.name for column in self._grid.view.fit.columns]

    @property
    def hidden_after(self) -> int:
        """How many columns are out of sight to the right."""
        return self._grid.view.fit.after

    @property
    def alike(self) -> int:
        """How many rows look like another one, as the columns stand before they are scrolled."""
        return self._grid.alike

    @property
    def folded(self) -> int:
        """How many rows are folded away, as another that looks alike holds the same."""
        return self._grid.rows.hidden

    # Where the cursor is

    @property
    def cursor_position(self) -> int:
        """The cursor's row counted from 0 in the order shown."""
        return self._position

    @property
    def cursor_row(self) -> int | None:
        """The number in the frame of the cursor's row, None when there are no rows."""
        there = self._position < self.row_count
        return self._grid.row_at(self._position) if there else None

    @property
    def cursor_column(self) -> str | None:
        """The name of the cursor's column, None when there are no columns."""
        return self._column.name if self._column else None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the widget: a line of the heading or a row."""
        if self._fitted_to != self.size:
            # Textual draws a resized widget before it tells it so.
            self._lay_out()
        lines = TableLines(
            self._grid.view.fit,
            self.size.width,
            self._glyphs,
            self.app.console,
            self._grid.gutter,
        )
        if y < self._grid.heading_height:
            return lines.units() if y else lines.titles(self._sort)
        position = self._top + y - self._grid.heading_height
        if position >= self.row_count:
            told = not self.row_count and position == 1
            return lines.note(self.nothing) if told else Strip.blank(self.size.width)
        row, sign, cells = self._window.row(position, self.rows_in_sight)
        cursor = self._column if position == self._position else None
        copies = self._grid.rows.copies(row)
        return lines.row(cells, marked=row in self._marks, sign=sign, cursor=cursor, copies=copies)

    def on_resize(self) -> None:
        """Fit the columns to the new width and the cursor's row to the new height."""
        if self._fitted_to != self.size:
            self._lay_out()

    # Inside

    def _clamp_top(self, top: int) -> int:
        return max(0, min(top, self.row_count - self.page))

    def _reorder(self, order: pl.Series | None, sort: Sort, row: int | None) -> None:
        self._grid.reorder(order)
        self._sort = sort
        found = None if row is None else self._grid.position_of(row)
        if found is not None:
            self._position = found
        self._position = max(0, min(self._position, self.row_count - 1))
        self._lay_out()
        self.refresh()

    @abstractmethod
    def _tell(self) -> None:
        """Say where the cursor is."""

    def _lay_out(self, row: int | None = None) -> None:
        """Choose and place the columns, fold the rows, bring the cursor into sight.

        The cursor goes to the frame's ``row``, None: it stays where it is.
        """
        row = self.cursor_row if row is None else row
        self._fitted_to = self.size
        kept = {*self._marks, *([] if row is None else [row])}
        self._grid.arrange(self.size.width, self._column, kept)
        if row is not None:
            self._position = self._grid.position_of(row) or 0
        # A terminal that was small for a moment leaves the rows where they had been scrolled to.
        self._top = self._chosen_top
        self._bring_row()
        self._open_window()

    def _open_window(self) -> None:
        columns = self._grid.view.fit.columns
        self._window = RowWindow(self._grid.table, self.order, columns)

    def _bring_row(self) -> None:
        first = self._position - self.page + 1
        self._top = self._clamp_top(min(max(self._top, first), self._position))
