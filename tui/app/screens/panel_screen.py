"""A table with a panel below it, in which the cursor's row is told in full."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final

from rich.text import Text
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from tui.app.screens.table_screen import TableScreen
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.views.table_view import TableColumn

_LEAST_HEIGHT: Final = 14
"""On a lower screen there is no panel."""
_SHARE: Final = 3
"""The panel takes one line in so many."""


class PanelScreen(TableScreen):
    """Heading, table, panel, keys or prompt; Enter opens the source of the cursor's row."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[TableColumn] = ()
        self._laid_out = Size()

    def compose(self) -> ComposeResult:
        """Heading, table, the row in full, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield Lines(id="finding")
        yield Prompt(over="#status", id="prompt")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        if self.runcmp.glyphs.ascii:
            self.query_one("#finding").styles.border_top = ("ascii", "ansi_bright_black")
        self._columns = self.made_columns()
        self.order = self.ordered()
        self.show_table(keep_cursor=False)

    def on_resize(self, event: Resize) -> None:
        """Give the panel its share of the height, once a size."""
        if event.size == self._laid_out:
            return
        self._laid_out = event.size
        panel = self.query_one("#finding", Lines)
        panel.display = event.size.height >= _LEAST_HEIGHT
        panel.styles.height = self.panel_lines(event.size.height) + 1
        self.call_after_refresh(self.show_rest)

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns, made once."""
        return self._columns

    @abstractmethod
    def made_columns(self) -> Sequence[TableColumn]:
        """Make the columns."""

    def panel_lines(self, height: int) -> int:
        """Return how many lines the panel has on a screen of this ``height``."""
        return height // _SHARE

    @abstractmethod
    def facts(self) -> tuple[str, Sequence[str], Sequence[str]]:
        """Return what the heading says: a title, facts, and what is in force."""

    @abstractmethod
    def in_full(self, width: int, height: int) -> Sequence[Text]:
        """Return the cursor's row in full, in so many lines of this width."""

    @abstractmethod
    def action_source(self) -> None:
        """Open the source of the cursor's row."""

    def show_rest(self) -> None:
        """Show heading, keys and panel."""
        self.say()
        self._follow()

    def _follow(self) -> None:
        title, facts, in_force = self.facts()
        where = [f"where {self._condition}"] if self._condition else []
        self.heading(title, facts, [*where, *in_force, self.at])
        panel = self.query_one("#finding", Lines)
        if panel.display:
            panel.show(self.in_full(panel.size.width - 2, panel.size.height))

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        self._follow()

    def on_run_table_activated(self) -> None:
        """Open the source."""
        self.action_source()
