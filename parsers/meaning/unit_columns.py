"""Units that stand in a column of their own: ``time_unit`` beside ``real_time``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from parsers.grammar.units import parse_unit
from parsers.grammar.words import words
from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, NOTHING, Decision
from parsers.tables.base_units import in_base
from parsers.tables.cells import Numbers, is_text


def in_stated_units(columns: Sequence[Column]) -> Decision:
    """Bring numbers to the units that another column of the table states for them.

    A column ``unit``, or ``time_unit`` and the like, is about the numeric columns whose headings
    have its other words and no unit of their own.
    """
    changed = list(columns)
    taken = []
    for unit in columns:
        *subject, last = words(unit.heading.text) or ("",)
        if last not in ("unit", "units") or unit.numbers is not None or not is_text(unit.cells):
            continue
        about = [
            place
            for place, column in enumerate(changed)
            if _lacks_unit(column) and set(subject) <= set(words(column.heading.text))
        ]
        for place in about:
            changed[place] = _in_units(changed[place], unit.cells.cast(pl.String))
        if about:
            taken.append((MEASURED, unit))
    return Decision(columns=tuple(changed), taken=tuple(taken)) if taken else NOTHING


def _lacks_unit(column: Column) -> bool:
    numbers, heading = column.numbers, column.heading
    if numbers is None or numbers.units is not None or heading.unit is not None or column.given:
        return False
    return heading.kind in ("metric", "unknown", "statistic") or heading.name == "value"


def _in_units(column: Column, written: pl.Series) -> Column:
    assert column.numbers is not None
    known = {text: parse_unit(text) for text in written.drop_nulls().unique()}
    bases = {text: unit.base if unit else text for text, unit in known.items()}
    factors = {text: unit.factor if unit else 1.0 for text, unit in known.items()}
    units = written.replace_strict(bases, default=None, return_dtype=pl.String)
    values = column.numbers.values.cast(pl.Float64)
    if len(factors) == 1 and not written.null_count():
        values = in_base(values, *factors.values())
    else:
        values *= written.replace_strict(factors, default=1.0, return_dtype=pl.Float64)
    return replace(column, numbers=Numbers(values, units, column.numbers.words))
