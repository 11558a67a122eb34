"""The keys of one screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from tui.app import actions
from tui.app.screens.pager_screen import ReadingScreen


class HelpScreen(ReadingScreen):
    """What each key does; the one that opened it closes it."""

    def __init__(self, place: actions.Place) -> None:
        super().__init__("help")
        self._place = place

    def lines(self, width: int) -> Sequence[Text]:
        """Return the keys and what they do, under headings."""
        lines = actions.help_lines(self._place, width)
        return [Text(line, style="" if line.startswith(" ") else "bold") for line in lines]

    def action_help(self) -> None:
        """Go back."""
        self.action_back()
