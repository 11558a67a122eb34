"""Fields and quantities -> run records."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.records import BETTER, ROLE, STATUS, conform
from parsers.tables.cells import spread
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_CLAIMS: Final = ("stated_speedup", "stated_efficiency")
_HEADLINES: Final = ("throughput", "runtime", "bandwidth", "latency")


def assemble(draft: Draft, quantities: list[Quantity]) -> pl.DataFrame:
    """Return one record for each row and quantity, in row order.

    A quantity that is not stated in a row gives no record, but a row always keeps its headline:
    the throughput, time, bandwidth or latency that a stated speedup or efficiency goes with.
    """
    shared = shared_fields(draft)
    headline = _headline(quantities)
    if len(quantities) == 1:
        return conform(_with_quantity(shared, headline))
    shared = shared.with_row_index("row")
    nothing = ~reduce(or_, [_present(quantity) for quantity in quantities])
    frames = []
    for quantity in quantities:
        present = _present(quantity)
        frame = _with_quantity(shared, quantity)
        if quantity is headline:
            present = present | nothing
        else:
            claims = [name for name in _CLAIMS if name in frame.columns]
            frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in claims)
        frames.append(frame.filter(present))
    records = pl.concat(frames, how="diagonal_relaxed").sort("row", maintain_order=True)
    return conform(records.drop("row"))


def shared_fields(draft: Draft) -> pl.DataFrame:
    """Return the fields of every record of a row; without a line a run is called by its number."""
    label, lines = draft.source.label, draft.table.lines
    if lines is None:
        first = draft.table.first
        numbers = pl.int_range(first, first + draft.rows, dtype=pl.UInt32, eager=True)
        fields = {"place": numbers, **draft.fields}
    else:
        fields = {"line": lines.cast(pl.UInt32), **draft.fields}
    constants = {**draft.constants, "label": label, "source": draft.source.name}
    shared = pl.DataFrame(fields).with_columns(
        *(pl.lit(text).alias(name) for name, text in constants.items()),
    )
    if lines is None:
        run = pl.concat_str(pl.lit(label), "place", separator=":").alias("run")
        shared = shared.with_columns(run).drop("place")
    elif (parts := draft.table.parts) is not None:
        run = pl.concat_str(pl.lit(label), "line", parts, separator=":").alias("run")
        shared = shared.with_columns(run)
    if draft.summary.any():
        role = pl.when(draft.summary).then(pl.lit("summary")).otherwise(pl.lit("measured"))
        shared = shared.with_columns(role.cast(ROLE).alias("role"))
    return shared


def _with_quantity(shared: pl.DataFrame, quantity: Quantity) -> pl.DataFrame:
    given: dict[str, tuple[str | pl.Series | None, pl.DataType]] = {
        "metric": (quantity.name, pl.String()),
        "unit": (quantity.unit, pl.String()),
        "better": (quantity.better, BETTER),
    }
    frame = shared.with_columns(
        quantity.values.rechunk().alias("value"),
        *(in_each_row(value).cast(dtype).alias(name) for name, (value, dtype) in given.items()),
    )
    if quantity.digits is not None:
        frame = frame.with_columns(quantity.digits.alias("value_digit"))
    if quantity.samples is not None:
        frame = frame.with_columns(quantity.samples.alias("samples"))
    if quantity.words is None:
        return frame
    outcomes = spread(quantity.words, read_outcomes).cast(STATUS)
    return frame.with_columns(
        over(frame, "status", outcomes), over(frame, "reason", quantity.words)
    )


def in_each_row(value: str | pl.Series | None) -> pl.Series | pl.Expr:
    """Return what is one for all rows, or one for each, as a column."""
    return value if isinstance(value, pl.Series) else pl.lit(value)


def over(frame: pl.DataFrame, name: str, values: pl.Series) -> pl.Series:
    """Return ``values``, and the frame's own of that ``name`` where there is none."""
    filled = values.fill_null(frame[name].cast(values.dtype)) if name in frame.columns else values
    return filled.alias(name)


def _present(quantity: Quantity) -> pl.Series:
    present = quantity.values.is_not_null()
    return present if quantity.words is None else present | quantity.words.is_not_null()


def _headline(quantities: list[Quantity]) -> Quantity:
    """The quantity that a stated speedup goes with."""
    known = [q for q in quantities if isinstance(q.name, str) and q.name in _HEADLINES]
    return (known or quantities)[0]
