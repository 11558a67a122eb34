"""Iterations that runs needed, which a solver counts: they tell no rows apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import polars as pl

from parsers.grammar.words import word_set
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions
from parsers.meaning.trend import Trend
from parsers.run_records.records import SCALE, SCHEMA

_PASSES: Final = word_set("iterations iteration iters iter its niter niters nits")
_NEAR: Final = 2
"""Numbers within this factor may be those that runs of one problem needed; who sets them varies
them by more, or runs each at each count."""
_CROSSED: Final = 0.75
"""From this share of all pairs of a count and a number on, the numbers were set."""


_READ_OFF: Final = ("Hz", "%", "°C")
_STEADY: Final = 1.2
"""What is read off a clock or a sensor differs by less; who sets it varies it by more."""
_FEW: Final = 3
_MANY_CROSSED: Final = 0.95


def needed_passes(known: Decisions, trend: Trend) -> Decision:
    """Drop iterations that differ a little from run to run, as those that a solver needs do.

    So are fractions under a heading that nothing is known of, as a part of a time may be, and
    clocks, shares and temperatures that were read off.

    Set numbers stand at each count: of the pairs of a count and a number, most are there. Of those
    needed a few are, since each run has its own; by them, hardly a row would be comparable. Where
    nothing is counted, they are dropped if names tell all rows apart without them.
    """
    counts = [known.fields[name] for name in SCALE if name in known.fields]
    height = len(trend.groups)
    places = list(zip(*(each.head(height).to_list() for each in counts), strict=True))
    told_apart = not counts and 1 < height == len(set(trend.groups))
    dropped = {
        name: "differs a little from run to run, as what was set does not"
        for name, column in known.taken
        if name in known.fields
        and _may_be_needed(name, column, known.fields[name])
        and (told_apart or (counts and _are_few(known.fields[name].to_list(), places, trend)))
    }
    return Decision(dropped=dropped) if dropped else NOTHING


def counts_passes(name: str) -> bool:
    """Return whether the name of a parameter is one for iterations."""
    return name not in SCHEMA and not _PASSES.isdisjoint(name.split("_"))


def are_needed(pairs: Iterable[tuple[object, int]]) -> bool:
    """Return whether numbers, each with the count that it was at, are those that runs needed."""
    found = set(pairs)
    numbers = {number for _, number in found}
    able = len(numbers) * len({place for place, _ in found})
    return _are_near(numbers) and len(found) <= _crossed(len(numbers)) * able


def _crossed(numbers: int) -> float:
    """Of how many of all pairs on numbers were set: hardly anybody sets many that are so near."""
    return _CROSSED if numbers <= _FEW else _MANY_CROSSED


def _are_near(numbers: Iterable[float], near: float = _NEAR) -> bool:
    least, most = min(numbers, default=0), max(numbers, default=0)
    return 0 < least < most < near * least


def _may_be_needed(name: str, column: Column, values: pl.Series) -> bool:
    if column.given or column.heading.role or not values.dtype.is_numeric():
        return False
    if column.heading.unit in _READ_OFF and _is_unknown(column):
        return name not in SCHEMA and _are_near(values.drop_nulls().to_list(), _STEADY)
    if values.dtype.is_integer():
        return counts_passes(name) and _are_near(values.drop_nulls().to_list())
    is_plain = column.heading.unit is None and _is_unknown(column)
    return name not in SCHEMA and is_plain and _are_near(values.drop_nulls())


def _is_unknown(column: Column) -> bool:
    return column.heading.kind == "unknown" and not column.heading.role


def _are_few(values: list[float], places: list[tuple[int | None, ...]], trend: Trend) -> bool:
    """Whether few pairs of a count and a number are there, in groups with several numbers."""
    pairs: dict[tuple[str | None, ...], set[tuple[tuple[int | None, ...], float]]] = defaultdict(
        set
    )
    for value, place, group in zip(values, places, trend.groups, strict=False):
        pairs[group].add((place, value))
    there = able = 0
    for found in pairs.values():
        numbers, counts = len({value for _, value in found}), len({place for place, _ in found})
        if numbers > 1:
            there += len(found)
            able += numbers * counts
    return able > 0 and there <= _crossed(len({*values})) * able
