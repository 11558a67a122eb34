"""One line to type into, in the place of the keys; shown only while something is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Label

LEAVING: Final = ("escape", "ctrl+c")
EDITING: Final = frozenset(
    key.strip()
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
)


class Prompt(Horizontal):
    """A label and an input. ``ask`` shows it; enter hands the text on, escape hands on nothing.

    While it is shown, the widget that ``over`` selects is not.
    """

    def __init__(self, *, over: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._over = over
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
        self._show(True)
        line = self.query_one(Input)
        line.cursor_blink = False
        line.value = text
        line.cursor_position = len(text)
        # At once: what is typed in the same breath belongs to the text already.
        self.screen.set_focus(line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand on what was entered."""
        event.stop()
        self._close()
        self._then(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves without an answer; no other key reaches the screen behind."""
        if event.key in LEAVING:
            event.stop()
            event.prevent_default()
            self._close()
        elif event.key not in EDITING:
            event.stop()

    def _close(self) -> None:
        self._show(False)
        self.screen.set_focus(None)

    def _show(self, shown: bool) -> None:
        self.display = shown
        self.screen.query_one(self._over).display = not shown
