"""The levels of a layout -> totals: nodes x tasks per node x cpus per task, ranks, cores.

What stands beside a count of nodes may be the count of each node or of all together. The counts
themselves often say which (``read_layout``); else how fast the rows were does: of two readings,
the one is right under which more of a machine is not slower than it can be.
"""

from __future__ import annotations

import polars as pl

from parsers.headings.read_heading import without_holder
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions, Fields, RowRemark
from parsers.meaning.layout import read_layout
from parsers.meaning.node_levels import PER_NODE
from parsers.meaning.trend import SCALES, Trend
from parsers.run_records.records import SCALE
from parsers.short_columns.whole_numbers import vary
from parsers.tables.table import Table


def devices_of_nodes(
    fields: Fields, owner: Column | None, table: Table, *, stated: bool
) -> Decision:
    """Decide whether the devices under the heading of ``owner`` are those of a node or of all.

    ``stated``: the nodes are, and do not follow from host lists.
    """
    if owner is None or owner.heading.scope != "unstated":
        return NOTHING
    if "nodes" not in fields or "devices_per_node" in fields:
        return NOTHING
    nodes, devices = fields["nodes"], fields["devices"]
    found = read_layout(nodes, devices)
    if found is None:
        return NOTHING
    if not stated and not (devices < nodes).any():
        # Hosts that were allocated need not have as many devices each.
        return NOTHING
    there = f"{found.nodes} nodes and {found.devices} GPU{'' if found.devices == 1 else 's'}"
    meaning = "GPUs per node" if found.scope == "per_node" else "GPUs in total"
    if found.row is None:
        why = f"no row decides ({there} fits both)"
    else:
        why = f"{'not fitting: ' if found.against else ''}{table.place(found.row)} has {there}"
    text = f"`{owner.heading.text}` read as {meaning}: {why}"
    renamed = {"devices": "devices_per_node"} if found.scope == "per_node" else {}
    changed = {"devices": _possible(devices, nodes)} if found.against else {}
    return Decision(changed, renamed=renamed, remarks=(RowRemark("assumed", text, found.row),))


def _possible(totals: pl.Series, nodes: pl.Series) -> pl.Series:
    """Return totals without those below the number of nodes, which no run can have had."""
    return totals.set(totals < nodes, None)


def totals(known: Decisions, trend: Trend, table: Table, *, is_weak: bool) -> Decisions:
    """Make totals of what is counted per node, and say so.

    Fields that may be added or changed: ``ranks``, ``cores``.
    """
    known = known.plus(_on_one_node(known))
    known = known.plus(_devices_of_each(known, trend, is_weak=is_weak))
    owners = known.owners
    if "devices_per_node" in known.fields and "devices" not in owners:
        known = known.plus(Decision(totals={"devices": "devices_per_node"}))
    for name, total in PER_NODE.items():
        known = known.plus(_product(known.fields, name, total))
    if "nodes" not in owners:
        # Nodes counted in host lists say where the runs were, not what stands per node.
        return known.plus(_threads_of_all_ranks(known.fields, owners.get("threads"), trend))
    for name in ("ranks", "cores", "threads"):
        owner = owners.get(name)
        if owner is not None and name in known.fields:
            known = known.plus(_of_nodes(known.fields, name, owner, trend, table, is_weak=is_weak))
    return known


def _devices_of_each(known: Decisions, trend: Trend, *, is_weak: bool) -> Decision:
    """Take `devices`, the same beside growing nodes, for those of a node where rows get faster.

    Or where there are more nodes. As our own exports have it, the heading is that of a total.
    """
    owner, nodes = known.owners.get("devices"), known.fields.get("nodes")
    if owner is None or owner.heading.role or nodes is None or not vary(nodes):
        return NOTHING
    if without_holder(owner.heading.text)[0] != "devices":
        return NOTHING
    devices = known.fields["devices"]
    if "devices_per_node" in known.fields:
        return NOTHING
    gain = None if is_weak else trend.exponent(nodes, [devices])
    if not (devices < nodes).any() and (gain is None or gain < SCALES):
        return NOTHING
    text = "`devices` read as GPUs per node: they stay the same while nodes grow"
    remark = RowRemark("assumed", text)
    return Decision(renamed={"devices": "devices_per_node"}, remarks=(remark,))


