"""The size of a problem stated as the share of each device, rank, core or node."""

from __future__ import annotations

import polars as pl

from parsers.grammar.words import snake_case, words
from parsers.headings.resources import PER
from parsers.headings.vocabulary import column_of
from parsers.tables.columns import Column
from parsers.tables.draft import Draft


def claim_size_shares(draft: Draft) -> None:
    """Take ``cells_per_gpu`` and its like as the size, before anything else does."""
    if "size" in draft.fields:
        return
    for column in draft.unclaimed():
        if column.numbers is None or column.heading.kind not in ("unknown", "parameter"):
            continue
        if _part_of(column) is not None:
            draft.claim(column, size=column.in_base_units())
            return


def settle_size_shares(draft: Draft) -> None:
    """Multiply the share by what it is the share of; where that is not known, it stays a share."""
    owner = draft.owner("size")
    part = None if owner is None else _part_of(owner)
    if owner is None or part is None:
        return
    counted = _counts(draft).get(part)
    if counted is None:
        draft.rename("size", snake_case(owner.heading.text))
        return
    draft.fields["size"] *= counted
    draft.note("assumed", f"`{owner.heading.text}` × {part}s read as the problem size")


def _part_of(column: Column) -> str | None:
    """What the heading says that its numbers are the share of: ``device`` of ``atoms/GPU``."""
    said = words(column.heading.text.replace("/", " per "))
    if len(said) < 3 or said[-2] != "per" or column_of(said[:-2]) != "size":
        return None
    return PER.get(said[-1])


def _counts(draft: Draft) -> dict[str, pl.Series]:
    """How many of each part every row has, as far as that is known."""
    fields = draft.fields
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
