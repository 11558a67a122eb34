"""What an archive is asked for, and which of it chooses what is read at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, Literal, NamedTuple

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.run_records.folded import VARYING
from parsers.run_records.records import RESERVED, SCHEMA

CHOOSING: Final = frozenset(
    {"benchmark", "software", "system", "device", "source", "hosts", "started"}
)
"""Columns that tell apart what is not compared with each other, or only when asked for. A condition
on them chooses what is read, as naming fewer files would. Conditions on all else are put to the
finished table: a hidden baseline still serves the rows that are shown."""


_OVER_ROWS: Final = Pattern(
    r"(?i)\b(min|max|sum|avg|median|count|std\w*|var\w*|quantile\w*|first\w*|last\w*|rank|"
    r"dense_rank|row_number|lag|lead)\s*\(|\bover\b"
)
"""What looks at other rows as well; that it stands in a text does no harm."""

_OF_REPEATS: Final = frozenset({*VARYING, "samples", "status", "reason"})
_OF_TABLE: Final = RESERVED | {"value", "status", "metric", "unit", "better"}


RepeatsAs = Literal["runs", "values", "sums"]
"""What a command takes of the repeats of a configuration: each run; all their values, where
conditions are put to each run; or what these come to, where they are put to the table of that."""

Ranks = Callable[[int], tuple[int, int] | None]
"""From a number of values to the ranks, from 1, of two of them."""


class Condition(NamedTuple):
    """One of the conditions that a row must meet: its text, what it means, the columns it names."""

    text: str
    meant: pl.Expr
    names: frozenset[str]

    def chooses(self, keys: Collection[str]) -> bool:
        """Return whether it chooses what is read; ``keys`` are those of the archive's folders.

        What looks at other rows, as ``value = max(value)`` does, never does, nor what cannot be
        asked of such columns.
        """
        if not self.names or not self.names <= CHOOSING.union(keys) or _OVER_ROWS.search(self.text):
            return False
        types = {name: SCHEMA.get(name, pl.Int64()) for name in self.names}
        try:
            found = pl.DataFrame(schema=types).select(self.meant.alias("met"))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return False
        return found.schema["met"] == pl.Boolean

    @property
    def tells_repeats_apart(self) -> bool:
        """Whether one repeat may meet it and another one of the same kind not."""
        return bool(_OVER_ROWS.search(self.text)) or not self.names.isdisjoint(_OF_REPEATS)


class Asked(NamedTuple):
    """All conditions that rows must meet, and the one metric that they are about, if any.

    ``repeats``: but for ``runs``, nothing else is asked of what tells repeats apart, so that they
    may come folded. ``is_narrowed``: who asks can put conditions. ``ranks``: where the interval of
    the median of so many values ends, null where it takes each of them. ``of_files``: conditions
    choose files, all of whose records are taken.
    """

    conditions: tuple[Condition, ...] = ()
    metric: str | None = None
    repeats: RepeatsAs = "runs"
    is_narrowed: bool = True
    ranks: Ranks | None = None
    of_files: bool = False

    def choosing(self, keys: Collection[str]) -> list[Condition]:
        """Return the conditions that choose what is read."""
        return [each for each in self.conditions if each.chooses(keys)]

    def asks_of_repeats(self, keys: Collection[str]) -> bool:
        """Return whether a condition may tell repeats of one kind apart.

        That on a value does not where all conditions are put to the finished table.
        """
        choosing = self.choosing(keys)
        left = [each for each in self.conditions if each not in choosing]
        if any(_OVER_ROWS.search(each.text) for each in left):
            return True
        everything = {name for each in self.conditions for name in each.names}
        is_of_table = self.repeats == "sums" and everything <= _OF_TABLE
        return any(each.tells_repeats_apart for each in left) and not is_of_table


def condition_of(text: str, meant: pl.Expr) -> Condition:
    """Return a condition of its expression."""
    return Condition(text, meant, frozenset(meant.meta.root_names()))


def all_met(conditions: Iterable[Condition]) -> pl.Expr:
    """Return that a row meets all of them; null is no."""
    return pl.all_horizontal(pl.lit(True), *(each.meant for each in conditions)).fill_null(False)
