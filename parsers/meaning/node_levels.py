"""Counts that the schema has no heading for: of each node, of parts of any kind, of grids."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import mul
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark, into
from parsers.meaning.fields import whole_counts

PER_NODE: Final = {
    "ranks_per_node": "ranks",
    "cores_per_node": "cores",
    "threads_per_node": "cores",
    "sockets_per_node": "ranks",
}
"""What is counted per node, and what its total is called."""
_ALONE: Final = {"workers": "ranks", "sockets": "ranks", "tiles": "devices"}
"""Parts that may be anything (data loaders, matrix tiles) where something else is counted."""
_GROUPS: Final = (
    ("tp", "tp_size", "tensor_parallel", "tensor_parallel_size", "tensor_model_parallel_size"),
    (
        "pp",
        "pp_size",
        "pipeline_parallel",
        "pipeline_parallel_size",
        "pipeline_model_parallel_size",
    ),
    ("cp", "cp_size", "context_parallel", "context_parallel_size"),
    ("dp", "dp_size", "data_parallel", "data_parallel_size", "fsdp_size"),
)
COUNTED: Final = frozenset({"devices", "devices_per_node", "ranks", "cores", "threads"})


def node_levels(known: Decisions) -> Decisions:
    """Take counts per node, counts of parts that the schema lacks, and grids of processes."""
    for name in PER_NODE:
        known = known.plus(_per_node(known.free, name))
    for name, field in _ALONE.items():
        known = known.plus(_part_alone(known.free, known.fields, name, field))
    known = known.plus(_process_grid(known.free, known.fields))
    return known.plus(_parallel_groups(known.free, known.fields))


def _per_node(free: Sequence[Column], name: str) -> Decision:
    column = _count(free, name)
    if column is None:
        return NOTHING
    counts, odd = _whole(column)
    return into(column, *odd, **{name: counts})


def _part_alone(free: Sequence[Column], fields: Fields, name: str, field: str) -> Decision:
    column = _count(free, name)
    if column is None or not COUNTED.isdisjoint(fields):
        return NOTHING
    counts, odd = _whole(column)
    text = f"`{column.heading.text}` read as {field}: nothing else is counted"
    return into(column, *odd, RowRemark("assumed", text), **{field: counts})


def _process_grid(free: Sequence[Column], fields: Fields) -> Decision:
    """Take ``P`` and ``Q`` side by side as the rows and columns of a grid of processes."""
    rows, columns = _count(free, "p"), _count(free, "q")
    if rows is None or columns is None:
        return NOTHING
    (down, odd), (across, odd_too) = _whole(rows), _whole(columns)
    processes, remarks = down * across, (*odd, *odd_too)
    grid = {"process_rows": down, "process_columns": across}
    sides = (("process_rows", rows), ("process_columns", columns))
    if COUNTED.isdisjoint(fields):
        remarks = (*remarks, RowRemark("assumed", "`P` × `Q` read as ranks"))
        return Decision({"ranks": processes, **grid}, (("ranks", rows), *sides), remarks=remarks)
    if any((fields[name] == processes).all() for name in COUNTED & fields.keys()):
        return Decision(grid, sides, remarks=remarks)
    return NOTHING


def _parallel_groups(free: Sequence[Column], fields: Fields) -> Decision:
    """Take the product of tensor, pipeline, context and data parallelism for the devices.

    Each device is in one group of each kind; experts are spread over groups that are there. The
    sizes stay what tells rows apart, but for the only one that varies, which counts.
    """
    if "nodes" in fields or not COUNTED.isdisjoint(fields):
        return NOTHING
    named = [
        column
        for names in _GROUPS
        if (column := next(filter(None, (_count(free, name) for name in names)), None))
    ]
    if not named:
        return NOTHING
    counts, odd = zip(*map(_whole, named), strict=True)
    if len(named) == 1 and not _are_powers(counts[0]):
        # `dp` by itself may be double precision.
        return NOTHING
    devices = {"devices": reduce(mul, counts)}
    varying = [column for column in named if column.cells.drop_nulls().n_unique() > 1]
    taken = (("devices", varying[0]),) if len(varying) == 1 else ()
    names = " × ".join(f"`{column.heading.text}`" for column in named)
    text = f"{names} read as GPUs: nothing else is counted"
    remarks = tuple(remark for several in odd for remark in several)
    return Decision(devices, taken, remarks=(*remarks, RowRemark("assumed", text)))


def _are_powers(values: pl.Series) -> bool:
    """Whether all are powers of two."""
    return all(value > 0 and value & (value - 1) == 0 for value in values.drop_nulls().unique())


def _count(free: Sequence[Column], name: str) -> Column | None:
    """The free column of the parameter ``name``, where it can be a count."""
    for column in free:
        heading, numbers = column.heading, column.numbers
        if heading.name != name or heading.kind not in ("parameter", "unknown") or column.given:
            continue
        if numbers is not None and numbers.words is None:
            values = numbers.values
            return None if (values.floor() != values).any() else column
    return None


def _whole(column: Column) -> tuple[pl.Series, tuple[RowRemark, ...]]:
    assert column.numbers is not None
    return whole_counts(column, column.numbers.values)
