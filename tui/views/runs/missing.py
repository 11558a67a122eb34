"""What keeps a table from having any scaling, and what supplies it: one line above the table."""

from __future__ import annotations

from typing import Final

import polars as pl

from analysis.runs import Runs
from analysis.scaling.speedup import IS_RATE, IS_TIME
from parsers import Loaded
from parsers.run_records.folded import has_several
from tui.views.runs.common_facts import any_earned

_FEWEST: Final = 3
"""Rows from which on somebody may expect a curve."""
_WITHOUT_COUNT: Final = ("no series", "flat times")


def missing_line(loaded: Loaded, runs: Runs, by: str = ":by ") -> str | None:
    """Return what is missing and the command for it; null where any row scales.

    One does whose series has two counts, or the baseline of another series.

    ``by`` is how the columns that part series are named, on the screen or on a command line.

    Metrics that do not scale, such as accuracies and sizes, miss nothing.
    """
    is_scaled = (IS_TIME | IS_RATE | (pl.col("metric") == "value")) & pl.col("value").is_not_null()
    rows = runs.everything.filter(is_scaled)
    counts = rows.group_by("series").agg(pl.col("count").n_unique())["count"]
    if rows.height < _FEWEST or (counts > 1).any() or any_earned(runs.everything):
        return None
    if not rows["count"].count():
        lacking = "no scaling: nothing counts nodes, ranks, threads or GPUs"
        return f"{lacking}; {count_from(loaded, runs)}"
    if rows["count"].n_unique() == 1:
        number, counted = rows["count"].drop_nulls()[0], rows["counted"].drop_nulls()[0]
        unit = counted if number == 1 else f"{counted}s"
        return f"no scaling: all runs are on {number} {unit}; runcmp FILE OTHER adds other counts"
    if any(doubt.kind in _WITHOUT_COUNT for doubt in runs.doubts):
        # That says it already, with its own way out.
        return None
    apart = [name for name in runs.by if name not in _scale(rows) and rows[name].n_unique() > 1]
    command = f"; {by}{','.join(f'-{name}' for name in apart)} joins them" if apart else ""
    return f"no scaling: {rows['series'].n_unique()} series of one point each{command}"


def _scale(rows: pl.DataFrame) -> set[str]:
    counted = {f"{each}s" for each in rows["counted"].drop_nulls().unique()}
    return {*counted, "devices", "nodes", "devices_per_node"}


def count_from(loaded: Loaded, runs: Runs) -> str:
    """Return what says which column is a count, or which part of the files' names."""
    table, headings = runs.everything, {each.column: each.heading for each in loaded.headings}
    for name in runs.by:
        if table[name].dtype.is_numeric() and name not in ("batch", "size"):
            values = table[name].drop_nulls()
            if values.n_unique() > 1 and bool((values % 1 == 0).all()):
                heading = headings.get(name, name)
                return f"if {heading} does: --read 'column {heading} = ranks'"
    if has_several(runs.records, "source"):
        return "name files by one (run_4nodes.log), or use --read 'names = ..._{nodes}'"
    return "--read 'column NAME = ranks' says which column does"
