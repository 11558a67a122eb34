"""Units that stand in a column of their own: ``time_unit`` beside ``real_time``."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from parsers.grammar.units import parse_unit
from parsers.grammar.words import words
from parsers.tables.base_units import in_base
from parsers.tables.cells import Numbers, is_text
from parsers.tables.columns import Column
from parsers.tables.draft import Draft


def attach_units(draft: Draft) -> None:
    """Bring numbers to the units that another column of the table states for them.

    A column ``unit``, or ``time_unit`` and the like, is about the numeric columns whose headings
    have its other words and no unit of their own.
    """
    for unit in draft.columns:
        *subject, last = words(unit.heading.text) or ("",)
        if last not in ("unit", "units") or unit.numbers is not None or not is_text(unit.cells):
            continue
        about = [
            place
            for place, column in enumerate(draft.columns)
            if _lacks_unit(column) and set(subject) <= set(words(column.heading.text))
        ]
        for place in about:
            draft.columns[place] = _in_units(draft.columns[place], unit.cells.cast(pl.String))
        if about:
            draft.measure([unit])


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
