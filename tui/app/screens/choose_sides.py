"""What is compared with what: a column, and two of its values, chosen one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import polars as pl

from analysis.compare.comparable import Comparable, comparable
from analysis.compare.pairs import Pairs
from analysis.compare.sides import Sides, as_written, of_pair, of_values
from analysis.runs import Choice, Runs
from analysis.usage import UnknownName
from tui.app.screens.pairs_screen import PairsScreen
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.place_screen import PlaceScreen

FEW: Final = 4
"""Values of a column that its description names."""


class Choosing:
    """Asks for the sides of a comparison as far as they are not known, and shows it."""

    def __init__(
        self, screen: PlaceScreen[None], records: pl.DataFrame, choice: Choice, runs: Runs
    ) -> None:
        """Ask over ``screen``; ``records`` are compared, ``runs`` is the table that shows them."""
        self._screen = screen
        self._records = records
        self._choice = choice
        self._runs = runs

    def ask_column(self) -> None:
        """Ask for the column and its values."""
        choices = comparable(self._records, self._runs.by)
        if not choices:
            self._screen.say("no column has two values to compare")
            return
        items = [Item(each, _title(each), _described(each)) for each in choices]
        self._pick("compare by", "column", items, self._ask_base)

    def ask_values(self, on: str) -> None:
        """Compare ``software=A,B``; of ``software`` alone ask for two values if it has more.

        Raises ``UsageError`` for a column or values that are not there, and for a column
        without two values.
        """
        column, equals, _ = on.partition("=")
        if equals:
            self._show(of_values(self._records, on, self._choice.by))
            return
        choices = comparable(self._records, self._runs.by)
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
        self._show(of_pair(self._records, of.column, base, new, self._choice.by))

    def _show(self, sides: Sides) -> None:
        def show() -> None:
            pairs = Pairs.of(sides, self._choice.center)
            self._screen.app.push_screen(PairsScreen(pairs, self._runs))

        self._screen.say_while("comparing ...", show, self._records.height)

    def _pick(
        self, title: str, question: str, items: Sequence[Item[Any]], then: Callable[[Any], None]
    ) -> None:
        def chosen(choice: Any) -> None:
            if choice is not None:
                then(choice)

        self._screen.app.push_screen(PickingScreen(title, question, items), chosen)


def _title(of: Comparable) -> str:
    return of.column.replace("_", " ")


def _described(of: Comparable) -> str:
    texts = [as_written(value) for value in of.values]
    more = f" and {len(texts) - FEW} more" if len(texts) > FEW else ""
    return ", ".join(texts[:FEW]) + more


def _items(of: Comparable) -> list[Item[Any]]:
    return [
        Item(value, as_written(value), f"{runs} run" if runs == 1 else f"{runs} runs")
        for value, runs in zip(of.values, of.runs, strict=True)
    ]
