"""What stands above a table once: the metrics as tabs, and what all rows share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message

from tui.app.metrics import MetricTab
from tui.app.widgets.still_lines import Lines
from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import truncate_end

_GAP: Final = 3
_LINE_IN: Final = 12
"""So many lines of a screen give one to what all rows share."""
_LOW: Final = 16
"""Lines of a screen on which one line has to do."""


def side_by_side(facts: Sequence[str], width: int, most: int, glyphs: Glyphs) -> list[str]:
    """Return facts in so many lines of this width, of which the last is cut where it is longer."""
    dot = glyphs.between
    lines: list[str] = []
    for fact in map(to_ascii, facts) if glyphs.ascii else facts:
        if lines and (len(lines) == most or cell_len(lines[-1] + dot + fact) <= width):
            lines[-1] += dot + fact
        else:
            lines.append(fact)
    return [truncate_end(each, width, glyphs.ellipsis) for each in lines]


class TableFacts(Lines):
    """A line of tabs where there are several metrics, and what all rows share, in it or below."""

    class TabClicked(Message):
        """The tab of ``metric`` was clicked."""

        def __init__(self, metric: str) -> None:
            super().__init__()
            self.metric = metric

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="facts")
        self._glyphs = glyphs
        self._at: list[tuple[range, str]] = []
        self.display = False

    def tell(self, tabs: Sequence[MetricTab], shared: Sequence[str]) -> None:
        """Show ``tabs``, the one that is shown among them, and what is ``shared``."""
        width, height = self.app.size
        facts = side_by_side(shared, width - 2, max(1, height // _LINE_IN), self._glyphs)
        lines = [self._tabs(tabs, width - 2)] if tabs else []
        if len(facts) == 1 and lines and cell_len(lines[0].plain + facts[0]) + _GAP < width:
            lines[0].append(" " * _GAP).append(facts[0], style="dim")
        elif height >= _LOW or not lines:
            lines += [Text(f" {each}", style="dim") for each in facts]
        self.display = bool(lines)
        self.styles.height = len(lines)
        self.show(lines)

    def _tabs(self, tabs: Sequence[MetricTab], width: int) -> Text:
        """Draw the tabs, from the first on that leaves room for the one shown."""
        names = [tab.text for tab in tabs]
        here = next((number for number, tab in enumerate(tabs) if tab.is_shown), 0)
        first = 0
        while first < here and self._width(names[first : here + 1], first, len(tabs)) > width:
            first += 1
        last = here + 1
        while last < len(tabs) and self._width(names[first : last + 1], first, len(tabs)) <= width:
            last += 1
        line = Text(f" {self._glyphs.more_left}{first} " if first else " ")
        self._at = []
        for number in range(first, last):
            line.append(f" {self._glyphs.vertical} " if number > first else "")
            name = truncate_end(names[number], width, self._glyphs.ellipsis)
            start = cell_len(line.plain)
            line.append(name, style="bold underline" if tabs[number].is_shown else "")
            self._at.append((range(start, start + cell_len(name)), tabs[number].name))
        if last < len(tabs):
            line.append(f" +{len(tabs) - last}{self._glyphs.more_right}")
        return line

    def _width(self, names: Sequence[str], first: int, among: int) -> int:
        """The cells that these tabs take, with how many are left out on both sides."""
        left = len(f"{self._glyphs.more_left}{first} ") if first else 0
        right = len(f" +{among}>") if first + len(names) < among else 0
        return left + sum(map(cell_len, names)) + 3 * (len(names) - 1) + right

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            for cells, metric in self._at:
                if offset.x in cells:
                    self.post_message(self.TabClicked(metric))
