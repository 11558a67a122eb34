"""One of a list: type a few letters, choose, enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui.app import actions
from tui.app.screens.place_screen import PlaceScreen, bindings
from tui.app.widgets.still_lines import Lines
from tui.formatting.shortening import padded, truncate_end, truncate_middle

Choice = TypeVar("Choice")

_GUTTER: Final = 2
_GAP: Final = 2
_NAME: Final = 16
_WIDEST_NAME: Final = 48
_ABOUT: Final = 50


@dataclass(frozen=True, slots=True)
class Item(Generic[Choice]):
    """One thing to choose: what it is called, what it is, and the keys that do the same."""

    choice: Choice
    name: str
    about: str
    keys: str = ""

    @property
    def text(self) -> str:
        """What is searched, in small letters."""
        return f"{self.name} {self.about}".lower()


class PickingScreen(PlaceScreen[Choice | None]):
    """Lists items, narrowed down by what is typed; is dismissed with the one chosen, or None."""

    PLACE: ClassVar[actions.Place] = "palette"
    BINDINGS = bindings("palette")

    def __init__(self, title: str, question: str, items: Sequence[Item[Choice]]) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._all = items
        self._found = list(items)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Heading, what is typed, the items that match, keys."""
        yield Lines(id="heading")
        with Horizontal(id="prompt"):
            yield Label(f"{self._question}: ", markup=False)
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
        """List the items that have every word typed in their names or what they are."""
        words = event.value.lower().split()
        self._found = [item for item in self._all if all(word in item.text for word in words)]
        self._found.sort(key=lambda item: not item.name.lower().startswith(event.value.lower()))
        self._at = 0
        self._show()

    def on_input_submitted(self) -> None:
        """Take the chosen item."""
        self.action_run()

    def action_pick(self, way: str) -> None:
        """Choose the next item or the one before."""
        step = 1 if way == "down" else -1
        self._at = max(0, min(self._at + step, len(self._found) - 1))
        self._show()

    def action_run(self) -> None:
        """Leave with the chosen item."""
        if self._found:
            self.dismiss(self._found[self._at].choice)

    def action_back(self) -> None:
        """Leave without one."""
        self.dismiss(None)

    def _show(self) -> None:
        page = self.query_one("#page", Lines)
        first = max(0, self._at - page.size.height + 1)
        name = max(_NAME, *(cell_len(item.name) for item in self._all))
        name = min(name, _WIDEST_NAME, max(page.size.width - _GUTTER, 1))
        about = min(_ABOUT, max(cell_len(item.about) for item in self._all))
        room = page.size.width - _GUTTER - name - _GAP
        about = min(about, max(room - _GAP - max(len(item.keys) for item in self._all), 0))
        page.show(
            self._line(item, name, about, room, chosen=number == self._at)
            for number, item in enumerate(self._found[first:], first)
        )
        self.heading(self._title, right=(f"{len(self._found)} of {len(self._all)}",))
        self.say()

    def _line(self, item: Item[Choice], name: int, about: int, room: int, *, chosen: bool) -> Text:
        """Draw one item; ``room`` is for what it is, at least ``about`` cells, and its keys."""
        sign = self._sign
        line = Text(f"{self.runcmp.glyphs.cursor if chosen else ' ':<{_GUTTER}}")
        line.append(
            padded(truncate_middle(item.name, name, sign), name), style="reverse" if chosen else ""
        )
        text = truncate_end(item.about, room - len(item.keys) - _GAP, sign)
        before = max(about, cell_len(text)) + _GAP
        return line.append(" " * _GAP + padded(text, before)).append(item.keys, style="bold")
