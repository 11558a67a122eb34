"""The moves of a table's cursor that keys and the wheel make: steps, pages, to an end."""

from __future__ import annotations

import sys
from abc import abstractmethod
from typing import Final

from textual import events

_WHEEL_ROWS: Final = 3

_FAR: Final = sys.maxsize
"""So many rows or columns reach the end of any table, where a move stops."""


class CursorMoves:
    """Gives a table with a cursor its moves, each made of the few that it names."""

    @property
    @abstractmethod
    def page(self) -> int:
        """How many rows fit on screen."""

    @abstractmethod
    def move(self, rows: int = 0, columns: int = 0) -> None:
        """Move the cursor by so many rows down and columns to the right, as far as there are."""

    @abstractmethod
    def turn(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor staying on its line of the screen where it can."""

    @abstractmethod
    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor coming along only where it would get out of sight."""

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
        self.move(columns=-_FAR)

    def last_column(self) -> None:
        """Move the cursor to the last column, the hidden ones included."""
        self.move(columns=_FAR)

    def top(self) -> None:
        """Move the cursor to the first row."""
        self.move(rows=-_FAR)

    def bottom(self) -> None:
        """Move the cursor to the last row."""
        self.move(rows=_FAR)

    def page_down(self) -> None:
        """Go on by as many rows as are in sight."""
        self.turn(self.page)

    def page_up(self) -> None:
        """Go back by as many rows as are in sight."""
        self.turn(-self.page)

    def half_page_down(self) -> None:
        """Go on by half as many rows as are in sight."""
        self.turn(max(1, self.page // 2))

    def half_page_up(self) -> None:
        """Go back by half as many rows as are in sight."""
        self.turn(-max(1, self.page // 2))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows, or with shift the columns."""
        event.stop()
        if event.shift:
            self.right()
        else:
            self.scroll_rows(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows, or with shift the columns."""
        event.stop()
        if event.shift:
            self.left()
        else:
            self.scroll_rows(-_WHEEL_ROWS)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move on by a column."""
        event.stop()
        self.right()

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move back by a column."""
        event.stop()
        self.left()
