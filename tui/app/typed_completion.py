"""What Tab makes of a line that is being typed: names of commands, columns, metrics, values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

import polars as pl

from analysis.cell_conditions import literal, sql_name
from analysis.columns import UNLISTED
from analysis.scaling.scaling_kind import KINDS
from tui.app import actions
from tui.app.typed_commands import SHORT, names
from tui.options.option_groups import BASELINES

_MOST_VALUES: Final = 1000
"""Values of a column that are offered."""
_LAST_NAME: Final = re.compile(r"(?:^|(?<=[\s,(]))[-+]?[^\s,()=<>!]*$")
_LAST_VALUE: Final = re.compile(
    r"""(?P<name>[^\W\d]\w*|"[^"]+")\s*(?P<sign>[=<>!]+|\bLIKE\b|\bIN\s*\((?:[^()]*,)?)\s*(?P<begun>'[^']*|[\w.]*)$""",
    re.IGNORECASE,
)
_LISTING: Final = ("sort", "columns", "by")
"""Commands that take names of columns with commas between."""
_OPERATORS: Final = ("AND", "OR", "NOT", "IN", "LIKE", "IS", "NULL", "BETWEEN")


class Completion(NamedTuple):
    """Completes lines about ``frame``, whose columns can be named, and the ``metrics`` there are.

    ``layouts`` says which were kept.
    """

    place: actions.Place
    frame: pl.DataFrame
    metrics: Sequence[str] = ()
    layouts: Callable[[], Sequence[str]] = tuple

    def command(self, line: str) -> list[str]:
        """Return the lines that a command may become, the likely ones first."""
        word, blank, rest = line.partition(" ")
        if not blank:
            return _beginning(word, names(self.place))
        name = SHORT.get(word, word)
        if name in _LISTING:
            return [f"{word} {each}" for each in self._listed(rest)]
        if name == "where":
            return [f"{word} {each}" for each in self.condition(rest)]
        words = {
            "metric": lambda: [*self.metrics, "all"],
            "baseline": lambda: BASELINES,
            "scaling": lambda: KINDS,
            "over": lambda: self._columns,
            "pivot": lambda: self._columns,
            "layout": self.layouts,
        }
        return (
            [f"{word} {each}" for each in _beginning(rest, words[name]())] if name in words else []
        )

    def condition(self, line: str) -> list[str]:
        """Return the conditions that a line may become: with a column's name, or with a value."""
        found = _LAST_VALUE.search(line)
        name = found["name"].strip('"') if found else ""
        if found and name in self.frame.columns:
            before = line[: found.start("begun")]
            return [before + each for each in _beginning(found["begun"], self._values(name))]
        begun = _last_name(line)
        before = line[: len(line) - len(begun)]
        sql = [sql_name(each) for each in self._columns]
        return [before + each for each in _beginning(begun, [*sql, *_OPERATORS])] if begun else []

    @property
    def _columns(self) -> list[str]:
        return [
            name
            for name, dtype in self.frame.schema.items()
            if name not in UNLISTED and not dtype.is_nested()
        ]

    def _listed(self, text: str) -> list[str]:
        begun = _last_name(text)
        before, sign = text[: len(text) - len(begun)], begun[:1] if begun[:1] in ("-", "+") else ""
        return [f"{before}{sign}{each}" for each in _beginning(begun[len(sign) :], self._columns)]

    def _values(self, name: str) -> list[str]:
        values = self.frame[name].drop_nulls().unique(maintain_order=True).head(_MOST_VALUES)
        return [literal(name, each) for each in values if isinstance(each, (str, int, float))]


def _last_name(text: str) -> str:
    found = _LAST_NAME.search(text)
    return found[0] if found else ""


def _beginning(begun: str, words: Sequence[str]) -> list[str]:
    """Return the words that begin so, in any case; where none does, those that are near."""
    small = begun.lower().lstrip("'")
    found = [word for word in words if word.lower().lstrip("'\"").startswith(small)]
    return found or [word for word in get_close_matches(begun, words, 3, 0.5) if begun]
