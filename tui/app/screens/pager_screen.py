"""Screens to read: lines that scroll, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult

from tui.app import actions
from tui.app.screens.place_screen import PlaceScreen, bindings
from tui.app.widgets.pager import Pager
from tui.app.widgets.still_lines import Lines


class ReadingScreen(PlaceScreen[None]):
    """A pager with a heading; help and sources are ones, the comparison of two runs another."""

    PLACE: ClassVar[actions.Place] = "pager"
    BINDINGS = bindings("pager")

    def __init__(self, title: str, lines: Sequence[Text] = (), top: int = 0) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._first = top

    def compose(self) -> ComposeResult:
        """Heading, lines, keys."""
        yield Lines(id="heading")
        yield Pager(id="page")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Open at the line asked for."""
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        """Draw anew for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def pager(self) -> Pager:
        """The lines."""
        return self.query_one("#page", Pager)

    def lines(self, width: int) -> Sequence[Text]:  # noqa: ARG002
        """Return what is shown at this width."""
        return self._lines

    def _fill(self) -> None:
        first, self._first = self._first, -1
        self.pager.open(self.lines(self.pager.size.width), None if first < 0 else first)
        self._told()

    def _told(self) -> None:
        page, top, count = self.pager.page, self.pager.first, self.pager.line_count
        where = "all" if count <= page else f"{min(top + page, count)}/{count} lines"
        self.heading(self._title, right=(where,))
        self.say()

    def on_pager_scrolled(self) -> None:
        """Say how far the wheel has come."""
        self._told()

    def action_move(self, how: str) -> None:
        """Scroll: the name of a method of the pager."""
        getattr(self.pager, how)()
        self._told()

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()
