"""The Textual app: one table, and screens that open over it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.worker import WorkerFailed

from analysis.usage import cut
from parsers.guard import DEFECTS
from tui.app import actions
from tui.app.first_table import FirstTable
from tui.app.key_order import KeyOrder
from tui.app.prompt_history import PromptHistory
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.options.arguments import UNUSABLE
from tui.options.choices import glyphs
from tui.options.settings import AppSettings
from tui.terminal import clipboard
from tui.terminal.driver import DiffingDriver
from tui.terminal.environment import Terminal
from tui.terminal.streams import own_error
from tui.views.runs.places import SourcePlace

if TYPE_CHECKING:
    import polars as pl

    from tui.app.host import Host


_MOST_FAILURES: Final = 5
_SOON: Final = 2.0
"""Seconds in which more failures than that are one that comes again and again."""


class RuncmpApp(App[None]):
    """Opens on what ``first`` loads. Sends nothing to the terminal while nothing changes."""

    CSS_PATH = "app.tcss"
    TITLE = "runcmp"
    ENABLE_COMMAND_PALETTE = False
    # As the default, not set later: Textual would parse all style sheets a second time.
    theme = Reactive("ansi-dark")
    BINDINGS: ClassVar = []

    def __init__(self, first: FirstTable, terminal: Terminal, settings: AppSettings) -> None:
        # Textual trusts these over the size of the terminal, and a tmux may be resized later.
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
        super().__init__(driver_class=DiffingDriver, ansi_color=True)
        self._first = first
        self.animation_level = "none"
        self.glyphs = glyphs(terminal)
        self.prompt_history = PromptHistory(kept=not settings.session.no_state)
        self._settings = settings
        self._keys = KeyOrder(self, super().on_event)
        self.failures: list[BaseException] = []
        self._recent: list[float] = []
        # While it lays out a screen Textual draws it empty, four times.
        self._unseen: ExitStack | None = ExitStack()
        self._unseen.enter_context(self.batch_update())

    def get_default_screen(self) -> Screen[None]:
        """Return the screen that all others open over."""
        return RunsScreen(self._first, self._settings)

    def draw(self) -> None:
        """Begin to draw, if that was not done: there is something to see."""
        if self._unseen is None:
            return
        self._unseen.close()
        self._unseen = None
        self.screen.refresh()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Perform an action; what was typed after the one that quits comes too late."""
        if self.return_code is not None:
            return True
        if isinstance(self.screen, PlaceScreen):
            # What was said of the action before is read by now.
            self.screen.hush()
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DEFECTS as error:
            self.failed(error, _words(action))
            return True

    async def on_event(self, event: Event) -> None:
        """Handle an event, a key that was typed when those before it have come through."""
        if isinstance(event, Key) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    def type_again(self, keys: Sequence[Key]) -> None:
        """Hand on keys that were typed before they could be."""
        self.call_later(self._keys.again, keys)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except DEFECTS as error:
            self.failed(error)

    def _handle_exception(self, error: Exception) -> None:
        """Tell what failed outside any message: a timer, a worker, drawing."""
        self.failed(error.error if isinstance(error, WorkerFailed) else error)

    def failed(self, error: BaseException, doing: str = "") -> None:
        """Tell that ``doing`` something has failed, and go on; leave where that fails as well."""
        self.failures.append(error)
        told = own_error(error)
        said = f"{cut(doing)} failed: {told}" if doing else told
        now = monotonic()
        self._recent = [each for each in self._recent if now - each < _SOON] + [now]
        screen = self.screen_stack[-1] if self.screen_stack else None
        try:
            if len(self._recent) > _MOST_FAILURES or not isinstance(screen, PlaceScreen):
                raise error
            self.draw()
            screen.say(said)
        except DEFECTS:
            # Drawing what is wrong fails each time.
            self.exit(return_code=UNUSABLE, message=f"runcmp: {said}")

    def show_palette(self, place: actions.Place, run: Callable[[str], Awaitable[None]]) -> None:
        """Offer the actions of ``place`` by name, and ``run`` the one that is chosen."""
        from tui.app.screens.palette_screen import PaletteScreen

        async def chosen(name: str | None) -> None:
            if name is not None:
                await run(name)

        self.push_screen(PaletteScreen(place), chosen)

    def show_help(self, place: actions.Place) -> None:
        """Show the keys of one screen."""
        from tui.app.screens.help_screen import HelpScreen

        self.push_screen(HelpScreen(place))

    def show_source(self, places: Sequence[SourcePlace]) -> None:
        """Show the first of the files that something was read from, its lines in reverse."""
        from tui.app.screens.source_screen import SourceScreen

        self.push_screen(SourceScreen(places[0], len(places) - 1))

    def show_frequencies(
        self, column: pl.Series, units: Sequence[str], keep: Callable[[str, object], None]
    ) -> None:
        """Show how often each value stands in a column; ``keep`` gets the one to filter to."""
        from tui.app.screens.column_screens import FrequenciesScreen

        self.push_screen(FrequenciesScreen(column, units, keep))

    def show_statistics(
        self, table: pl.DataFrame, names: Sequence[str], look: Callable[[str], None]
    ) -> None:
        """Show statistics of columns of a table; ``look`` gets the one to look into."""
        from tui.app.screens.column_screens import StatisticsScreen

        self.push_screen(StatisticsScreen(table, names, look))

    def copy(self, text: str) -> bool:
        """Copy ``text`` through the terminal; return whether a terminal takes so much."""
        if self._driver is None or not clipboard.fits(text):
            return False
        self._driver.write(clipboard.sequence(text, os.environ))
        self._driver.flush()
        return True


def _words(action: str | ActionParseResult) -> str:
    """What an action does, in words."""
    name = action if isinstance(action, str) else action[1]
    return next((each.help for each in actions.ACTIONS if each.name == name), name)


if TYPE_CHECKING:
    # The app is what its screens ask it to be.
    _HOST: type[Host] = RuncmpApp
