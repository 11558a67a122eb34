"""What an archive is asked for, and which of it chooses what is read at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.records import SCHEMA

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


class Asked(NamedTuple):
    """All conditions that rows must meet, and the one metric that they are about, if any."""

    conditions: tuple[Condition, ...] = ()
    metric: str | None = None

    def choosing(self, keys: Collection[str]) -> list[Condition]:
        """Return the conditions that choose what is read."""
        return [each for each in self.conditions if each.chooses(keys)]


def condition_of(text: str, meant: pl.Expr) -> Condition:
    """Return a condition of its expression."""
    return Condition(text, meant, frozenset(meant.meta.root_names()))


def all_met(conditions: Iterable[Condition]) -> pl.Expr:
    """Return that a row meets all of them; null is no."""
    return pl.all_horizontal(pl.lit(True), *(each.meant for each in conditions)).fill_null(False)
