"""One line to type into, in the place of the keys; shown only while something is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Label

from analysis.usage import UsageError
from parsers.guard import DEFECTS
from tui.app.surviving import Surviving

if TYPE_CHECKING:
    from tui.app.host import Host
    from tui.app.prompt_history import PromptHistory
    from tui.app.screens.place_screen import PlaceScreen

_LEAVING: Final = ("escape", "ctrl+c")
_COMPLETING: Final = {"tab": 1, "shift+tab": -1}
_RECALLING: Final = {"up": -1, "down": 1}
_ASKING: Final = (":", "&")
"""Keys that open a prompt, and with which nothing begins that is typed there."""
_EDITING: Final = {
    key.strip(): binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What a line does itself, by key."""


class Following(NamedTuple):
    """What follows a line while it is being typed.

    ``complete`` returns what a line up to the cursor may become. ``typed`` gets the line whenever
    it has changed, ``left`` is called where it is left without being entered.
    """

    complete: Callable[[str], Sequence[str]] = lambda _: ()
    typed: Callable[[str], None] = lambda _: None
    left: Callable[[], None] = lambda: None


class Prompt(Horizontal):
    """A label and an input. ``ask`` shows it; enter hands the text on, escape hands on nothing.

    While it is shown, the widget that ``over`` selects is not, unless it says what is wrong with
    what was entered: then that stands in the line again, to be mended, and no letter that is typed
    next is taken for a key. Up and down go through what was
    entered before under the same label, Tab and shift+Tab through what the line may become.
    """

    def __init__(self, *, over: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._over = over
        self._then: Callable[[str], None] = lambda _: None
        self._label = ""
        self._recent: list[str] = []
        self._at = 0
        self._following = Following()
        self._completions: list[str] = []
        self._is_refused = False
        self.display = False

    def compose(self) -> ComposeResult:
        """The label and the input."""
        yield Label(markup=False)
        # A blinking cursor would send bytes for as long as nobody types.
        yield _Line(compact=True, select_on_focus=False)

    def ask(
        self,
        label: str,
        then: Callable[[str], None],
        text: str = "",
        following: Following | None = None,
    ) -> None:
        """Ask for a text, beginning with ``text``; ``then`` gets what was entered."""
        self._then, self._label = then, label
        self._following = following or Following()
        self._completions = []
        before = self._history.before(self._place, label)
        self._recent = [each for each in before if each != text] + [text]
        self._at = len(self._recent) - 1
        self.query_one(Label).update(label)
        self._show(True)
        line = self.query_one(Input)
        line.cursor_blink = False
        self._fill(text)
        # At once: what is typed in the same breath belongs to the text already.
        self.screen.set_focus(line)

    def take(self, event: events.Key) -> bool:
        """Act on a key of the line; return whether that is done, or is left to the line."""
        if self._is_refused and event.character in _ASKING:
            return True  # Whoever thinks that the line is closed opens it again.
        if event.key == "enter":
            self._enter(self.query_one(Input).value)
        elif event.key in _LEAVING:
            was_refused = self._is_refused
            self._close()
            self._following.left()
            if was_refused:
                self._place_screen.say()
        elif event.key in _COMPLETING:
            self._complete(_COMPLETING[event.key])
        elif event.key in _RECALLING:
            self._recall(_RECALLING[event.key])
        else:
            return not event.is_printable and event.key not in _EDITING
        return True

    def _enter(self, text: str) -> None:
        """Hand on what was entered."""
        self._close()
        self._history.add(self._place, self._label, text)
        try:
            self._then(text)
        except UsageError as why_not:
            self._refuse(text, str(why_not))
        except DEFECTS as error:
            cast("Host", self.app).failed(error, f"{self._label}{text}")

    def _refuse(self, text: str, why_not: str) -> None:
        """Say below the line what is wrong with it, and have it mended."""
        self.ask(self._label, self._then, text, self._following)
        self._is_refused = True
        self.screen.query_one(self._over).display = True
        self._place_screen.say(why_not)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what was typed, unless it was entered already."""
        event.stop()
        if not self.display:
            return
        if self._is_refused and self.query_one(Input).value != self._recent[-1]:
            self._is_refused = False
            self.screen.query_one(self._over).display = False
        self._following.typed(event.value)

    @property
    def _place_screen(self) -> PlaceScreen[None]:
        return cast("PlaceScreen[None]", self.screen)

    @property
    def _history(self) -> PromptHistory:
        return cast("Host", self.app).prompt_history

    @property
    def _place(self) -> str:
        """What tells the texts of this prompt from those of other screens."""
        return getattr(self.screen, "PLACE", "")

    def _complete(self, step: int) -> None:
        """Put in what the line may become; again: the next one, and in the end the line itself."""
        line = self.query_one(Input)
        before = line.value[: line.cursor_position]
        if before not in self._completions:
            found = [each for each in self._following.complete(before) if each != before]
            self._completions = [before, *dict.fromkeys(found)]
        at = self._completions.index(before) + step
        after = line.value[line.cursor_position :]
        now = self._completions[at % len(self._completions)]
        line.value = now + after
        line.cursor_position = len(now)

    def _recall(self, step: int) -> None:
        """Show what was entered before, or after that, keeping what is being typed."""
        self._recent[self._at] = self.query_one(Input).value
        self._at = max(0, min(self._at + step, len(self._recent) - 1))
        self._fill(self._recent[self._at])

    def _fill(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def _close(self) -> None:
        self._show(False)
        self.screen.set_focus(None)

    def _show(self, shown: bool) -> None:
        self._is_refused = False
        self.display = shown
        self.screen.query_one(self._over).display = not shown


class _Line(Surviving, Input):
    """The line of a prompt, which looks at each key before it is one of the text."""

    async def _on_key(self, event: events.Key) -> None:
        prompt = self.parent
        if not isinstance(prompt, Prompt):
            return
        if prompt.take(event):
            event.stop()
            event.prevent_default()
        elif event.key in _EDITING:
            # At once: on its way to the bindings of the line, later letters would overtake it.
            event.stop()
            event.prevent_default()
            await self.app.run_action(_EDITING[event.key], self)
