"""A table whose files are still being read when its screen opens."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual.events import Key

from parsers import Loaded
from tui.app import actions
from tui.app.first_table import FirstTable, Opened
from tui.app.screens.opening import Opening, Stage
from tui.app.screens.table_screen import TableScreen
from tui.app.screens.typed_ahead import TypedAhead
from tui.options.settings import AppSettings

if TYPE_CHECKING:
    from tui.app.screens.watching import Watch

_WHILE_READING: Final = ("leave", "interrupt", "help", "redraw", "suspend", "clear")
"""Actions that need no table; what clears the table ends the reading with what is there."""


class AwaitedScreen(TableScreen):
    """Is there before its table, so that only this has to be drawn when the files are read.

    It shows nothing at first: to draw what is gone at once would only take time.
    """

    def __init__(self, first: FirstTable, settings: AppSettings) -> None:
        super().__init__()
        self.opening = Opening(self, first, settings)
        self._is_to_watch = settings.session.watch
        known = actions.of(self.PLACE)
        self._typed_ahead: TypedAhead | None = TypedAhead(
            {key for each in known if each.name in _WHILE_READING for key in each.keys},
            {key for each in known if each.asks for key in each.keys},
        )

    @abstractmethod
    def open(self, opened: Opened) -> None:
        """Fill the table."""

    @abstractmethod
    def show_again(self, loaded: Loaded) -> None:
        """Show what the files hold now."""

    @abstractmethod
    def show_changes(self, loaded: Loaded, told: str) -> None:
        """Show what files hold of which ``told`` says what has become of them."""

    @cached_property
    def file_watch(self) -> Watch:
        """What looks at the files, once it is begun."""
        from tui.app.screens.watching import Watch

        return Watch(self, self.opening, self.show_changes, self.say)

    @property
    def is_watching(self) -> bool:
        """Whether the files are watched."""
        return "file_watch" in self.__dict__ and self.file_watch.is_on

    def on_mount(self) -> None:
        """Fill the table as soon as what belongs in it is there."""
        self.table.focus()
        self.opening.begin(self._open, self.tell)

    def _open(self, opened: Opened) -> None:
        self.open(opened)
        self.call_later(self._type_again)
        if self._is_to_watch:
            self.file_watch.begin()

    def on_key(self, event: Key) -> None:
        """Keep a key for the table that it is for, until that is there."""
        if self._typed_ahead is not None and self._typed_ahead.keep(event):
            event.stop()
            event.prevent_default()

    def _type_again(self) -> None:
        typed, self._typed_ahead = self._typed_ahead, None
        # The help that opened meanwhile has keys of its own.
        if typed is not None and self.is_current:
            self.runcmp.type_again(typed.taken())

    def tell(self) -> None:
        """Say what is being read, which takes long, and how far that has come."""
        self.heading(self.opening.title)
        self._say_progress()
        self.runcmp.draw()

    def _say_progress(self) -> None:
        self.say(self.opening.said(self.app.size.width - 2))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a table there is nothing to do but to wait or to leave."""
        if self.opening.stage is not Stage.OPEN and action not in _WHILE_READING:
            return False
        return super().check_action(action, parameters)

    def action_interrupt(self) -> None:
        """Say how to quit; while files are being read, quit."""
        if self.opening.stage is Stage.OPEN:
            super().action_interrupt()
        else:
            self.action_leave()

    def action_clear(self) -> None:
        """Have no further file read while some are, or else forget text and condition.

        What was typed ahead is forgotten, too.
        """
        if self._typed_ahead is not None:
            self._typed_ahead.taken()
        if self.opening.stop():
            self._say_progress()
        elif self.opening.stage is Stage.OPEN:
            self.clear()

    @abstractmethod
    def clear(self) -> None:
        """Forget the text and the condition."""

    # Reading again

    def action_reload(self) -> None:
        """Read the files again, in the background."""
        self.say("reloading ...")
        self.opening.again(self.show_again, self.say, self._say_progress)

    @abstractmethod
    def show_heading(self) -> None:
        """Show what is open and chosen, and whether it is watched."""

    def action_watch(self) -> None:
        """Watch the files from now on, or no more."""
        if self.is_watching:
            self.file_watch.end()
            self.say("watching ended; r reloads")
        else:
            self.file_watch.begin()
            self.say("watching; files that change are reloaded, + marks new rows")
        self.show_heading()
