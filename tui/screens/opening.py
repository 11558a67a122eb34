"""What is on screen while the files are being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult

from tui import actions
from tui.screens.base import PlaceScreen, bindings
from tui.widgets.lines import Lines


class OpeningScreen(PlaceScreen[None]):
    """Says what is being read, and can be left."""

    PLACE: ClassVar[actions.Place] = "opening"
    BINDINGS = bindings("opening")

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self._paths = paths

    def compose(self) -> ComposeResult:
        """Heading, nothing yet, keys."""
        yield Lines(id="heading")
        yield Lines(id="page")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Say so."""
        self.call_after_refresh(self._tell)

    def on_resize(self) -> None:
        """Say it in the new width."""
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        more = f" and {len(self._paths) - 1} more" if len(self._paths) > 1 else ""
        self.heading(f"{self._paths[0]}{more}")
        self.query_one("#page", Lines).show([Text(), Text("reading ...", style="not bold")])
        self.say()
