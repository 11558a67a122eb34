"""The levels of a layout -> totals: nodes x tasks per node x cpus per task, ranks, cores.

What stands beside a count of nodes may be the count of each node or of all together. The counts
themselves often say which (``read_layout``); else how fast the rows were does: of two readings,
the one is right under which more of a machine is not slower than it can be.
"""

from __future__ import annotations

from functools import reduce
from operator import mul
from typing import Final

import polars as pl

from parsers.meaning.trend import SCALES, Trend
from parsers.tables.columns import Column
from parsers.tables.draft import Draft
from parsers.tables.fields import whole_counts
from parsers.tables.layout import read_layout

_PER_NODE: Final = {
    "ranks_per_node": "ranks",
    "cores_per_node": "cores",
    "threads_per_node": "cores",
    "sockets_per_node": "ranks",
}
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
_COUNTED: Final = frozenset({"devices", "devices_per_node", "ranks", "cores", "threads"})


def read_levels_of_nodes(draft: Draft) -> None:
    """Take counts per node, counts of parts that the schema lacks, and grids of processes."""
    for name in _PER_NODE:
        if (column := _whole_parameter(draft, name)) is not None:
            draft.claim(column, **{name: _whole(draft, column)})
    for name, field in _ALONE.items():
        column = _whole_parameter(draft, name)
        if column is not None and _COUNTED.isdisjoint(draft.fields):
            draft.claim(column, **{field: _whole(draft, column)})
            text = f"`{column.heading.text}` read as {field}: nothing else is counted"
            draft.note("assumed", text)
    _read_process_grid(draft)
    _read_parallel_groups(draft)


def settle_totals(draft: Draft, trend: Trend, *, is_weak: bool) -> None:
    """Make totals of what is counted per node, and say so.

    Fields that may be added or changed: ``ranks``, ``cores``.
    """
    for name, total in _PER_NODE.items():
        _multiply(draft, name, total)
    if draft.owner("nodes") is None:
        # Nodes counted in host lists say where the runs were, not what stands per node.
        _settle_threads(draft, trend)
        return
    for name in ("ranks", "cores", "threads"):
        if name in draft.fields and draft.owner(name) is not None:
            _settle(draft, name, trend, is_weak=is_weak)


def _settle(draft: Draft, name: str, trend: Trend, *, is_weak: bool) -> None:
    """Decide whether ``name`` is counted per node or in total."""
    nodes, counts = draft.fields["nodes"], draft.fields[name]
    if name == "threads" and "ranks" in draft.fields:
        # Threads of each rank.
        return
    owner = draft.owner(name)
    if owner is not None and owner.heading.role:
        if name == "threads":
            draft.fields["cores"] = counts
        return
    layout = read_layout(nodes, counts)
    if layout is None:
        return
    scope = layout.scope
    if counts.drop_nulls().n_unique() == 1 or layout.row is None:
        # The counts alone cannot tell: one total may be spread over more nodes.
        gain = trend.exponent(nodes, [counts])
        if gain is not None and not is_weak:
            scope = "per_node" if gain >= SCALES else "total"
    if scope == "total" or owner is None:
        if name == "threads":
            draft.fields["cores"] = counts
        return
    seen = draft.place(layout.row or 0)
    there = f"{seen} has {layout.nodes} nodes and {layout.devices}"
    total = "cores" if name == "threads" else name
    draft.fields[total] = counts * nodes
    draft.meant[name] = f"{name}_per_node"
    draft.note("assumed", f"`{owner.heading.text}` read as per node: {there}", layout.row)


def _settle_threads(draft: Draft, trend: Trend) -> None:
    """Take threads that grow with the ranks for the threads of all ranks."""
    fields = draft.fields
    if not {"ranks", "threads"} <= fields.keys() or "cores" in fields:
        return
    owner = draft.owner("threads")
    if owner is not None and owner.heading.role:
        return
    ranks, threads = fields["ranks"], fields["threads"]
    shares = (threads / ranks).drop_nulls().unique()
    if len(shares) != 1 or ranks.drop_nulls().n_unique() < 2 or shares[0] <= 1:
        return
    gain = trend.exponent(ranks * threads)
    if gain is not None and gain < SCALES:
        fields["cores"] = threads
        draft.meant["threads"] = "cores"
        if owner is not None:
            draft.note("assumed", f"`{owner.heading.text}` read as those of all ranks together")


def _multiply(draft: Draft, name: str, total: str) -> None:
    """Make a total of a count per node, where the total is not stated."""
    if "nodes" not in draft.fields or total in draft.fields or name not in draft.fields:
        return
    if not draft.fields[name].dtype.is_integer():
        return
    draft.fields[total] = draft.fields["nodes"] * draft.fields[name]


def _read_process_grid(draft: Draft) -> None:
    """Take ``P`` and ``Q`` side by side as the rows and columns of a grid of processes."""
    rows, columns = _whole_parameter(draft, "p"), _whole_parameter(draft, "q")
    if rows is None or columns is None:
        return
    grid = _whole(draft, rows), _whole(draft, columns)
    processes = grid[0] * grid[1]
    if _COUNTED.isdisjoint(draft.fields):
        draft.claim(rows, ranks=processes, process_rows=grid[0])
        draft.note("assumed", "`P` × `Q` read as ranks")
    elif any((draft.fields[name] == processes).all() for name in _COUNTED & draft.fields.keys()):
        draft.claim(rows, process_rows=grid[0])
    else:
        return
    draft.claim(columns, process_columns=grid[1])


def _read_parallel_groups(draft: Draft) -> None:
    """Take the product of tensor, pipeline, context and data parallelism for the devices.

    Each device is in one group of each kind; experts are spread over groups that are there. The
    sizes stay what tells rows apart, but for the only one that varies, which counts.
    """
    if not _COUNTED.isdisjoint(draft.fields) or "nodes" in draft.fields:
        return
    named = [
        column
        for names in _GROUPS
        if (column := next(filter(None, (_whole_parameter(draft, n) for n in names)), None))
    ]
    if not named or (len(named) == 1 and not _are_powers(_whole(draft, named[0]))):
        # `dp` by itself may be double precision.
        return
    devices = reduce(mul, [_whole(draft, column) for column in named])
    varying = [column for column in named if column.cells.drop_nulls().n_unique() > 1]
    if len(varying) == 1:
        draft.claim(varying[0], devices=devices)
    else:
        draft.fields["devices"] = devices
    text = " × ".join(f"`{column.heading.text}`" for column in named)
    draft.note("assumed", f"{text} read as GPUs: nothing else is counted")


def _are_powers(values: pl.Series) -> bool:
    """Whether all are powers of two."""
    return all(value > 0 and value & (value - 1) == 0 for value in values.drop_nulls().unique())


def _whole_parameter(draft: Draft, name: str) -> Column | None:
    """The unclaimed column of the parameter ``name``, where it can be a count."""
    for column in draft.unclaimed():
        heading, numbers = column.heading, column.numbers
        if heading.kind not in ("parameter", "unknown") or heading.name != name or column.given:
            continue
        if numbers is not None and numbers.words is None:
            values = numbers.values
            return None if (values.floor() != values).any() else column
    return None


def _whole(draft: Draft, column: Column) -> pl.Series:
    assert column.numbers is not None
    return whole_counts(draft, column, column.numbers.values)
