"""Which columns of its table a screen shows, and how wide."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from tui.app.screens.rows_screen import RowsScreen
from tui.app.screens.table_state import ColumnChoice
from tui.views.table_view import TableColumn, TableView


class ChosenColumnsScreen(RowsScreen):
    """A screen whose table's columns are hidden, kept in sight and widened."""

    def __init__(self) -> None:
        super().__init__()
        self.column_choice = ColumnChoice()

    @abstractmethod
    def columns(self) -> Sequence[TableColumn]:
        """Return the columns that there are, hidden ones too."""

    def sign(self) -> TableColumn | None:
        """Return the column of what stands beside the marks of rows, if anything does."""
        return None

    def measured(self) -> tuple[str, ...]:
        """Return the columns in which rows that look alike are the same to be shown as one."""
        return ()

    @property
    def at(self) -> str:
        """Where the cursor is among the rows shown, and the columns out of sight: ``3/20 +5▸``."""
        shown, hidden = self.table.row_count, self.table.hidden_after
        row = f"{self.table.cursor_position + 1}/{shown}" if shown else "0"
        return f"{row} +{hidden}{self.runcmp.glyphs.more_right}" if hidden else row

    @property
    def alike(self) -> list[str]:
        """That rows look alike at this width, and that some are folded for that."""
        rows, folded = self.table.alike, self.table.folded
        return [
            *([f"{rows} rows alike"] if rows else []),
            *([f"{folded} folded"] if folded else []),
        ]

    def show_table(self, *, keep_cursor: bool = True) -> None:
        """Show the columns that are not hidden."""
        shown, self.table.frozen = self.column_choice.arranged(self.columns())
        self.table.nothing = self.nothing()
        self.table.set_table(
            TableView(self.frame, shown, self.sign(), self.measured()),
            self.order,
            self._sort_marks(),
            keep_cursor=keep_cursor,
        )

    # Keys

    def action_hide_column(self) -> None:
        """Hide the cursor's column."""
        column = self.table.cursor_column
        if column is not None and len(self.table.columns_in_sight) > 1:
            self.remember()
            self.column_choice.hidden.add(column)
            self.show_table()
            self.say(f"{column} hidden; + unhides it")

    def action_show_columns(self) -> None:
        """Show the hidden columns again; where none is hidden, offer those that never were."""
        hidden = self.column_choice.hidden
        if hidden:
            self.remember()
            hidden.clear()
            self.show_table()
            self.say()
        else:
            self.offer_columns()

    def offer_columns(self) -> None:
        """Offer the columns that there are beside those shown."""
        self.say("no hidden columns")

    def action_freeze(self) -> None:
        """Keep the cursor's column in sight, or let it go again."""
        column = self.table.cursor_column
        if column is None:
            return
        self.remember()
        kept = self.column_choice.toggle_frozen(column)
        self.show_table()
        self.say(f"{column} {'frozen' if kept else 'unfrozen'}")

    def action_widen(self) -> None:
        """Widen the cursor's column; again: as wide as there is room."""
        column = self.table.cursor_column
        if column is None:
            return
        self.remember()
        widened = self.column_choice.toggle_wide(column)
        self.show_table()
        self.show_rest()
        self.say(f"{column} {'widened' if widened else 'as wide as there is room'}")
