"""Under which conditions the columns of a table were measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern

MEAN: Final = Pattern(r"(?i)(?:avg|average|mean|median)\.?")
"""What stands beside repeats and is computed from them."""
Condition = tuple[tuple[str, str], ...]
"""Headings and cells: ``(("GPUs", "4"),)``."""


class Level(NamedTuple):
    """A column's ``condition``, and ``measure``, the heading of its cells, perhaps empty.

    ``variant`` is what else stands in brackets: ``4 GPUs (NVLink)``.
    """

    place: int
    condition: Condition
    measure: str = ""
    variant: str = ""


class Levels(NamedTuple):
    """The columns of a table that say the same under different conditions.

    ``corner``: the heading that the first column is left with, where it named the condition;
    ``assumed``: what the columns were taken for without a word that says so.
    """

    columns: list[Level]
    corner: str | None = None
    assumed: str | None = None


def differ(levels: Sequence[Level]) -> bool:
    """Return whether there are two conditions or more, and none is there twice for one measure."""
    apart = {(level.condition, level.measure) for level in levels}
    return len({level.condition for level in levels}) > 1 and len(apart) == len(levels)
