"""What the screens ask of the app, which imports them and so is not imported by them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import polars as pl
from textual.events import Key

from tui.app.actions import Place
from tui.app.prompt_history import PromptHistory
from tui.formatting.glyphs import Glyphs
from tui.views.runs.places import SourcePlace


class Host(Protocol):
    """The app: what it draws with, what was typed, what opens over its screens, and copying."""

    glyphs: Glyphs
    prompt_history: PromptHistory

    def draw(self) -> None:
        """Begin to draw, if that was not done: there is something to see."""

    def type_again(self, keys: Sequence[Key]) -> None:
        """Hand on keys that were typed before they could be."""

    def show_palette(self, place: Place, run: Callable[[str], Awaitable[None]]) -> None:
        """Offer the actions of ``place`` by name, and ``run`` the one that is chosen."""

    def show_help(self, place: Place) -> None:
        """Show the keys of one screen."""

    def show_source(self, places: Sequence[SourcePlace]) -> None:
        """Show the first of the files that something was read from, its lines in reverse."""

    def show_frequencies(
        self, column: pl.Series, units: Sequence[str], keep: Callable[[str, object], None]
    ) -> None:
        """Show how often each value stands in a column; ``keep`` gets the one to filter to."""

    def show_statistics(
        self, table: pl.DataFrame, names: Sequence[str], look: Callable[[str], None]
    ) -> None:
        """Show statistics of columns of a table; ``look`` gets the one to look into."""

    def copy(self, text: str) -> bool:
        """Copy ``text`` through the terminal; return whether a terminal takes so much."""

    def failed(self, error: BaseException, doing: str = "") -> None:
        """Tell that ``doing`` something has failed, and go on."""
