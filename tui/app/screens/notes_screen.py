"""All that stands around a table of matched rows, in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from analysis.compare.compare import Comparison
from tui.app.screens.pager_screen import ReadingScreen
from tui.views.compare.compare_summary import above, below, folded


class NotesScreen(ReadingScreen):
    """The lines above a table of matched rows and below it, which cut them where it is low."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__("summary and notes")
        self._comparison = comparison

    def lines(self, width: int) -> Sequence[Text]:
        """Return the lines above the table and below it, in full."""
        ascii_only = self.runcmp.glyphs.ascii
        return [
            *folded(above(self._comparison), width, ascii_only),
            Text(),
            *folded(below(self._comparison), width, ascii_only),
        ]
