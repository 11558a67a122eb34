"""All actions of a screen by name: type a few letters, choose, enter."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui import actions
from tui.actions import Action
from tui.screens.base import PlaceScreen, bindings
from tui.widgets.lines import Lines


class PaletteScreen(PlaceScreen[str | None]):
    """Lists actions, narrowed down by what is typed; is dismissed with the one chosen, or None."""

    PLACE: ClassVar[actions.Place] = "palette"
    BINDINGS = bindings("palette")

    def __init__(self, place: actions.Place) -> None:
        """Offer the actions of ``place``."""
        super().__init__()
        self._all = [action for action in actions.of(place) if action.name != "palette"]
        self._found = self._all
        self._at = 0

    def compose(self) -> ComposeResult:
        """Heading, what is typed, the actions that match, keys."""
        yield Lines(id="heading")
        with Horizontal(id="prompt"):
            yield Label("action:")
            # A blinking cursor would send bytes for as long as nobody types.
            yield Input(compact=True)
        yield Lines(id="page")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Ask."""
        line = self.query_one(Input)
        line.cursor_blink = False
        line.focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """List as many as fit."""
        self.call_after_refresh(self._show)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the actions that have every word typed in name, help or keys."""
        words = event.value.lower().split()
        self._found = [action for action in self._all if all(w in _text(action) for w in words)]
        self._found.sort(key=lambda action: not action.title.startswith(event.value.lower()))
        self._at = 0
        self._show()

    def on_input_submitted(self) -> None:
        """Do the chosen action."""
        self.action_run()

    def action_pick(self, way: str) -> None:
        """Choose the next action or the one before."""
        step = 1 if way == "down" else -1
        self._at = max(0, min(self._at + step, len(self._found) - 1))
        self._show()

    def action_run(self) -> None:
        """Leave with the chosen action."""
        if self._found:
            self.dismiss(self._found[self._at].name)

    def action_back(self) -> None:
        """Leave without one."""
        self.dismiss(None)

    def _show(self) -> None:
        page = self.query_one("#page", Lines)
        first = max(0, self._at - page.size.height + 1)
        page.show(
            _line(action, chosen=number == self._at, sign=self.runcmp.table_glyphs.cursor)
            for number, action in enumerate(self._found[first:], first)
        )
        self.heading("actions", right=(f"{len(self._found)} of {len(self._all)}",))
        self.say()


def _line(action: Action, *, chosen: bool, sign: str) -> Text:
    keys = " ".join(actions.spoken(key) for key in action.keys)
    line = Text(f"{sign if chosen else ' '} ")
    line.append(f"{action.title:<16}", style="reverse" if chosen else "")
    return line.append(f"  {action.help:<50}  ").append(keys, style="bold")


def _text(action: Action) -> str:
    return f"{action.title} {action.help}".lower()