def _on_one_node(known: Decisions) -> Decision:
    """Take a count per node that varies, where nothing else is counted, for that of one node.

    On any other number of nodes, the same for all rows, what is relative to a row stays the same.
    """
    if not ({*SCALE} - {"devices_per_node"}).isdisjoint(known.fields):
        return NOTHING
    for name, total in (("devices_per_node", "devices"), ("ranks_per_node", "ranks")):
        owner, counts = known.owners.get(name), known.fields.get(name)
        if owner is not None and not owner.heading.role and counts is not None and vary(counts):
            text = f"`{owner.heading.text}` read as {total} on one node: no nodes are counted"
            return Decision(renamed={name: total}, remarks=(RowRemark("assumed", text),))
    return NOTHING


def _product(fields: Fields, name: str, total: str) -> Decision:
    """Make a total of a count per node, where the total is not stated."""
    if "nodes" not in fields or total in fields or name not in fields:
        return NOTHING
    if not fields[name].dtype.is_integer():
        return NOTHING
    return Decision({total: fields["nodes"] * fields[name]}, totals={total: name})


def _of_nodes(
    fields: Fields, name: str, owner: Column, trend: Trend, table: Table, *, is_weak: bool
) -> Decision:
    """Decide whether ``name`` is counted per node or in total."""
    if name == "threads" and ("ranks" in fields or ("cores" in fields and vary(fields["cores"]))):
        # Threads of each rank, or beside cores that are counted already.
        return NOTHING
    nodes, counts = fields["nodes"], fields[name]
    total = "cores" if name == "threads" else name
    as_it_is = Decision({total: counts}) if name == "threads" else NOTHING
    if owner.heading.role:
        return as_it_is
    layout = read_layout(nodes, counts)
    if layout is None:
        return NOTHING
    scope = layout.scope
    if counts.drop_nulls().n_unique() == 1 or layout.row is None:
        # The counts alone cannot tell: one total may be spread over more nodes.
        gain = trend.exponent(nodes, [counts])
        if gain is not None and not is_weak:
            scope = "per_node" if gain >= SCALES else "total"
    seen = table.place(layout.row or 0)
    there = f"{seen} has {layout.nodes} nodes and {layout.devices}"
    if scope == "total":
        if not layout.against:
            return as_it_is
        text = f"`{owner.heading.text}` read as the total, not fitting: {there}"
        remark = RowRemark("assumed", text, layout.row)
        return Decision({total: _possible(counts, nodes)}, remarks=(remark,))
    remark = RowRemark("assumed", f"`{owner.heading.text}` read as per node: {there}", layout.row)
    return Decision({total: counts * nodes}, meant={name: f"{name}_per_node"}, remarks=(remark,))


def _threads_of_all_ranks(fields: Fields, owner: Column | None, trend: Trend) -> Decision:
    """Take threads that grow with the ranks for the threads of all ranks."""
    if not {"ranks", "threads"} <= fields.keys() or "cores" in fields:
        return NOTHING
    if owner is not None and owner.heading.role:
        return NOTHING
    ranks, threads = fields["ranks"], fields["threads"]
    shares = (threads / ranks).drop_nulls().unique()
    if len(shares) != 1 or ranks.drop_nulls().n_unique() < 2 or shares[0] <= 1:
        return NOTHING
    gain = trend.exponent(ranks * threads)
    if gain is None or gain >= SCALES:
        return NOTHING
    found = Decision({"cores": threads}, meant={"threads": "cores"})
    if owner is None:
        return found
    text = f"`{owner.heading.text}` read as those of all ranks together"
    return found._replace(remarks=(RowRemark("assumed", text),))
