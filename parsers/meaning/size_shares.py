"""The size of a problem stated as the share of each device, rank, core or node."""

from __future__ import annotations

import polars as pl

from parsers.grammar.words import snake_case, words
from parsers.headings.resources import PER
from parsers.headings.vocabulary import column_of
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into


def size_share(column: Column, fields: Fields) -> Decision:
    """Take ``cells_per_gpu`` and its like as the size, before anything else does."""
    if "size" in fields or column.numbers is None:
        return NOTHING
    if column.heading.kind not in ("unknown", "parameter") or _part_of(column) is None:
        return NOTHING
    return into(column, size=column.in_base_units())


def whole_size(fields: Fields, owner: Column | None) -> Decision:
    """Multiply a share by what it is the share of; where that is not known, it stays a share.

    ``owner``: the column that the size comes from.
    """
    part = None if owner is None else _part_of(owner)
    if owner is None or part is None:
        return NOTHING
    counted = _counts(fields).get(part)
    if counted is None:
        return Decision(renamed={"size": snake_case(owner.heading.text)})
    remark = RowRemark("assumed", f"`{owner.heading.text}` × {part}s read as the problem size")
    return Decision({"size": fields["size"] * counted}, remarks=(remark,))


def _part_of(column: Column) -> str | None:
    """What the heading says that its numbers are the share of: ``device`` of ``atoms/GPU``."""
    said = words(column.heading.text.replace("/", " per "))
    if len(said) < 3 or said[-2] != "per" or column_of(said[:-2]) != "size":
        return None
    return PER.get(said[-1])


def _counts(fields: Fields) -> dict[str, pl.Series]:
    """How many of each part every row has, as far as that is known."""
    known = {
        part: fields[name]
        for part, name in (
            ("node", "nodes"),
            ("device", "devices"),
            ("rank", "ranks"),
            ("thread", "threads"),
        )
        if name in fields
    }
    if "device" not in known and {"nodes", "devices_per_node"} <= fields.keys():
        known["device"] = fields["nodes"] * fields["devices_per_node"]
    if "cores" in fields:
        known["core"] = fields["cores"]
    elif "rank" in known:
        known["core"] = known["rank"] * known["thread"] if "thread" in known else known["rank"]
    elif "thread" in known:
        known["core"] = known["thread"]
    return known
