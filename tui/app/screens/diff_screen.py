"""Two configurations side by side, one pair after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text

from tui.app import actions
from tui.app.screens.open_source import open_side
from tui.app.screens.pager_screen import ReadingScreen
from tui.app.screens.place_screen import bindings
from tui.views.compare.pair import diff_lines
from tui.views.compare.row_pairs import Steps


class DiffScreen(ReadingScreen):
    """What differs between two configurations, and what came out of it."""

    PLACE: ClassVar[actions.Place] = "diff"
    BINDINGS = bindings("diff")

    def __init__(
        self, steps: Steps, at: int = 0, moved: Callable[[int], None] | None = None
    ) -> None:
        """Show pair number ``at``; ``moved`` is told which one is shown when another is."""
        super().__init__("diff")
        self._steps = steps
        self._at = at
        self._moved = moved
        self._swapped = False

    def lines(self, width: int) -> Sequence[Text]:
        """Return the comparison drawn for this width."""
        step = self._steps.step(self._at, swapped=self._swapped)
        return diff_lines(step, width, self.runcmp.glyphs)

    def _told(self) -> None:
        count = len(self._steps)
        if count > 1:
            name = self.runcmp.glyphs.between.join(self._steps.name(self._at))
            self._title = f"diff {self._at + 1}/{count}  {name}"
        super()._told()

    def action_swap(self) -> None:
        """Take the base for the new side and the other way round."""
        self._swapped = not self._swapped
        self._fill()

    def action_next_pair(self) -> None:
        """Show the next pair from its beginning."""
        self._go(self._at + 1)

    def action_previous_pair(self) -> None:
        """Show the pair before from its beginning."""
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        if not 0 <= at < len(self._steps):
            self.say(f"this is the {'first' if at < 0 else 'last'} pair")
            return
        self._at, self._first = at, 0
        self._fill()
        if self._moved is not None:
            self._moved(at)

    def action_source(self) -> None:
        """Open the source of the base side at its line."""
        self._open("base")

    def action_source_new(self) -> None:
        """Open the source of the new side at its line."""
        self._open("new")

    def _open(self, side: str) -> None:
        step = self._steps.step(self._at, swapped=self._swapped)
        sides = step.pair.sides
        open_side(self, sides.base if side == "base" else sides.new, side)
