"""Names of runs and benchmarks that say how large they were, where no column does."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.name_counts import read_names
from parsers.records import SCALE, SCHEMA, parameter_name
from parsers.tables.cells import is_text
from parsers.tables.columns import Column
from parsers.tables.draft import Draft

_MOST: Final = 500
_NEVER: Final = ("hosts", "reason", "status", "started", "software", "unit", "metric")


def read_name_counts(draft: Draft) -> None:
    """Take the counts out of names such as ``lulesh_8ranks``, and leave the names without them.

    Nothing is taken where a column counts, or where no two names differ in their counts alone.
    """
    if not {*SCALE, "ranks_per_node"}.isdisjoint(draft.fields):
        return
    for column in draft.columns:
        heading = column.heading
        if column.given or not is_text(column.cells) or _is_number(column):
            continue
        if heading.name in _NEVER or heading.kind not in ("schema", "parameter", "unknown"):
            continue
        if _take(draft, column):
            return


def _is_number(column: Column) -> bool:
    """Whether the cells are numbers, and not counts with a noun behind: ``4 workers``."""
    counted = column.numbers is not None and column.numbers.units is not None
    return column.numbers is not None and not counted


def _take(draft: Draft, column: Column) -> bool:
    distinct = column.texts.drop_nulls().unique(maintain_order=True)
    if not 1 < len(distinct) <= _MOST:
        return False
    read = read_names(distinct.to_list())
    if not read:
        return False
    cells = column.cells.cast(pl.String)
    fields = dict.fromkeys(field for found in read.values() for field in found.counts)
    for field in fields:
        numbers = {name: found.counts.get(field) for name, found in read.items()}
        draft.fields[field] = cells.replace_strict(numbers, default=None, return_dtype=pl.Int64)
    templates = {name: found.template.strip(" _-./*x×()[],") for name, found in read.items()}
    owned = draft.field_of(column)
    if owned is not None:
        left = cells.replace_strict(templates, default=None, return_dtype=pl.String)
        draft.fields[owned] = left.set(left == "", None)
        if not draft.fields[owned].count():
            del draft.fields[owned]
    else:
        left = cells.replace_strict(templates, default=None, return_dtype=pl.String)
        name = parameter_name(column.heading.name, {*draft.fields, *SCHEMA})
        draft.claim(column, **{name: left.set(left == "", None)})
        if not draft.fields[name].count():
            del draft.fields[name]
    first = distinct[0]
    counted = ", ".join(f"{number} {field}" for field, number in read[first].counts.items())
    draft.note("assumed", f"`{column.heading.text}`: '{first}' read as {counted}")
    return True
