"""What is ``Measured`` beside what is ``Ideal``: the ideal one tells a speedup from a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.headings.vocabulary import may_name_ideal, names_ideal
from parsers.meaning.column import Column
from parsers.run_records.records import SCALE

_MEASURED: Final = word_set("measured actual observed achieved obtained real")
_LEAST: Final = 3
"""Two measured times may be in proportion by chance."""
_NEAR: Final = 0.02
"""Ideal times may be rounded."""


def with_measured_named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return ``columns`` with the one called ``Measured`` as what the ``Ideal`` one shows it to be.

    An ideal that grows as the count does is a speedup; one that falls as the count grows is a time.
    """
    columns = _with_ideals_named(columns)
    counts = [each for each in columns if each.heading.name in SCALE and each.numbers is not None]
    ideals = [each for each in columns if each.numbers and names_ideal(each.heading.text)]
    found = [each for each in columns if _is_measured(each)]
    if not counts or len(ideals) != 1 or len(found) != 1:
        return tuple(columns)
    (ideal,), (measured,) = ideals, found
    values, count = ideal.in_base_units(), counts[0].in_base_units()
    if measured.heading.unit is None and _is_constant(values / count):
        name = "Speedup"
    elif _is_constant(values * count):
        name = "Time"
    else:
        return tuple(columns)
    own = measured.heading
    heading = read_heading(name)._replace(text=own.text)
    if own.unit is not None:
        heading = heading._replace(unit=own.unit, factor=own.factor, written=own.written)
    aside = read_heading("Ideal")._replace(text=ideal.heading.text)
    read = {id(measured): heading, id(ideal): aside}
    return tuple(replace(each, heading=read.get(id(each), each.heading)) for each in columns)


def _with_ideals_named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """``Linear`` and ``Time (optimal)`` as ideal, where they are in proportion to the count."""
    able = [each for each in columns if each.numbers and may_name_ideal(each.heading.text)]
    others = [each for each in columns if each.numbers and each not in able]
    counts = [each for each in others if each.heading.name in SCALE]
    if not able or not counts or not any(each.heading.kind in MEASURED for each in others):
        return tuple(columns)
    count = counts[0].in_base_units()
    named = {
        id(each): read_heading("Ideal")._replace(text=each.heading.text)
        for each in able
        if not each.heading.role and not each.given and _is_in_proportion(each, count)
    }
    return tuple(replace(each, heading=named.get(id(each), each.heading)) for each in columns)


def _is_in_proportion(column: Column, count: pl.Series) -> bool:
    values = column.in_base_units()
    if values.count() < _LEAST:
        return False
    return _is_constant(values / count) or _is_constant(values * count)


def _is_measured(column: Column) -> bool:
    """Whether the words of a heading, less its unit, say that it was measured, and nothing else."""
    heading = column.heading
    said = words(heading.text.partition("[")[0].partition("(")[0])
    is_named = bool(said) and _MEASURED.issuperset(said)
    return (
        is_named and column.numbers is not None and heading.kind == "unknown" and not heading.role
    )


def _is_constant(ratios: pl.Series) -> bool:
    known = [ratio for ratio in ratios.drop_nulls() if ratio > 0]
    return len(known) > 1 and max(known) <= (1 + _NEAR) * min(known)
