"""Rates and times of the same runs that tell opposite stories about their efficiency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from analysis.groups import group_codes, varying
from analysis.scaling.speedup import IS_RATE, IS_TIME

_WILD: Final = 2.0
"""From this ratio of two efficiencies on, it is not noise that parts them."""


def disagreement(table: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Return a note where a rate and a time of one configuration differ wildly in efficiency.

    As a rate has the same efficiency whatever the kind of scaling, the kind of the time is wrong.
    """
    if not varying(table, ["metric"]):
        return []
    scaled = table.with_columns(group_codes(table, by)).filter(
        pl.col("efficiency") > 0, ~pl.col("is_baseline")
    )
    told = ("group", "metric", "efficiency", "count", "scaling")
    pairs = (
        scaled.filter(IS_TIME)
        .select(told)
        .join(scaled.filter(IS_RATE).select(told[:3]), on="group", suffix="_rate")
        .with_columns(ratio=pl.col("efficiency_rate") / pl.col("efficiency"))
        .filter(~pl.col("ratio").is_between(1 / _WILD, _WILD))
    )
    if pairs.is_empty():
        return []
    worst = pairs.sort(pl.col("ratio").log().abs()).row(-1, named=True)
    rate, time = (f"{worst[name] * 100:.1f} %" for name in ("efficiency_rate", "efficiency"))
    other = "weak" if worst["scaling"] == "strong" else "strong"
    return [
        f"{worst['metric_rate']} and {worst['metric']} of the same runs disagree on efficiency:"
        f" {rate} and {time} at {worst['count']}; try --scaling {other}"
    ]
