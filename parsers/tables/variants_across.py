"""Tables whose rows are quantities and whose columns are runs: ``| Metric | Before | After |``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.tables.cells import is_text
from parsers.tables.compared_columns import is_change
from parsers.tables.compared_names import is_fractional, is_name, told_by_name
from parsers.tables.conditions import Level, Levels
from parsers.tables.table import Table

_MOST_QUANTITIES: Final = 200
_SEVERAL: Final = 2
"""So many rows that are surely quantities make it likelier that the others are too."""


def variants_across(table: Table) -> Levels | None:
    """Read ``| Metric | Before | After |``, whose rows are quantities and columns are runs.

    With one column of values the rows are all that is known of one run.
    """
    if not table.as_written or len(table.headings) < 2 or not names_quantities(table, [0]):
        return None
    meanings = [read_heading(text) for text in table.headings]
    if len(meanings) == 2 and meanings[1].kind not in MEASURED:
        return Levels([Level(1, ())])
    if any(meaning.kind in (*MEASURED, "schema") for meaning in meanings[1:]):
        return None
    return told_by_name(
        [
            Level(place, (("Variant", meaning.text),))
            for place, meaning in enumerate(meanings)
            if place
            and (is_name(meaning) or is_fractional(table, place, meaning))
            and not is_change(table.headings, place)
        ]
    )


def names_quantities(table: Table, rest: Sequence[int]) -> bool:
    """Whether the only other column is one of headings: every row has a quantity of its own."""
    if len(rest) != 1 or not is_text(table.cells[rest[0]]):
        return False
    labels = table.cells[rest[0]].cast(pl.String)
    if not 0 < len(labels) <= _MOST_QUANTITIES or labels.n_unique() < len(labels):
        return False
    meanings = [read_heading(label or "") for label in labels]
    unknown = [each for each in meanings if each.kind == "unknown" and each.unit is None]
    measured = sum(each.kind in MEASURED for each in meanings)
    most = len(meanings) // (3 if measured < _SEVERAL else 2)
    return measured > 0 and len(unknown) <= most
