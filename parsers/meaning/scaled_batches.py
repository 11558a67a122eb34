"""Batches that follow the count: the one of all devices, or its share of each device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark

_PARTS: Final = ("devices", "ranks")
_LEAST: Final = 3
"""So many counts with one ratio are no coincidence."""


def scaled_batches(fields: Fields, owners: Mapping[str, Column]) -> Decision:
    """Tell a batch that grows with the count, or falls as the count grows, from one that is set.

    Exactly 64 for each of 1, 2, 4 devices: nothing but the batch of all of them grows like that,
    unless its heading says that it is of each. 256, 128, 64: shares of one batch, which follow
    from it. As a setting either would make each row a series of its own. ``owners``: the columns
    that the fields come from.
    """
    batch, owner = fields.get("batch"), owners.get("batch")
    counts = next((fields[name] for name in _PARTS if name in fields), None)
    if batch is None or owner is None or counts is None or batch.n_unique() < 2:
        return NOTHING
    if batch.null_count() or counts.null_count() or not bool((counts > 0).all()):
        return NOTHING
    heading = owner.heading.text
    products = batch * counts
    # Of each device, as its heading says, and yet one sum: two counts will do.
    least = 2 if owner.heading.scope == "per_device" else _LEAST
    if are_of_several_counts(products, counts, least):
        whole = {} if "global_batch" in fields else {"global_batch": products.cast(pl.Float64)}
        return Decision(whole, dropped={"batch": f"`{heading}`: one batch, shared by all"})
    shares = batch / counts
    if owner.heading.scope == "per_device" or "global_batch" in fields:
        return NOTHING
    if are_of_several_counts(shares, counts, _LEAST):
        remark = RowRemark("assumed", f"`{heading}` grows with the count: read as the global batch")
        return Decision({"global_batch": batch, "batch": shares}, remarks=(remark,))
    return NOTHING


def are_of_several_counts(values: pl.Series, counts: pl.Series, least: int) -> bool:
    """Return whether every value stands beside ``least`` counts at least."""
    pairs = pl.DataFrame({"value": values, "count": counts})
    return bool(pairs.select(pl.col("count").n_unique().over("value").min() >= least).item())
