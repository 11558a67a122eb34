"""The changes of a table that can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from analysis.runs import Choice
from tui.app.screens.table_state import SortKeys

_MOST: Final = 100
"""Steps that are kept."""


class TableState(NamedTuple):
    """What can be changed about a table: order, condition as typed, columns, choice, marks.

    ``marks``: the marked rows by what tells them apart.
    """

    sort: SortKeys
    condition: str
    hidden: frozenset[str]
    frozen: tuple[str, ...]
    wide: frozenset[str] = frozenset()
    columns: tuple[Sequence[str], ...] = ()
    choice: Choice = Choice()
    marks: Mapping[Any, Mapping[str, Any]] = {}

    def changes(self, other: TableState) -> list[str]:
        """Return in words what differs from another state."""
        here, there = self.choice, other.choice
        differs = {
            "sort": self.sort != other.sort,
            "filter": self.condition != other.condition or here.where != there.where,
            "columns": self[2:6] != other[2:6],
            "metric": here.metric != there.metric,
            "grouping": here.by != there.by,
            "axis": here.over != there.over,
            "baseline": (here.baseline, here.place) != (there.baseline, there.place),
            "scaling": here.scaling != there.scaling,
            "marks": list(self.marks) != list(other.marks),
        }
        return [name for name, changed in differs.items() if changed]


class History:
    """The states before each change, the last one at the end."""

    def __init__(self) -> None:
        self._states: list[TableState] = []

    def remember(self, state: TableState) -> None:
        """Keep the state before a change, which may come to nothing."""
        if not self._states or state.changes(self._states[-1]):
            self._states = [*self._states, state][-_MOST:]

    def last_before(self, now: TableState) -> TableState | None:
        """Return, and forget, the last state that differs from the one now; null without any."""
        while self._states:
            state = self._states.pop()
            if state.changes(now):
                return state
        return None
