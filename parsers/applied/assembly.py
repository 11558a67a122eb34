"""The values of rows -> run records, one for each row and quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.meaning.quantities import Quantity, in_each_row
from parsers.meaning.row_values import RowValues
from parsers.run_records.conforming import conform
from parsers.run_records.records import BETTER, ROLE, STATUS
from parsers.short_columns.short_records import Constants, Records, records_of, with_constants
from parsers.short_columns.short_series import counted, repeated, stacked
from parsers.source import Source
from parsers.tables.recurring_texts import spread

_CLAIMS: Final = ("stated_speedup", "stated_efficiency")
_HEADLINE: Final = re.compile(r"(?:throughput|runtime|bandwidth|latency)(?:_\d+)?\Z")
"""The name of a quantity, numbered where a row has several such."""
_OWN: Final[dict[str, pl.DataType]] = {
    "metric": pl.String(),
    "unit": pl.String(),
    "better": BETTER,
    "value": pl.Float64(),
    "value_digit": pl.Float64(),
    "primary": pl.Boolean(),
    "samples": pl.List(pl.Float64),
    "status": STATUS,
    "reason": pl.String(),
    **dict.fromkeys(_CLAIMS, pl.Float64()),
}
"""What may differ from quantity to quantity of a row."""

Columns = dict[str, pl.Series]


def records_of_rows(rows: RowValues, source: Source) -> Records:
    """Return one record for each row and quantity, in row order.

    A quantity that is not stated in a row gives no record, but a row always keeps its headline:
    the throughput, time, bandwidth or latency that a stated speedup or efficiency goes with.
    """
    shared, height, quantities = shared_fields(rows, source), rows.table.height, rows.quantities
    constants: Constants = {
        name: (text, pl.String()) for name, text in constants_of(rows, source).items()
    }
    headline = _headline(quantities)
    if len(quantities) == 1:
        constants |= {
            name: (value, _OWN[name])
            for name, value in _named(headline).items()
            if not isinstance(value, pl.Series)
        }
        own = _own_fields(shared, headline)
        return conform(with_constants(records_of(shared | own, height), constants))
    parts = [
        _own_fields(shared, quantity) | _in_each_row(quantity, height) for quantity in quantities
    ]
    present = [_present(quantity) for quantity in quantities]
    nothing = ~reduce(or_, present)
    for place, quantity in enumerate(quantities):
        if quantity is headline:
            present[place] |= nothing
        else:
            parts[place] |= {
                name: repeated(None, height, pl.Float64()) for name in _CLAIMS if name in shared
            }
    # The quantities of the first row, then those of the second.
    number = counted(height * len(parts))
    at_row, places = number // len(parts), number % len(parts)
    at = places * height + at_row
    kept = stacked(present).gather(at)
    at_row, at = at_row.filter(kept), at.filter(kept)
    columns = {name: cells.gather(at_row) for name, cells in shared.items()}
    for name in dict.fromkeys(name for part in parts for name in part):
        default = shared.get(name, repeated(None, height, _OWN[name]))
        columns[name] = stacked([part.get(name, default) for part in parts]).gather(at)
    return conform(with_constants(records_of(columns, len(at_row)), constants))


def constants_of(rows: RowValues, source: Source) -> dict[str, str]:
    """Return the texts that all records of a table share."""
    return {**rows.constants, "label": source.label, "source": source.name}


def shared_fields(rows: RowValues, source: Source) -> Columns:
    """Return the fields of every record of a row; without a line a run is called by its number."""
    label, table = source.label, rows.table
    lines, parts, height = table.lines, table.parts, table.height
    shared = dict(rows.fields)
    if lines is None:
        numbers = counted(height) + table.first
        shared["run"] = repeated(f"{label}:", height) + numbers.cast(pl.String)
    else:
        shared["line"] = lines.cast(pl.UInt32)
        if parts is not None:
            line, colon = lines.cast(pl.String), repeated(":", height)
            shared["run"] = repeated(f"{label}:", height) + line + colon + parts.cast(pl.String)
    if rows.summary.any():
        role = repeated("measured", height).set(rows.summary, "summary")
        shared["role"] = role.cast(ROLE)
    return shared


def _named(quantity: Quantity) -> dict[str, str | pl.Series | None]:
    return {"metric": quantity.name, "unit": quantity.unit, "better": quantity.better}


def _in_each_row(quantity: Quantity, rows: int) -> Columns:
    return {name: in_each_row(value, rows, _OWN[name]) for name, value in _named(quantity).items()}


def _own_fields(shared: Columns, quantity: Quantity) -> Columns:
    """The fields that one quantity has in each row, each with a value of its own."""
    own = {name: value for name, value in _named(quantity).items() if isinstance(value, pl.Series)}
    own["value"] = quantity.values.cast(pl.Float64).rechunk()
    if quantity.digits is not None:
        own["value_digit"] = quantity.digits
    if quantity.primary:
        own["primary"] = repeated(True, len(quantity.values), pl.Boolean())
    if quantity.samples is not None:
        own["samples"] = quantity.samples
    if quantity.words is not None:
        outcomes = spread(quantity.words, read_outcomes).cast(STATUS)
        own["status"] = _over(shared, "status", outcomes)
        own["reason"] = _over(shared, "reason", quantity.words)
    return own


def _over(columns: Columns, name: str, values: pl.Series) -> pl.Series:
    """``values``, and the column's own of that ``name`` where there is none."""
    return values.fill_null(columns[name].cast(values.dtype)) if name in columns else values


def _present(quantity: Quantity) -> pl.Series:
    present = quantity.values.is_not_null()
    return present if quantity.words is None else present | quantity.words.is_not_null()


def _headline(quantities: Sequence[Quantity]) -> Quantity:
    """The quantity that a stated speedup goes with: with a unit, a measurement and no load."""
    if primary := [each for each in quantities if each.primary]:
        return primary[0]
    known = [q for q in quantities if isinstance(q.name, str) and _HEADLINE.match(q.name)]
    with_unit = [q for q in known if q.unit is not None]
    return (with_unit or known or list(quantities))[0]
