"""Counts of parts of a machine that the schema has no column for: cores, workers, sockets, tiles.

What most tables of HPC scale over is called ``Cores``. Without a better count it is one: a process
is taken to run on each, so that they are ranks; tiles of accelerators are devices.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.tables.columns import Column
from parsers.tables.draft import Draft
from parsers.tables.fields import whole_counts
from parsers.tables.layout import read_layout

_CORES: Final = frozenset(
    {"cores", "processors", "num_processors", "n_processors", "number_of_processors"}
)
_ALONE: Final = {"workers": "ranks", "sockets": "ranks", "tiles": "devices"}
"""Parts that may be anything (data loaders, matrix tiles) where something else is counted."""
_EACH: Final = ("ranks_per_node", "cores_per_node")
_COUNTED: Final = frozenset({"devices", "devices_per_node", "ranks", "threads"})


def read_machine_parts(draft: Draft) -> None:
    """Take a count of cores or other parts as what the runs were scaled over, and say so."""
    cores = _column(draft, *_CORES)
    if cores is not None:
        _read_cores(draft, cores, _total(draft, cores))
    for name, field in _ALONE.items():
        column = _column(draft, name)
        if column is not None and _COUNTED.isdisjoint(draft.fields):
            draft.claim(column, **{field: _total(draft, column)})
            _note(draft, column, f"read as {field} (nothing else is counted)")
    for name in _EACH:
        column = _column(draft, name)
        if column is not None and _COUNTED.isdisjoint(draft.fields) and "nodes" in draft.fields:
            each = _whole(draft, column)
            if each.drop_nulls().n_unique() > 1:
                draft.claim(column, ranks=each * draft.fields["nodes"])
                _note(draft, column, "× nodes read as ranks")


def _read_cores(draft: Draft, column: Column, cores: pl.Series) -> None:
    """Take cores as ranks, or with ranks or threads as the other factor of ranks × threads."""
    if not {"devices", "devices_per_node"}.isdisjoint(draft.fields):
        return
    ranks, threads = draft.fields.get("ranks"), draft.fields.get("threads")
    if ranks is not None and threads is not None:
        return
    known = "ranks" if ranks is not None else "threads"
    factor = ranks if ranks is not None else threads
    if factor is None:
        draft.claim(column, ranks=cores)
        _note(draft, column, "read as ranks (one process per core)")
    elif bool(((factor > 0) & (cores % factor == 0)).fill_null(True).all()):
        other = "threads" if known == "ranks" else "ranks"
        draft.claim(column, **{other: cores // factor})
        _note(draft, column, f"/ {known} read as {other}")


def _column(draft: Draft, *names: str) -> Column | None:
    """The unclaimed column of the table that has one of ``names`` and can be a count."""
    for column in draft.unclaimed():
        heading, numbers = column.heading, column.numbers
        if heading.kind != "parameter" or heading.name not in names:
            continue
        if numbers is None or column.given:
            continue
        values = numbers.values
        if numbers.words is None and not (values.floor() != values).any():
            return column
    return None


def _whole(draft: Draft, column: Column) -> pl.Series:
    assert column.numbers is not None
    return whole_counts(draft, column, column.numbers.values)


def _total(draft: Draft, column: Column) -> pl.Series:
    """The count of all nodes together: what the rows have may be that of each."""
    counts, nodes = _whole(draft, column), draft.fields.get("nodes")
    layout = None if nodes is None else read_layout(nodes, counts)
    if nodes is None or layout is None or layout.scope == "total":
        return counts
    seen = f"{draft.place(layout.row or 0)} has {layout.nodes} nodes and {layout.devices}"
    draft.note("assumed", f"`{column.heading.text}` read as per node: {seen}", layout.row)
    return counts * nodes


def _note(draft: Draft, column: Column, text: str) -> None:
    draft.note("assumed", f"`{column.heading.text}` {text}")
