"""Two configurations side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import polars as pl
from rich.text import Text

from tui import actions
from tui.diff_lines import diff_lines
from tui.screens.base import bindings
from tui.screens.reading import ReadingScreen


class DiffScreen(ReadingScreen):
    """What differs between two configurations, and what came out of it."""

    PLACE: ClassVar[actions.Place] = "diff"
    BINDINGS = bindings("diff")

    def __init__(
        self,
        records: pl.DataFrame,
        base: dict[str, Any],
        new: dict[str, Any],
        by: Sequence[str],
    ) -> None:
        """Compare the configurations ``base`` and ``new``, rows of a table of runs."""
        super().__init__("diff")
        self._records = records
        self._sides = (base, new)
        self._by = by

    def lines(self, width: int) -> Sequence[Text]:
        """Return the comparison drawn for this width."""
        return diff_lines(self._records, *self._sides, self._by, width, self.runcmp.glyphs)

    def action_swap(self) -> None:
        """Take the base for the new side and the other way round."""
        self._sides = (self._sides[1], self._sides[0])
        self._fill()
