"""What a table of runs tells the screen around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui.app.widgets.drawn_table import DrawnTable


class TableMessage(Message):
    """Something that ``table`` has to say."""

    def __init__(self, table: DrawnTable) -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> DrawnTable:
        """The table that sent this."""
        return self.table


class CursorMoved(TableMessage, namespace="run_table"):
    """The cursor is on another row or column: None where there is none."""

    def __init__(self, table: DrawnTable, row: int | None, column: str | None) -> None:
        super().__init__(table)
        self.row = row
        self.column = column


class HeaderClicked(TableMessage, namespace="run_table"):
    """The heading of ``column`` was clicked."""

    def __init__(self, table: DrawnTable, column: str) -> None:
        super().__init__(table)
        self.column = column


class Activated(TableMessage, namespace="run_table"):
    """``row`` was double-clicked, or chosen with ``activate``."""

    def __init__(self, table: DrawnTable, row: int) -> None:
        super().__init__(table)
        self.row = row
