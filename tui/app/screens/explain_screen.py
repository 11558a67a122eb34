"""How each file was read, what went wrong first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from analysis.runs import Runs
from parsers import Loaded
from tui.app.screens.pager_screen import MadeScreen
from tui.views.explain_lines import explain_lines, explained
from tui.views.load_report import Told


class ExplainScreen(MadeScreen):
    """What ``explain`` prints, of what is loaded and as it is chosen now."""

    def __init__(self, loaded: Loaded, runs: Runs) -> None:
        super().__init__("how the files were read")
        self._loaded = loaded
        self._runs = runs
        self._explained: Sequence[Told] = ()

    def make(self) -> None:
        """Look at each file."""
        self._explained = explained(self._loaded, self._runs)

    def lines(self, width: int) -> Sequence[Text]:
        """Return what is told, folded to the width."""
        is_unicode = not self.runcmp.glyphs.ascii
        return list(explain_lines(self._explained, width, is_unicode=is_unicode))
