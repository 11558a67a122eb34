"""What all screens share: keys from the registry, a heading, a status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui import actions
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from tui.app import RuncmpApp


def bindings(place: actions.Place) -> list[BindingType]:
    """Return the key bindings of one screen."""
    return [
        Binding(_key(key), action.name, action.help, show=False)
        for action in actions.of(place)
        for key in action.keys
    ]


class PlaceScreen(Screen[None]):
    """A screen with a heading above and the keys, or a message, below."""

    PLACE: ClassVar[actions.Place]

    @property
    def runcmp(self) -> RuncmpApp:
        """The app, by its own type."""
        from tui.app import RuncmpApp

        assert isinstance(self.app, RuncmpApp)
        return self.app

    def say(self, message: str = "") -> None:
        """Show ``message`` in the status line, or the keys again."""
        line = self.query_one("#status", Lines)
        width = line.size.width or self.app.size.width
        if message:
            line.show([Text(f" {message}", style="bold")])
        else:
            line.show([self._footer(width)])

    def heading(self, left: str, right: str = "") -> None:
        """Show the heading: ``runcmp``, what is open, and at the right what is in force."""
        line = self.query_one("#heading", Lines)
        width = line.size.width or self.app.size.width
        text = Text(" runcmp ", style="bold").append(f" {left}", style="not bold")
        room = width - text.cell_len - len(right) - 1
        if room < 2:
            text.truncate(max(width - len(right) - 3, 0), overflow="ellipsis")
            room = max(width - text.cell_len - len(right) - 1, 0)
        line.show([text.append(" " * room + right, style="not bold")])

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.runcmp.show_help(self.PLACE)

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()

    def _footer(self, width: int) -> Text:
        text = Text(" ")
        for index, part in enumerate(actions.footer(self.PLACE, width - 1).split("  ")):
            key, _, label = part.strip().partition(" ")
            text.append("  " if index else "").append(key, style="bold").append(f" {label}")
        return text


KEYS = {
    "/": "slash",
    "&": "ampersand",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "?": "question_mark",
    "-": "minus",
    "+": "plus",
}


def _key(key: str) -> str:
    return KEYS.get(key, key)
