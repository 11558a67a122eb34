"""Fields and quantities -> run records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.records import BETTER, ROLE, STATUS, conform
from parsers.short_records import Constants, Records, records_of, with_constants
from parsers.short_series import counted, repeated, stacked
from parsers.tables.cells import spread
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_CLAIMS: Final = ("stated_speedup", "stated_efficiency")
_HEADLINES: Final = ("throughput", "runtime", "bandwidth", "latency")
_OWN: Final[dict[str, pl.DataType]] = {
    "metric": pl.String(),
    "unit": pl.String(),
    "better": BETTER,
    "value": pl.Float64(),
    "value_digit": pl.Float64(),
    "samples": pl.List(pl.Float64),
    "status": STATUS,
    "reason": pl.String(),
    **dict.fromkeys(_CLAIMS, pl.Float64()),
}
"""What may differ from quantity to quantity of a row."""

Columns = dict[str, pl.Series]


def assemble(draft: Draft, quantities: Sequence[Quantity]) -> Records:
    """Return one record for each row and quantity, in row order.

    A quantity that is not stated in a row gives no record, but a row always keeps its headline:
    the throughput, time, bandwidth or latency that a stated speedup or efficiency goes with.
    """
    shared = shared_fields(draft)
    constants: Constants = {name: (text, pl.String()) for name, text in constants_of(draft).items()}
    headline = _headline(quantities)
    if len(quantities) == 1:
        constants |= {
            name: (value, _OWN[name])
            for name, value in _named(headline).items()
            if not isinstance(value, pl.Series)
        }
        own = _own_fields(shared, headline)
        return conform(with_constants(records_of(shared | own, draft.rows), constants))
    parts = [
        _own_fields(shared, quantity) | _in_each_row(quantity, draft.rows)
        for quantity in quantities
    ]
    present = [_present(quantity) for quantity in quantities]
    nothing = ~reduce(or_, present)
    for place, quantity in enumerate(quantities):
        if quantity is headline:
            present[place] |= nothing
        else:
            parts[place] |= {
                name: repeated(None, draft.rows, pl.Float64()) for name in _CLAIMS if name in shared
            }
    # The quantities of the first row, then those of the second.
    number = counted(draft.rows * len(parts))
    rows, places = number // len(parts), number % len(parts)
    at = places * draft.rows + rows
    kept = stacked(present).gather(at)
    rows, at = rows.filter(kept), at.filter(kept)
    columns = {name: cells.gather(rows) for name, cells in shared.items()}
    for name in dict.fromkeys(name for part in parts for name in part):
        default = shared.get(name, repeated(None, draft.rows, _OWN[name]))
        columns[name] = stacked([part.get(name, default) for part in parts]).gather(at)
    return conform(with_constants(records_of(columns, len(rows)), constants))


def constants_of(draft: Draft) -> dict[str, str]:
    """Return the texts that all records of a table share."""
    return {**draft.constants, "label": draft.source.label, "source": draft.source.name}


def shared_fields(draft: Draft) -> Columns:
    """Return the fields of every record of a row; without a line a run is called by its number."""
    label, lines, parts = draft.source.label, draft.table.lines, draft.table.parts
    shared = dict(draft.fields)
    if lines is None:
        numbers = counted(draft.rows) + draft.table.first
        shared["run"] = repeated(f"{label}:", draft.rows) + numbers.cast(pl.String)
    else:
        shared["line"] = lines.cast(pl.UInt32)
        if parts is not None:
            line, colon = lines.cast(pl.String), repeated(":", draft.rows)
            shared["run"] = repeated(f"{label}:", draft.rows) + line + colon + parts.cast(pl.String)
    if draft.summary.any():
        role = repeated("measured", draft.rows).set(draft.summary, "summary")
        shared["role"] = role.cast(ROLE)
    return shared


def _named(quantity: Quantity) -> dict[str, str | pl.Series | None]:
    return {"metric": quantity.name, "unit": quantity.unit, "better": quantity.better}


def _in_each_row(quantity: Quantity, rows: int) -> Columns:
    return {name: in_each_row(value, rows, _OWN[name]) for name, value in _named(quantity).items()}


def in_each_row(value: str | pl.Series | None, rows: int, dtype: pl.DataType) -> pl.Series:
    """Return what is one for all rows, or one for each, as a column."""
    return value.cast(dtype) if isinstance(value, pl.Series) else repeated(value, rows, dtype)


def _own_fields(shared: Columns, quantity: Quantity) -> Columns:
    """The fields that one quantity has in each row, each with a value of its own."""
    own = {name: value for name, value in _named(quantity).items() if isinstance(value, pl.Series)}
    own["value"] = quantity.values.cast(pl.Float64).rechunk()
    if quantity.digits is not None:
        own["value_digit"] = quantity.digits
    if quantity.samples is not None:
        own["samples"] = quantity.samples
    if quantity.words is not None:
        outcomes = spread(quantity.words, read_outcomes).cast(STATUS)
        own["status"] = over(shared, "status", outcomes)
        own["reason"] = over(shared, "reason", quantity.words)
    return own


def over(columns: Columns, name: str, values: pl.Series) -> pl.Series:
    """Return ``values``, and the column's own of that ``name`` where there is none."""
    return values.fill_null(columns[name].cast(values.dtype)) if name in columns else values


def _present(quantity: Quantity) -> pl.Series:
    present = quantity.values.is_not_null()
    return present if quantity.words is None else present | quantity.words.is_not_null()


def _headline(quantities: Sequence[Quantity]) -> Quantity:
    """The quantity that a stated speedup goes with."""
    known = [q for q in quantities if isinstance(q.name, str) and q.name in _HEADLINES]
    return (known or list(quantities))[0]
