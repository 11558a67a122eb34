"""Tables of what a scheduler grants to queues and to jobs of a size: their rows are no runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.heading import COUNTED
from parsers.headings.resources import NOUNS
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.tables.cells import is_text

_MOST_ROWS: Final = 100
_ROUND: Final = 300.0
"""Limits are whole multiples of five minutes; runs are not, row after row."""
_QUEUES: Final = word_set("queue queues partition partitions qos")
_MOST: Final = word_set("max maximum limit limits timelimit allowed")
_WALL: Final = word_set("wall walltime wallclock")
_CLASS: Final = (
    r"(?i)^\W*(?:[<>≤≥]=?|up to|at most|more than|less than|over|under)\W*\d[\d,]*\W*[a-z]*\W*$"
    r"|^\W*\d+\s*(?:[-–—]|to|\.{2,3}|…)\s*\d+\W*$|^\W*\d+\s*\+\W*$"
)
"""``≤ 16``, ``1-8`` and ``20+``: counts that many jobs may have."""


def granted_times(columns: Sequence[Column]) -> Column | None:
    """Return the column of the times that a table grants, if it lists nothing but limits.

    They are round, and beside them stand queues, no two rows alike, or counts that are limits
    themselves: ``Max nodes``, ``≤ 16``. Where the heading says no more than ``Walltime``, only such
    counts will do: a run has a wall time, too. With a rate or another time in the table, its rows
    are runs.
    """
    limits = [each for each in columns if _is_granted(each)]
    if not limits or any(_is_of_a_run(each) for each in columns if each not in limits):
        return None
    classes = any(map(_counts_at_most, columns))
    said = any(not _MOST.isdisjoint(_said(each)) for each in limits)
    return limits[0] if classes or (said and _name_queues(columns)) else None


def _said(column: Column) -> tuple[str, ...]:
    text = column.heading.text
    # `QoS` is one word, `MaxWall` are two.
    return *in_english(words(text)), *words(text.lower())


def _is_granted(column: Column) -> bool:
    heading, numbers = column.heading, column.numbers
    if column.given or heading.role or numbers is None or (_MOST | _WALL).isdisjoint(_said(column)):
        return False
    if not heading.is_time and heading.name.rsplit("_", 1)[-1] not in ("limit", "walltime"):
        return False
    times = column.in_base_units().drop_nulls()
    return 1 < len(numbers.values) <= _MOST_ROWS and len(times) > 0 and _are_round(times)


def _are_round(times: pl.Series) -> bool:
    finite = times.filter(times.is_finite()) if times.dtype.is_float() else times
    return bool((finite % _ROUND == 0).all())


def _is_of_a_run(column: Column) -> bool:
    heading = column.heading
    if column.numbers is None:
        return False
    claimed = heading.kind in ("stated_speedup", "stated_efficiency")
    return claimed or heading.is_time or heading.better == "higher"


def _name_queues(columns: Sequence[Column]) -> bool:
    """Whether the rows are of queues, each of which comes once."""
    named = [
        column.texts.to_list()
        for column in columns
        if is_text(column.cells) and not _QUEUES.isdisjoint(_said(column))
    ]
    return bool(named) and len({*zip(*named, strict=True)}) == len(named[0])


def _counts_at_most(column: Column) -> bool:
    """Whether a column limits how much of a machine jobs may use."""
    said = _said(column)
    if column.heading.name in COUNTED and not _MOST.isdisjoint(said):
        return True
    if NOUNS.keys().isdisjoint(said) or not is_text(column.cells):
        return False
    texts = column.texts.drop_nulls()
    return len(texts) > 1 and 2 * int(texts.str.contains(_CLASS).sum()) > len(texts)
