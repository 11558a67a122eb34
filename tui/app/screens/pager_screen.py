"""Screens to read: lines that scroll, and the way back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult

from parsers.guard import DEFECTS
from tui.app import actions
from tui.app.background import in_background
from tui.app.screens.place_screen import PlaceScreen, bindings
from tui.app.widgets.pager import Pager
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.still_lines import Lines
from tui.terminal.streams import own_error
from tui.views.source_text import Unreadable

_ABOVE: Final = 3
"""Lines in sight above one that was looked for."""
_GROUP: Final = "making"
"""The worker that waits for lines."""


class ReadingScreen(PlaceScreen[None]):
    """A pager with a heading; help and sources are ones, the comparison of two runs another."""

    PLACE: ClassVar[actions.Place] = "pager"
    BINDINGS = bindings("pager")

    def __init__(self, title: str, lines: Sequence[Text] = (), top: int = 0) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._first = top
        self._sought = ""
        self._match = -1

    def compose(self) -> ComposeResult:
        """Heading, lines, keys."""
        yield Lines(id="heading")
        yield Pager(id="page")
        yield Prompt(over="#status", id="prompt")
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
        lines = self.lines(self.pager.size.width)
        if self._sought:
            # What was looked for is seen: such screens have few lines.
            lines = [_lit(line, self._sought) for line in lines]
        self.pager.open(lines, None if first < 0 else first)
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

    # Find

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the prompt is open, the key that opens it is a letter like all others."""
        if action == "find" and self.query_one("#prompt", Prompt).display:
            return False
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Ask for a text and go to its next occurrence."""
        self.query_one("#prompt", Prompt).ask("/", self._find)

    def _find(self, text: str) -> None:
        self._sought = text or self._sought
        self._go_to_match(1)

    def action_find_next(self) -> None:
        """Go to the next line that has the text."""
        self._go_to_match(1)

    def action_find_previous(self) -> None:
        """Go to the line before that has the text."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        if not self._sought:
            self.say("nothing to find; / starts a search")
            return
        lines = self.lines(self.pager.size.width)
        found = [at for at, line in enumerate(lines) if self._sought.lower() in line.plain.lower()]
        if not found:
            self.say(f"{self._sought!r} not found")
            return
        here = self._match
        ahead = [at for at in found if (at > here if step > 0 else at < here)]
        self._match = (ahead or found)[0 if step > 0 else -1]
        self._first = max(self._match - _ABOVE, 0)
        self._fill()
        self.say(f"{self._sought!r}: {found.index(self._match) + 1} of {len(found)}")

    def action_back(self) -> None:
        """Back to the screen before."""
        self.app.pop_screen()


def _lit(line: Text, text: str) -> Text:
    """Return a line with what was looked for in reverse video."""
    line = line.copy()
    line.highlight_words([text], "reverse", case_sensitive=False)
    return line


class MadeScreen(ReadingScreen):
    """A screen whose lines take a while, as a file system may; it is there before they are."""

    _is_made = False

    @abstractmethod
    def make(self) -> None:
        """Make what ``lines`` needs, in a thread. May raise ``Unreadable``."""

    def on_mount(self) -> None:
        """Begin to make the lines."""
        self.run_worker(self._make(), group=_GROUP)

    async def _make(self) -> None:
        try:
            await in_background(self.make)
        except Unreadable as error:
            self._give_up(str(error))
        except DEFECTS as error:
            self._give_up(own_error(error))
        else:
            self._is_made = True
            if not self._left:
                self._fill()

    def _give_up(self, reason: str) -> None:
        """Go back, and say there why there is nothing to show."""
        if self.is_current:
            self.app.pop_screen()
            below = self.app.screen
            if isinstance(below, PlaceScreen):
                below.say(reason)

    def _fill(self) -> None:
        if self._is_made:
            super()._fill()
        else:
            self.heading(self._title)
