"""Step times of runs in which every device has a batch of its own: more devices, more work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from analysis.groups import number_groups
from parsers.run_records.headline import PASS_RATES

_STEP: Final = "step_time"
_SHARED: Final = -0.5
"""The exponent of the count between the two readings: a step over batches of their own takes the
same time on any count (0), one over a batch that all devices share takes count ** -1 of it."""


def batch_each(table: pl.DataFrame, keys: Sequence[str]) -> pl.Series | None:
    """Return which rows are of steps over a batch per device; ``None`` where none can be.

    Step times, and steps per second, whose inverse they are. ``keys`` tell series apart. A stated
    batch is one per device, unless the time of the series falls with the count as if the devices
    shared it.
    """
    if "batch" not in table.columns:
        return None
    is_rate = table["unit"].is_in(PASS_RATES).fill_null(False)
    is_step = (table["metric"] == _STEP) | is_rate
    if not is_step.any():
        return None
    table = table.with_columns(value=pl.when(is_rate).then(1 / pl.col("value")).otherwise("value"))
    steps = table.filter(is_step & table["batch"].is_not_null() & table["count"].is_not_null())
    steps = number_groups(steps, keys, "of")
    ran = steps.filter(pl.col("value") > 0).sort("count")
    ends = ran.group_by("of").agg(
        *(pl.col(name).first().alias(f"{name}_least") for name in ("count", "value")),
        *(pl.col(name).last().alias(f"{name}_most") for name in ("count", "value")),
    )
    growth = pl.col("count_most") / pl.col("count_least")
    kept = pl.col("value_most") / pl.col("value_least") >= growth**_SHARED
    each = steps.select("row", "of").join(ends.select("of", kept=kept), on="of", how="left")
    rows = each.filter("kept")["row"]
    return table["row"].is_in(rows.implode())
