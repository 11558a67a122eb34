"""A draft whose columns are all settled -> what was made of them, to be read by people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.meaning.interpretation import ColumnRole, Interpretation, Use
from parsers.overruling.checked_values import ASIDE
from parsers.records import SCALE, SCHEMA
from parsers.tables.columns import Column
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_PER_NODE: Final = {
    "devices_per_node": "devices",
    "ranks_per_node": "ranks",
    "cores_per_node": "cores",
    "threads_per_node": "cores",
    "sockets_per_node": "ranks",
}
_OF_RUN: Final = ("status", "reason", "started", "hosts", "run")
_STATED: Final = ("stated_speedup", "stated_efficiency", "stated_baseline")
ABOVE: Final = "stated above the table"


def interpretation_of(
    draft: Draft, quantities: Sequence[Quantity], unused: Sequence[ColumnRole] = ()
) -> Interpretation:
    """Return the role of each column of ``draft``, once all passes are through.

    ``unused`` are columns that were left out before.
    """
    measured = {each.heading: each for each in quantities if each.heading is not None}
    columns = tuple(_role(draft, column, measured) for column in draft.columns)
    everything = (*columns, *unused)
    return Interpretation(draft.source.name, draft.table.line, everything, tuple(_totals(draft)))


def _role(draft: Draft, column: Column, measured: dict[str, Quantity]) -> ColumnRole:
    text, name, unit = column.heading.text, draft.field_of(column), column.heading.written
    why = "; ".join(filter(None, (ABOVE if column.given else "", column.heading.overruled)))
    if name == "value":
        return ColumnRole(text, "measured", _measured_as(measured.get(text)), why, unit)
    if name is None or name not in draft.fields:
        return ColumnRole(text, "unused", "", _why_unused(draft, column, name), unit)
    name = draft.meant.get(name, name)
    return ColumnRole(text, _use(name), name, why, unit)


def _use(name: str) -> Use:
    if name in SCALE or name in _PER_NODE:
        return "scale"
    if name in _STATED:
        return "stated"
    return "run" if name in _OF_RUN else "apart"


def _measured_as(quantity: Quantity | None) -> str:
    if quantity is None or not isinstance(quantity.name, str):
        return ""
    unit = quantity.unit if isinstance(quantity.unit, str) else None
    return f"{quantity.name} in {unit}" if unit else quantity.name


def _why_unused(draft: Draft, column: Column, name: str | None) -> str:
    if column.heading.role in ASIDE:
        return "; ".join(filter(None, (ASIDE[column.heading.role], column.heading.overruled)))
    if name is not None:
        return "differs from run to run, as the number of a job does"
    if column.cells.null_count() == len(column.cells):
        return "empty"
    if column not in draft.unclaimed():
        return "follows from other columns"
    if column.heading.kind == "remark":
        return "a remark on one run"
    if column.heading.name == "unnamed":
        return "numbers the rows"
    if column.heading.kind == "statistic":
        return "a statistic of nothing that is measured here"
    if column.heading.kind == "schema" and column.heading.name in SCHEMA:
        return f"{column.heading.name} is known from another column"
    return "not understood"


def _totals(draft: Draft) -> list[str]:
    fields = draft.fields
    return [
        f"{total} = nodes × {each}"
        for each, total in _PER_NODE.items()
        if each in fields and "nodes" in fields and draft.owner(total) is None
    ]
