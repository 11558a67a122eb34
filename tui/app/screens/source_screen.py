"""The Source screen: a file around the lines that something was read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text

from tui.app import actions
from tui.app.screens.pager_screen import MadeScreen
from tui.app.screens.place_screen import bindings
from tui.views.runs.places import SourcePlace
from tui.views.source_text import NumberedLines, SourceText, read

_ABOVE: Final = 5
"""Lines in sight above the first that is shown."""
_LEAST_WIDTH: Final = 10
"""Cells below which a screen has no size yet."""


class SourceScreen(MadeScreen):
    """A file to read, some of its lines in reverse video."""

    PLACE: ClassVar[actions.Place] = "source"
    BINDINGS = bindings("source")

    def __init__(self, place: SourcePlace, more: int = 0) -> None:
        """Show the lines of ``place``, and that there are ``more`` files that have such lines."""
        also = f" and {more} more file{'s' if more > 1 else ''}" if more else ""
        super().__init__(f"{place}{also}")
        self._place = place
        self._text = SourceText(1, ())
        self._shown = frozenset(place.lines)
        self._starts = [line for line in place.lines if line - 1 not in self._shown]
        self._at = 0
        self._skipped: int | None = None

    def make(self) -> None:
        """Read the file around the first line."""
        lines = self._place.lines[:1]
        self._text = read(self._place.source, next(iter(lines), None))
        self._first = _top_for(self._text, lines)

    def lines(self, width: int) -> Sequence[Text]:
        """Return the lines with their numbers."""
        if self._skipped is None and width < _LEAST_WIDTH:
            return self._numbered(width, 0)
        if self._skipped is None:
            lines = self._numbered(width, 0)
            self._skipped = sum(map(lines.out_of_sight, self._place.lines[:1]))
        return self._numbered(width, self._skipped)

    def _numbered(self, width: int, skipped: int) -> NumberedLines:
        place, glyphs = self._place, self.runcmp.glyphs
        return NumberedLines(self._text, self._shown, width, glyphs, place.values, skipped)

    def action_sideways(self, way: str) -> None:
        """Scroll sideways by half a screen."""
        width = self.pager.size.width
        step = max(width // 2, 1)
        skipped = (self._skipped or 0) + (step if way == "right" else -step)
        longest = max((cell_len(line) for line in self._in_sight), default=0)
        self._skipped = max(0, min(skipped, max(longest - step, 0)))
        self._fill()

    @property
    def _in_sight(self) -> Sequence[str]:
        first = self.pager.first
        return self._text.lines[first : first + self.pager.page]

    def action_edit(self) -> None:
        """Open the file at the line in the user's editor; one that is long in the pager."""
        from tui.app.screens.open_editor import edit

        lines = self._starts[self._at : self._at + 1]
        self.say(edit(self.app, self._place.source, next(iter(lines), 1)))

    def action_next_line(self) -> None:
        """Go to the next line that is shown, or the next few."""
        self._go(1)

    def action_previous_line(self) -> None:
        """Go to the line before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if not self._starts:
            self.say("no highlighted lines")
            return
        self._at = (self._at + step) % len(self._starts)
        line = self._starts[self._at]
        self.pager.open(self.lines(self.pager.size.width), _top_for(self._text, [line]))
        self._told()
        self.say(f"line {line}: {self._at + 1} of {len(self._starts)}")


def _top_for(text: SourceText, lines: Sequence[int]) -> int:
    return max(lines[0] - text.first - _ABOVE, 0) if lines else 0
