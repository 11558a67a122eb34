"""What is on screen while the files are being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult

from tui import actions
from tui.screens.base import PlaceScreen, bindings
from tui.widgets.lines import Lines

PATIENCE: Final = 0.5
"""Seconds that reading may take before the screen says that it goes on."""


class OpeningScreen(PlaceScreen[None]):
    """Says what is being read, and can be left."""

    PLACE: ClassVar[actions.Place] = "opening"
    BINDINGS = bindings("opening")

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self._paths = paths
        self._told = False

    def compose(self) -> ComposeResult:
        """Heading, nothing yet, keys."""
        yield Lines(id="heading")
        yield Lines(id="page")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Say so if it takes long: to draw what is gone at once would only take time."""
        self.set_timer(PATIENCE, self._tell)

    def on_resize(self) -> None:
        """Say it in the new width."""
        if self._told:
            self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        self._told = True
        more = f" and {len(self._paths) - 1} more" if len(self._paths) > 1 else ""
        self.heading(f"{self._paths[0]}{more}")
        self.query_one("#page", Lines).show([Text(), Text("reading ...", style="not bold")])
        self.say()
