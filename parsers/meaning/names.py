"""What runs are called, where columns alone do not say it: their benchmark, their device."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import polars as pl

from parsers.meaning.decisions import NOTHING, Decision, Fields
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct, spread
from parsers.tables.table import Table

_COUNT: Final = r"(?:^|\s)(\d+)\s?[x×]\s?"
"""The ``8x`` of ``8x A100``."""


def device_names(fields: Fields) -> Decision:
    """Part ``8x A100`` into a count and a name where it says the same as the count beside it.

    It is a machine that has 8 of them where rows of it differ in their count.
    """
    names = fields.get("device")
    if names is None or not is_text(names):
        return NOTHING
    if not distinct(names).str.contains(_COUNT).any():
        return NOTHING
    written = spread(names, lambda cells: cells.str.extract(_COUNT).cast(pl.Int64, strict=False))
    found: dict[str, pl.Series] = {}
    if {"devices", "devices_per_node"}.isdisjoint(fields) and written.count() == names.count():
        found["devices"] = written
    devices = found.get("devices", fields.get("devices"))
    if devices is None:
        return NOTHING
    alone = names.cast(pl.String).str.replace(_COUNT, " ").str.strip_chars()
    same = (written == devices).fill_null(False) | _have_several_counts(names, devices)
    return Decision({**found, "device": alone.zip_with(same, names.cast(pl.String))})


def _have_several_counts(names: pl.Series, counts: pl.Series) -> pl.Series:
    """Whether the name of each row stands beside several counts."""
    found: defaultdict[object, set[object]] = defaultdict(set)
    pairs = list(zip(names.to_list(), counts.to_list(), strict=True))
    for name, count in pairs:
        found[name].add(count)
    return pl.Series([len(found[name]) > 1 for name, _ in pairs], dtype=pl.Boolean)


def benchmark_names(fields: Fields, table: Table, stem: str) -> Decision:
    """Give every row a benchmark: its own, else the heading's, else ``stem``, the file's name."""
    fallback = table.benchmark or stem
    if "benchmark" not in fields:
        constants = {"benchmark": fallback}
        if table.case and "case" not in fields:
            constants["case"] = table.case
        return Decision(constants=constants)
    above = " / ".join(name for name in (table.benchmark, table.case) if name)
    constants = {"case": above} if above and "case" not in fields else {}
    own = fields["benchmark"]
    if not own.null_count():
        return Decision(constants=constants) if constants else NOTHING
    return Decision({"benchmark": own.cast(pl.String).fill_null(fallback)}, constants=constants)
