"""What each column became, in the words of whoever decided it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, Decisions
from parsers.meaning.factors import factor_of
from parsers.meaning.interpretation import ColumnRole, HeadingRead, Use
from parsers.meaning.node_levels import PER_NODE
from parsers.meaning.quantities import Quantity
from parsers.run_records.records import SCALE

_SCALE: Final = (*SCALE, *PER_NODE, "devices_per_node")
_OF_RUN: Final = ("status", "reason", "started", "hosts", "run")
_STATED: Final = ("stated_speedup", "stated_efficiency", "stated_baseline")
_ABOVE: Final = "stated above the table"


def roles(known: Decisions, quantities: Sequence[Quantity]) -> tuple[ColumnRole, ...]:
    """Return the role of each column, once all is decided."""
    measured = {each.heading: each for each in quantities if each.heading is not None}
    fields: dict[object, str] = {}
    for name, column in known.taken:
        fields.setdefault(column, name)
    found = []
    for column in known.columns:
        text, unit = column.heading.text, column.heading.written
        name = fields.get(column, "")
        use, said, why = _use(name), known.meant.get(name, name), _as_written(column)
        if name == MEASURED:
            said = _measured_as(measured.get(text))
        elif name not in known.fields:
            use, said, why = "unused", "", known.aside.get(column) or known.dropped.get(name, "")
        found.append(ColumnRole(text, use, said, why, unit))
    return tuple(found)


def _as_written(column: Column) -> str:
    """Why a column is what it is, where that does not stand above it."""
    above = _ABOVE if column.given else ""
    return "; ".join(filter(None, (above, column.heading.overruled)))


def _use(name: str) -> Use:
    if name == MEASURED:
        return "measured"
    if name in _SCALE:
        return "scale"
    if name in _STATED:
        return "stated"
    return "run" if name in _OF_RUN else "apart"


def _measured_as(quantity: Quantity | None) -> str:
    if quantity is None or not isinstance(quantity.name, str):
        return ""
    unit = quantity.unit if isinstance(quantity.unit, str) else None
    return f"{quantity.name} in {unit}" if unit else quantity.name


def totals_made(known: Decisions) -> tuple[str, ...]:
    """Return the products that were made, as formulas."""
    counted = known.fields
    return tuple(
        f"{total} = nodes × {each}"
        for total, each in known.totals.items()
        if each in counted and "nodes" in counted
    )


def headings_read(known: Decisions, quantities: Sequence[Quantity]) -> tuple[HeadingRead, ...]:
    """Return what headings became that do not keep their names."""
    of_rows = [
        HeadingRead(column.heading.text, name, factor=factor_of(column, known.fields[name]))
        for name, column in known.taken
        # The unit of a size comes with it, and is no column that one asks for.
        if name in known.fields and name not in (column.heading.text, "size_unit")
    ]
    below = {column.heading.text: column for column in known.columns}
    measured = [
        HeadingRead(
            each.heading, MEASURED, each.name, factor_of(below.get(each.heading), each.values)
        )
        for each in quantities
        if each.heading and isinstance(each.name, str)
    ]
    return (*of_rows, *measured)
