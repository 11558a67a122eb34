"""What is compared with what: marked rows, or two values of a column, chosen one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import polars as pl

from analysis.compare.comparable import Comparable, comparable, likely_first
from analysis.compare.folders import FOLDER
from analysis.compare.pairs import Pairs
from analysis.compare.sides import Sides, as_written, of_pair, of_values
from analysis.runs import records_shown
from analysis.usage import UnknownName, UsageError
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.pairs_screen import PairsScreen
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns
from tui.views.compare.row_pairs import MarkedRows
from tui.views.runs.marked_rows import Marks

_FEW: Final = 4
"""Values of a column that its description names."""


class ChooseSides:
    """Asks for the sides of a comparison as far as they are not known, and shows it."""

    def __init__(self, screen: TableScreen, shown: ShownRuns, marks: Marks) -> None:
        """Ask over ``screen``, which shows the runs that are compared, and marks some."""
        self._screen = screen
        self._shown = shown
        self._marks = marks

    def compare_marked(self) -> None:
        """Compare the marked rows with the first of them; without marks ask what to compare."""
        sides, table = list(self._marks.rows), self._screen.table
        here = self._screen.row
        if len(sides) == 1 and here is not None and table.cursor_row not in table.marks:
            sides.append(here)
        if not sides:
            self._ask_column()
        elif len(sides) == 1:
            self._screen.say("mark a second row, or move the cursor to it, then d; 1 marked")
        else:
            base, *others = sides
            steps = MarkedRows(self._shown.loaded.records, base, others, self._shown.runs.by)
            self._screen.app.push_screen(DiffScreen(steps))

    @property
    def _records(self) -> pl.DataFrame:
        """What is compared: the records of the rows that are shown."""
        return records_shown(self._shown.loaded.records, self._shown.choice, self._shown.runs)

    def _ask_column(self) -> None:
        """Compare two inputs with each other; elsewhere ask for the column and its values."""
        choices = comparable(self._records, self._shown.runs.by)
        if not choices:
            self._screen.say("no column has two values to compare")
            return
        arguments = {each.item.argument for each in self._shown.loaded.readings}
        for each in choices:
            # Who opens two files or two folders wants to see one against the other.
            is_of_two = each.column == "label" or (each.column == FOLDER and len(arguments) == 2)
            if is_of_two and len(each.values) == 2:
                self._compare(each, *each.values)
                return
        dot = self._screen.runcmp.glyphs.between
        items = [Item(each, _title(each), _described(each, dot)) for each in likely_first(choices)]
        self._pick("compare by", "column", items, self._ask_base)

    def ask_values(self, on: str) -> None:
        """Compare ``software=A,B``; of ``software`` alone ask for two values if it has more.

        Raises ``UsageError`` for a column or values that are not there, and for a column
        without two values.
        """
        column, equals, _ = on.partition("=")
        if equals:
            records = self._records
            sides, *more = of_values(records, on, self._shown.choice.by)
            if more:
                raise UsageError(f"{on}: name two values here; runcmp diff --on takes more")
            self._show(sides, records.height)
            return
        choices = comparable(self._records, self._shown.runs.by)
        found = next((each for each in choices if each.column == column), None)
        if found is None:
            known = [each.column for each in choices]
            raise UnknownName(f"no two values of {column!r}", column, known)
        self._ask_base(found)

    def _ask_base(self, of: Comparable) -> None:
        if len(of.values) == 2:
            self._compare(of, *of.values)
        else:
            self._pick(
                f"{_title(of)}: baseline value", "base", _items(of), partial(self._ask_new, of)
            )

    def _ask_new(self, of: Comparable, base: Any) -> None:
        others = [item for item in _items(of) if item.choice != base]
        title = f"{_title(of)}: {as_written(base)} vs. new value"
        self._pick(title, "new", others, partial(self._compare, of, base))

    def _compare(self, of: Comparable, base: Any, new: Any) -> None:
        records = self._records
        self._show(of_pair(records, of.column, base, new, self._shown.choice.by), records.height)

    def _show(self, sides: Sides, size: int) -> None:
        """Show a comparison that was chosen from ``size`` records."""

        def show() -> None:
            pairs = Pairs.of(sides, self._shown.choice.center)
            self._screen.app.push_screen(PairsScreen(pairs, self._shown.runs, self._shown.loaded))

        self._screen.say_while("comparing ...", show, size)

    def _pick(
        self, title: str, question: str, items: Sequence[Item[Any]], then: Callable[[Any], None]
    ) -> None:
        def chosen(choice: Any) -> None:
            if choice is not None:
                then(choice)

        self._screen.app.push_screen(PickingScreen(title, question, items), chosen)


def _title(of: Comparable) -> str:
    return of.column.replace("_", " ")


def _described(of: Comparable, dot: str) -> str:
    texts = [as_written(value) for value in of.values]
    more = f" and {len(texts) - _FEW} more" if len(texts) > _FEW else ""
    return dot.join(texts[:_FEW]) + more


def _items(of: Comparable) -> list[Item[Any]]:
    return [
        Item(value, as_written(value), f"{runs} run" if runs == 1 else f"{runs} runs")
        for value, runs in zip(of.values, of.runs, strict=True)
    ]
