"""What all screens share: keys from the registry, a heading, a status line."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click, Key, Resize
from textual.message import Message
from textual.screen import Screen

from tui.app import actions
from tui.app.surviving import Surviving
from tui.app.widgets.still_lines import Lines
from tui.formatting.shortening import in_few_lines, truncate_end, truncate_middle

if TYPE_CHECKING:
    from tui.app.host import Host


Answer = TypeVar("Answer")
"""What a screen is left with."""

NAME: Final = " runcmp  "
_GAP: Final = 3
_LEAST_TITLE: Final = 12
"""Cells for a title and the gap behind it."""
MANY: Final = 100_000
"""Records that it takes a moment to compute with."""


def bindings(place: actions.Place) -> list[BindingType]:
    """Return the key bindings of one screen."""
    return [
        Binding(_key(key), action.name, action.help, show=False, priority=action.asks)
        for action in actions.of(place)
        for key in action.keys
    ]


def in_force(told: Sequence[str], room: int, sign: str) -> str:
    """Return the first of what is ``told`` that fit ``room`` cells, or the very first, cut.

    One that begins with a count goes instead: ``86 ro`` tells nothing.
    """
    fitting = list(told)
    while fitting and cell_len("   ".join(fitting)) > room:
        if len(fitting) == 1 and not fitting[0][:1].isdigit():
            return truncate_end(fitting[0], room, sign)
        fitting.pop()
    return "   ".join(fitting)


class PlaceScreen(Surviving, Screen[Answer]):
    """A screen with a heading above and the keys, or a message, below."""

    PLACE: ClassVar[actions.Place]
    _said = False
    _told_of_help = False
    _hints: Sequence[tuple[range, str]] = ()
    """The cells of each hint in the place of the keys, and its action."""

    @property
    def runcmp(self) -> Host:
        """The app, as far as its screens know it."""
        return cast("Host", self.app)

    @property
    def _left(self) -> bool:
        return self not in self.app.screen_stack

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call as Textual does, unless this screen is left by then: its parts may be gone."""

        def unless_left() -> Any:
            return None if self._left else callback(*args, **kwargs)

        return super().call_after_refresh(unless_left)

    async def _dispatch_message(self, message: Message) -> None:
        # What is typed in one breath, or told by a part that goes too, may come after the leaving.
        if self._left and (message.bubble or isinstance(message, Resize)):
            return
        await super()._dispatch_message(message)

    def say(self, message: str = "") -> None:
        """Show ``message`` in the place of the keys, in as many lines as it takes, or the keys."""
        line = self.query_one("#status", Lines)
        width, height = line.size.width or self.app.size.width, self.app.size.height
        self._said = bool(message)
        if "--" in message:
            from tui.app.typed_commands import as_typed

            message = as_typed(message)
        told = in_few_lines(message, width - 2, max(height // 2, 1), self._sign)
        if line.styles.height is None or line.styles.height.value != len(told):
            line.styles.height = len(told)
        if message:
            line.show(
                Text(f" {truncate_end(each, width - 2, self._sign)}", "bold") for each in told
            )
        else:
            line.show([self._footer(width)])

    def on_key(self, event: Key) -> None:
        """Say once of a key that nothing is done by where all keys are listed."""
        known = (key for action in actions.of(self.PLACE) for key in action.keys)
        if not {event.key, event.character}.isdisjoint(known):
            return
        if self._told_of_help:
            self.hush()
            return
        self._told_of_help = True
        key = event.character if event.is_printable and event.character else event.key
        self.say(f"{key} does nothing here; ? lists the keys")

    def hush(self) -> None:
        """Show the keys again where a message has taken their place."""
        if self._said:
            self.say()

    def say_while(
        self, message: str, do: Callable[[], None], size: int, many: int | None = None
    ) -> None:
        """Do something with ``size`` records or the like, saying so first where it is ``many``."""

        def done() -> None:
            self.say()
            do()

        if size < (MANY if many is None else many):
            do()
        else:
            self.say(message)
            self.call_after_refresh(done)

    def heading(self, title: str, facts: Sequence[str] = (), right: Sequence[str] = ()) -> None:
        """Show the heading: what is open, facts about it, and at the right what is in force.

        Where the screen is narrow the facts go, the last first, then so does what is in force, and
        the title and the first of that are cut, each with a sign. The last of all, the place of the
        cursor, stays.
        """
        line = self.query_one("#heading", Lines)
        width = line.size.width or self.app.size.width
        room = width - len(NAME) - 1
        *rest, last = right or ("",)
        left = room - min(_LEAST_TITLE, cell_len(title) + _GAP) - cell_len(last) - _GAP
        before = in_force(rest, left, self._sign)
        force = (
            f"{before}   {last}" if before else truncate_end(last, room - _LEAST_TITLE, self._sign)
        )
        room -= cell_len(force) + 3
        title = truncate_middle(title, max(room, 0), self._sign)
        room -= cell_len(title)
        told, dot = "", self.runcmp.glyphs.between
        for number, fact in enumerate(facts):
            more = f"{dot}{fact}" if number else f"   {fact}"
            if len(told) + len(more) > room:
                break
            told += more
        blank = " " * (room - len(told) + 3)
        line.show(
            [Text(NAME, style="bold").append(f"{title}{told}{blank}{force} ", style="not bold")]
        )

    @property
    def _sign(self) -> str:
        """What stands for text that is left out."""
        return self.runcmp.glyphs.ellipsis

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.runcmp.show_help(self.PLACE)

    def action_palette(self) -> None:
        """Show all actions of this screen by name."""
        self.runcmp.show_palette(self.PLACE, self.run_action)

    async def action_view(self, name: str) -> None:
        """Go back to the table of runs, and on from there by its action ``name``."""
        screen: Screen[Any] = self
        while isinstance(screen, PlaceScreen) and screen.PLACE != "runs":
            self.app.pop_screen()
            screen = self.app.screen
        if name != "runs":
            await screen.run_action(name)

    def action_redraw(self) -> None:
        """Draw the screen anew, after something else has written on it."""
        signal.raise_signal(signal.SIGWINCH)

    def action_suspend(self) -> None:
        """Give the terminal back to the shell until ``fg``."""
        self.app.action_suspend_process()

    def action_interrupt(self) -> None:
        """Say how to quit: an interrupt is often meant for something else."""
        self.say("Q quits")

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()

    def _footer(self, width: int) -> Text:
        text = Text(" ")
        hints: list[tuple[range, str]] = []
        for number, action in enumerate(actions.footer(self.PLACE, width - 1)):
            text.append("  " if number else "")
            start = cell_len(text.plain)
            key, _, label = actions.pair(action).partition(" ")
            text.append(key, style="bold").append(f" {label}")
            hints.append((range(start, cell_len(text.plain)), action.name))
        self._hints = hints
        return text

    async def on_click(self, event: Click) -> None:
        """Do what a hint in the place of the keys says."""
        status = self.query_one("#status")
        offset = event.get_content_offset(status) if event.widget is status else None
        if offset is None or self._said:
            return
        for cells, name in self._hints:
            if offset.x in cells:
                await self.run_action(name)
                break


_KEYS = {
    "/": "slash",
    "&": "ampersand",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "?": "question_mark",
    "-": "minus",
    "_": "underscore",
    "+": "plus",
    ":": "colon",
    ",": "comma",
    ";": "semicolon",
}


def _key(key: str) -> str:
    return _KEYS.get(key, key)
