"""A still panel of lines that draws anew only what changes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import split_graphemes
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.app.surviving import Surviving
from tui.app.widgets.segments import segments


class Lines(Surviving, Widget):
    """Shows lines, one below the other, cut at its edges; those of charts and details panels.

    Beside a table these change a little with every move of its cursor: each time, only the span of
    a line between its first and its last changed cell is drawn again.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "Lines { height: 1fr; }"

    def __init__(
        self,
        lines: Iterable[Strip | Text] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = tuple(lines)
        self._strips: list[Strip] = []
        self._drawn_size = Size()

    def show(self, lines: Iterable[Strip | Text]) -> None:
        """Show ``lines`` instead; each is one line, whatever it holds."""
        self._lines = tuple(lines)
        before, resized = self._strips, self._drawn_size != self.size
        self._cut()
        if resized:
            self.refresh()
            return
        regions = [
            Region(start, y, stop - start, 1)
            for y, (old, new) in enumerate(zip(before, self._strips, strict=True))
            for start, stop in _changes(old, new)
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Draw line ``y``."""
        if self._drawn_size != self.size:
            # Textual draws a resized widget before it tells it so.
            self._cut()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    def on_resize(self) -> None:
        """Cut the lines to the new size."""
        if self._drawn_size != self.size:
            self._cut()

    def _cut(self) -> None:
        """Make as many strips as the panel has lines, each as wide as the panel."""
        self._drawn_size = self.size
        width, height = self.size
        strips = [self._strip(line) for line in self._lines[:height]]
        strips += [Strip.blank(width)] * (height - len(strips))
        self._strips = [strip.crop_extend(0, width, None) for strip in strips]

    def _strip(self, line: Strip | Text) -> Strip:
        if isinstance(line, Strip):
            return line
        return Strip(Segment.simplify(segments(line, self.app.console)))


def _changes(old: Strip, new: Strip) -> Iterator[tuple[int, int]]:
    """Yield the span from the first to the last cell that differs, if any does.

    One span for a line: Textual sends each from the widget's left edge on.
    """
    if old != new:
        pairs = zip(_cells(old), _cells(new), strict=True)
        changed = [x for x, (was, now) in enumerate(pairs) if was != now]
        if changed:
            yield changed[0], changed[-1] + 1


def _cells(strip: Strip) -> Iterator[tuple[str, Style]]:
    """Yield what each cell shows, the second cell of a wide character as nothing."""
    for segment in strip:
        style = segment.style or Style.null()
        spans, _ = split_graphemes(segment.text)
        for start, stop, width in spans:
            if width:
                yield segment.text[start:stop], style
            for _ in range(width - 1):
                yield "", style
