"""What looks wrong with the numbers of the table below it, and what puts that right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from analysis.plausibility import Doubt
from tui.app.typed_commands import as_typed
from tui.app.widgets.still_lines import Lines
from tui.drawing.text_cells import to_ascii
from tui.formatting.glyphs import Glyphs
from tui.formatting.shortening import in_lines, truncate_end
from tui.views.runs.doubt_marks import SIGN, fitted

_A_LINE_IN: Final = 8
"""So many lines of a screen give one to what looks wrong."""
_INDENT: Final = "  "
_AROUND: Final = 5
"""Lines that are no rows: heading, the two lines of the table's own, keys, and one to spare."""


class DoubtLines(Lines):
    """Doubts, in full where all rows are in sight below, else the first few in a line each."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="doubts")
        self._glyphs = glyphs
        self.display = False

    def tell(self, doubts: Sequence[Doubt], rows: int, missing: str | None = None) -> None:
        """Show the ``doubts`` about a table of so many ``rows``, and what is ``missing`` there."""
        width, height = self.app.size
        doubts = [doubt._replace(command=as_typed(doubt.command)) for doubt in doubts]
        missing = missing and as_typed(missing)
        free = height - _AROUND - rows
        lines = [
            line for doubt in doubts for line in in_lines(f"{SIGN} {doubt}", width - 2, _INDENT)
        ]
        if len(lines) > free:
            lines = [fitted(doubt, width - 2, self._glyphs.ellipsis) for doubt in doubts]
        if missing is not None:
            whole = in_lines(missing, width - 2, _INDENT)
            lines += (
                whole
                if len(lines) + len(whole) <= free
                else [truncate_end(missing, width - 2, self._glyphs.ellipsis)]
            )
        most = max(height // _A_LINE_IN, free, 1)
        if len(lines) > most:
            more = f"{SIGN} and {len(lines) - most + 1} more doubts; i tells all"
            lines = [*lines[: most - 1], more] if most > 1 else lines[:1]
        self.styles.height = len(lines)
        self.display = bool(lines)
        texts = map(to_ascii, lines) if self._glyphs.ascii else lines
        self.show(Text(f" {text}", style="yellow") for text in texts)
