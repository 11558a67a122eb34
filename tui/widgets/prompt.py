"""One line to type into, in the place of the keys; shown only while something is asked."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label


class Prompt(Horizontal):
    """A label and an input. ``ask`` shows it; enter hands the text on, escape hands on nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._then: Callable[[str], None] = lambda _: None
        self.display = False

    def compose(self) -> ComposeResult:
        """The label and the input."""
        yield Label(markup=False)
        # A blinking cursor would send bytes for as long as nobody types.
        yield Input(compact=True, select_on_focus=False)

    def ask(self, label: str, then: Callable[[str], None], text: str = "") -> None:
        """Ask for a text, beginning with ``text``; ``then`` gets what was entered."""
        self._then = then
        self.query_one(Label).update(label)
        self.display = True
        line = self.query_one(Input)
        line.cursor_blink = False
        line.value = text
        line.cursor_position = len(text)
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand on what was entered."""
        event.stop()
        self._close()
        self._then(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves without an answer; no other key reaches the screen behind."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._close()

    def _close(self) -> None:
        self.display = False
        self.screen.set_focus(None)
