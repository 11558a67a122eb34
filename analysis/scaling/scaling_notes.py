"""What is said of scaling: what was assumed, and what has no efficiency and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from analysis.scaling.doubts import notes_on_doubts
from analysis.scaling.growth import notes_on_growth
from analysis.scaling.references import differences
from analysis.scaling.scaling_kind import STATED, Kind
from analysis.scaling.speedup import (
    IS_EFFICIENCY,
    IS_OF_COLLECTIVE,
    IS_OF_NO_DEVICE,
    IS_SHARE,
    IS_SPREAD,
    IS_UNNAMED,
    OF_PASSES,
    OF_RATE,
    OF_TIME,
)
from parsers.run_records.headline import is_beside

_SEVERAL: Final = 3
NOTHING_COUNTED: Final = (
    "no efficiency: nothing was read as a count of nodes, ranks, threads or GPUs; where a column is"
    " one, --read 'column NAME = ranks' says so"
)
NO_DIRECTION: Final = (
    "no efficiency: nothing says whether the values are times or rates: --better value=lower"
    " (times) or value=higher decides"
)
NO_KIND: Final = (
    "no efficiency: nothing says whether {} is a time or a rate: --read 'column NAME = runtime' or"
    " 'column NAME = throughput' decides"
)
NEITHER: Final = "no efficiency: {} is neither a time nor a rate"


def _of_series(number: int) -> str:
    return "1 series has" if number == 1 else f"{number} series have"


def _counts_nothing(table: pl.DataFrame) -> bool:
    """Whether times, rates or unnamed values of several configurations have no count."""
    judged = table.filter(
        (OF_TIME | OF_RATE | (pl.col("metric") == "value")) & pl.col("value").is_not_null()
    )
    return judged.height >= _SEVERAL and not table["count"].count()


def _notes_on_undirected(table: pl.DataFrame) -> list[str]:
    """What to say of values beside several counts of which nothing tells a time from a rate."""
    shown = table.filter(pl.col("count").is_not_null() & pl.col("value").is_not_null())
    told = OF_TIME | OF_RATE | IS_SHARE | IS_EFFICIENCY | IS_SPREAD | IS_OF_COLLECTIVE
    others = shown.filter(~told.fill_null(False))
    if others.filter(IS_UNNAMED)["count"].n_unique() > 1:
        return [NO_DIRECTION]
    of_one = others.height == shown.height and others["metric"].n_unique() == 1
    if not of_one or others["count"].n_unique() < 2:
        return []
    metric = others["metric"][0]
    is_neither = is_beside(metric) or metric == "machine_time"
    return [(NEITHER if is_neither else NO_KIND).format(metric)]


def _notes_on_unshared_work(table: pl.DataFrame) -> list[str]:
    """What to say of values on several counts that share no work, asked of the table at once."""
    counts = pl.col("count")
    higher, lower = (pl.col("better") == side for side in ("higher", "lower"))
    of_others = IS_OF_NO_DEVICE & pl.col("value").is_not_null()
    found = table.select(
        bandwidths=counts.filter(IS_OF_COLLECTIVE & higher).n_unique(),
        latencies=counts.filter(IS_OF_COLLECTIVE & lower).n_unique(),
        others=counts.filter(of_others).n_unique(),
    ).row(0, named=True)
    notes = []
    if found["bandwidths"] > 1:
        notes.append("no efficiency of busbw and algbw: a bandwidth that each rank sees")
    if found["latencies"] > 1:
        notes.append("no efficiency of collective_latency: the ranks share no work")
    if found["others"] > 1:
        metric, unit = table.filter(of_others).select("metric", "unit").row(0)
        what = "one user sees" if "_per_user" in metric else "a watt or a dollar buys"
        name = metric if "_per_" in metric else f"{metric} in {unit}"
        notes.append(f"no efficiency of {name}: what {what} does not add up over devices")
    return notes


def _notes_on_missing_values(table: pl.DataFrame) -> list[str]:
    """What to say of series whose smallest count was run and has no value."""
    without = table.filter(
        pl.col("value").is_null()
        & (pl.col("count") < pl.col("baseline_devices"))
        & pl.col("efficiency").is_not_null().any().over("series")
    )
    if without.is_empty():
        return []
    least = "/".join(map(str, without["baseline_devices"].unique().sort()))
    return [f"efficiency relative to {least} where the smallest count has no value"]


def notes_on_scaling(
    table: pl.DataFrame, by: Sequence[str], baseline: int | str, kind: Kind
) -> tuple[str, ...]:
    """Return what is said of the series, the baselines and the kinds of scaling of ``table``."""
    notes = []
    told = ("series", "reference", "baseline_row", "better", "kind_assumed")
    facts = table.select(*told, "efficiency", "is_baseline")
    scaled = facts.filter(pl.col("efficiency").is_not_null() & ~pl.col("is_baseline"))
    leaning = scaled.filter(pl.col("baseline_row").is_not_null())
    borrowed = leaning.filter(pl.col("reference") != pl.col("series"))["series"].n_unique()
    stated = scaled.filter(pl.col("baseline_row").is_null())
    if borrowed:
        differing = " and ".join(differences(table, by)) or "case"
        notes.append(
            f"{_of_series(borrowed)} no single-device run; baseline: the one"
            f" single-device run equal in all but {differing}"
        )
    if not stated.is_empty():
        notes.append(f"{stated.height} rows use the baseline stated in the source")
    times = scaled.filter(pl.col("better") == "lower")
    if kind == "auto" and "size" not in table.columns:
        if times["kind_assumed"].any():
            notes.append("strong scaling assumed for times (problem size unknown)")
        known = table.filter(~pl.col("kind_assumed") & pl.col("efficiency").is_not_null())
        for each, what in ((OF_TIME, "step times"), (OF_PASSES, "steps per second")):
            if STATED not in table.columns and not known.filter(each).is_empty():
                notes.append(f"weak scaling for {what} (batch per device)")
    notes += _notes_on_unshared_work(table)
    notes += _notes_on_undirected(table)
    if _counts_nothing(table):
        notes.append(NOTHING_COUNTED)
    if not isinstance(baseline, int) and table["value"].null_count():
        notes += _notes_on_missing_values(table)
    notes += notes_on_growth(table)
    if (table["withheld"].is_null() & table["scaling"].is_null()).any():
        notes.append("no efficiency where problem size is neither constant nor constant per device")
    notes += notes_on_doubts(table)
    if isinstance(baseline, int) and table["baseline_row"].null_count():
        notes.append(f"no speedup for series without a run on {baseline} devices")
    return tuple(notes)
