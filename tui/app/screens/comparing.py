"""Comparing from the table of runs: marked rows, or two values of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.runs import Choice, Runs, records_shown
from parsers import Loaded
from tui.app.screens.table_screen import TableScreen
from tui.views.runs.marked_rows import Marks

if TYPE_CHECKING:
    from tui.app.screens.choose_sides import Choosing


class ComparingScreen(TableScreen):
    """A table of runs of which one can choose what is compared with what."""

    _loaded: Loaded
    _choice: Choice
    _runs: Runs
    _marks: Marks

    def action_diff(self) -> None:
        """Compare the marked rows with the first of them; without marks ask what to compare."""
        sides = list(self._marks.rows)
        here = self.row
        if len(sides) == 1 and here is not None and self.table.cursor_row not in self.table.marks:
            sides.append(here)
        if not sides:
            self._choosing().ask_column()
        elif len(sides) == 1:
            self.say("mark a second row, or move the cursor to it, then d; 1 marked")
        else:
            from tui.app.screens.diff_screen import DiffScreen
            from tui.views.compare.row_pairs import MarkedRows

            base, *others = sides
            steps = MarkedRows(self._loaded.records, base, others, self._runs.by)
            self.app.push_screen(DiffScreen(steps))

    def with_argument(self, name: str, text: str) -> None:
        """Do what the command says: ``diff software``, ``diff software=A,B``."""
        if name == "diff":
            self._choosing().ask_values(text.removeprefix("--on").strip())
        else:
            super().with_argument(name, text)

    def _choosing(self) -> Choosing:
        from tui.app.screens.choose_sides import Choosing

        records = records_shown(self._loaded.records, self._choice, self._runs)
        return Choosing(self, records, self._choice, self._runs)
