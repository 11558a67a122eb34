"""What all rows of a table have in common, said once above it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.groups import varying
from analysis.runs import Runs
from analysis.size_form import size_form
from tui.formatting.numbers import pluralize
from tui.views.table_columns import named_value


def shared_facts(runs: Runs) -> list[str]:
    """Return ``name value`` for each identity column that is the same in every row."""
    table = runs.table
    if table.is_empty():
        return []
    names = [name for name in (*runs.by, "metric") if name != "label"]
    several = varying(table, names)
    facts = _said(runs, [name for name in names if name not in several])
    return [*facts, *(_repeats_of_all(table) if "n" in table.columns else [])]


def baseline_of_all(table: pl.DataFrame) -> list[str]:
    """Return ``baseline 4 nodes`` where all efficiencies are relative to one measured count.

    One of 1 goes without saying.
    """
    if "efficiency" not in table.columns or not any_earned(table):
        return []
    scaled = table.filter(pl.col("efficiency").is_not_null())
    baselines = scaled.select("baseline_devices", "counted").unique()
    if baselines.height > 1 or scaled["baseline_row"].null_count():
        return []
    number, counted = baselines.row(0)
    return [f"baseline {pluralize(number, counted)}"] if number != 1 else []


def any_earned(table: pl.DataFrame) -> bool:
    """Whether any row has an efficiency that is not 1 by definition, as that of baselines is."""
    return bool((table["efficiency"].is_not_null() & ~table["is_baseline"]).any())


def shared_by_all(runs: Runs, shown: Sequence[str]) -> list[str]:
    """Return the metric, and ``name value`` of each other column that has no place among ``shown``.

    Of columns that vary all are shown but two: labels, and devices per node beside nodes.
    """
    names = [name for name in runs.by if name not in (*shown, "label", "devices_per_node")]
    metric = None if "metric" in shown else runs.table["metric"][0]
    return [
        *([] if metric is None else [metric]),
        *_said(runs, names),
        *_repeats_of_all(runs.table),
        *baseline_of_all(runs.table),
    ]


def _repeats_of_all(table: pl.DataFrame) -> list[str]:
    """Return ``n 5`` where every value has as many repeats, and more than one."""
    counts = table.filter(pl.col("value").is_not_null())["n"].unique()
    return [f"n {counts[0]}"] if len(counts) == 1 and counts[0] > 1 else []


def _said(runs: Runs, names: Sequence[str]) -> list[str]:
    """Return ``name value`` for each column that the first row states, for all rows."""
    sizes = size_form(runs.records)
    values = ((name, runs.table[name][0]) for name in names)
    return [named_value(name, value, sizes) for name, value in values if value is not None]
