"""The keys of one screen."""

from __future__ import annotations

from rich.text import Text

from tui import actions
from tui.screens.reading import ReadingScreen


class HelpScreen(ReadingScreen):
    """What each key does; the one that opened it closes it."""

    def __init__(self, place: actions.Place, width: int) -> None:
        lines = actions.help_lines(place, width - 1)
        super().__init__(
            "help", [Text(line, style="" if line.startswith(" ") else "bold") for line in lines]
        )

    def action_help(self) -> None:
        """Go back."""
        self.action_back()
