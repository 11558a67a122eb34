"""Series of configurations that differ in scale alone, their kind of scaling and baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import polars as pl

from analysis.scaling.counted import FOLLOWS_SCALE, colliding, layouts_apart, with_count
from analysis.scaling.doubts import withheld_where_in_doubt
from analysis.scaling.followers import following, notes_on
from analysis.scaling.growth import with_growth
from analysis.scaling.hardware_threads import OF_A_CORE, with_threads_of_a_core
from analysis.scaling.references import with_reference
from analysis.scaling.scaling_kind import Kind, with_kind
from analysis.scaling.scaling_notes import notes_on_scaling
from analysis.scaling.speedup import (
    IS_EFFICIENCY,
    IS_SPEEDUP,
    UNIT,
    VALUE,
    with_kinds_of_metric,
    with_speedup,
)

Baseline = int | Literal["smallest", "stated"]
_OVER_ONE: Final = 1.05
"""A stated speedup above this is no baseline of its own, and per device no one over a device."""
_OVER_SERIAL: Final = (0.5, 0.985)
"""A speedup that the parallel program has over the serial one, on a single core or thread."""
_GIVEN: Final = ("baseline_row", "baseline_devices", "speedup", "efficiency", "karp_flatt")
"""What a row has of its baseline."""
_IN_BETWEEN: Final = (
    *("reference", "baseline_value", "kin", "share"),
    *("of_matrix", "of_steps", "growth", OF_A_CORE),
    *("of_time", "of_rate", "of_passes"),
)
"""Columns that others are computed from."""


class Scaled(NamedTuple):
    """Configurations with their scaling, and remarks for footnotes."""

    table: pl.DataFrame
    notes: tuple[str, ...]


def scale(
    configurations: pl.DataFrame,
    by: Sequence[str],
    *,
    baseline: Baseline = "smallest",
    kind: Kind = "auto",
    over: str | None = None,
) -> Scaled:
    """Return ``configurations`` with series, baseline, speedup and efficiency.

    ``by``: the identity columns. ``over``: the count to scale over, None the most telling one.
    Added columns: ``series`` (u32, numbered by first appearance), ``count`` (i64, what the run was
    scaled over: see ``with_count``), ``scaling`` (strong, weak or null), ``kind_assumed`` (whether
    nothing said so), ``baseline_row`` (u32, the row of this frame that the speedup refers to; null
    where it is a stated number), ``baseline_devices``,
    ``is_baseline`` (false where there is no speedup), ``speedup``, ``efficiency`` (fractions; 1 by
    definition for a baseline, not clamped above 1), ``karp_flatt`` (null where r <= 1) and
    ``cost`` (in the unit that ``cost_unit`` says).
    """
    keys = _keys(by)
    table = with_count(configurations, keys, over)
    followers = following(table, keys)
    keys = [name for name in keys if name not in followers]
    table = with_threads_of_a_core(table)
    keys += layouts_apart(table, by, keys) if over is None else colliding(table, by, keys)
    table = with_kind(table, keys, kind)
    table = with_growth(_with_baseline(with_kinds_of_metric(table), by, baseline))
    table = withheld_where_in_doubt(
        with_speedup(table),
        kind,
        is_told=isinstance(baseline, int),
        varies=bool(followers) or _has_templates(table, keys),
    )
    table = _without_claims(_without_sweeps(table))
    table = table.with_columns(is_baseline=pl.col("is_baseline") & pl.col("speedup").is_not_null())
    return Scaled(
        table.drop(_IN_BETWEEN, strict=False),
        (*notes_on_scaling(table, by, baseline, kind), *notes_on(table, followers)),
    )


def _has_templates(table: pl.DataFrame, keys: Sequence[str]) -> bool:
    """Whether texts name the count among other things: ``{nodes}.0M`` atoms."""
    texts = [name for name in keys if name in table.columns and table[name].dtype == pl.String]
    has_one = pl.col(texts).unique().str.contains("{", literal=True).any()
    return bool(texts) and any(table.select(has_one).row(0))


def _keys(by: Sequence[str]) -> list[str]:
    """What tells series apart, before it is known what the runs were scaled over."""
    return [name for name in (*by, "metric", "unit", "better") if name not in FOLLOWS_SCALE]


def _with_baseline(table: pl.DataFrame, by: Sequence[str], baseline: Baseline) -> pl.DataFrame:
    """Add ``reference`` (the series whose baseline serves), and what that baseline is."""
    ran = (pl.col("value") > 0) & pl.col("count").is_not_null()
    candidates = table.filter(ran)
    if isinstance(baseline, int):
        candidates = candidates.filter(pl.col("count") == baseline)
    layout = [name for name in ("count", "nodes", "row") if name in table.columns]
    # The fewest of each series first, as to sort all takes longer.
    fewest = pl.col("count") == pl.col("count").min().over("series")
    smallest = (
        _with_shared_points(candidates)
        .select("series", "value", *layout)
        .filter(fewest)
        .sort(layout)
        .group_by("series", maintain_order=True)
        .agg(
            pl.col("row").first().alias("baseline_row"),
            pl.col("count").first().alias("baseline_devices"),
            pl.col("value").first().alias("baseline_value"),
        )
    )
    table = with_reference(table, by, smallest)
    table = table.join(
        smallest.rename({"series": "reference"}), on="reference", how="left", maintain_order="left"
    )
    # A speedup stated of the fewest is one over a single device, which is not there, unless it is
    # more than these can give: that of GPUs over a CPU.
    perhaps = pl.col("baseline_value") / pl.col("baseline_devices") <= _OVER_ONE
    over_one = IS_SPEEDUP & perhaps & (pl.col("baseline_value") > _OVER_ONE)
    # Below 1 on a single one, it is one over the serial program, unless another count has the 1: it
    # is one over that count, of which any row may be the baseline. An efficiency is of the whole.
    over_another = (VALUE == 1).any().over("series")
    whole = pl.when(IS_EFFICIENCY & (UNIT == "%")).then(100.0).otherwise(1.0)
    over_serial = (
        pl.when(IS_EFFICIENCY)
        .then(pl.col("baseline_value") != whole)
        .otherwise(
            pl.col("baseline_value").is_between(*_OVER_SERIAL, closed="left")
            & IS_SPEEDUP
            & (pl.col("baseline_devices") == 1)
            & ~over_another
        )
    )
    table = table.with_columns(
        stated_baseline=pl.coalesce("stated_baseline", pl.when(over_one | over_serial).then(whole))
    )
    if isinstance(baseline, int):
        stated = pl.lit(False)
    elif baseline == "stated":
        stated = pl.col("stated_baseline").is_not_null()
    else:
        stated = pl.col("stated_baseline").is_not_null() & (
            (pl.col("baseline_devices") > 1) | over_serial.fill_null(False)
        )
    return table.with_columns(
        baseline_row=pl.when(~stated).then(pl.col("baseline_row")),
        baseline_devices=pl.when(stated).then(1).otherwise(pl.col("baseline_devices")),
        baseline_value=pl.when(stated)
        .then(pl.col("stated_baseline"))
        .otherwise(pl.col("baseline_value")),
    ).with_columns(is_baseline=pl.col("baseline_row").eq(pl.col("row")).fill_null(False))


def _without_sweeps(table: pl.DataFrame) -> pl.DataFrame:
    """Leave out baselines that nothing is measured by: one count alone, on several sizes.

    In a sweep over the sizes of messages each size would be the baseline of itself.
    """
    if "size" not in table.columns or table["size"].n_unique() < 2:
        return table
    of = [name for name in ("benchmark", "metric", "unit") if name in table.columns]
    swept = pl.col("size").n_unique().over(of) > 1
    one_count = pl.col("count").n_unique().over(of) == 1
    scaled = (pl.col("efficiency").is_not_null() & ~pl.col("is_baseline")).any().over(of)
    return table.with_columns(
        pl.when(~(swept & one_count & ~scaled)).then(pl.col(name)).alias(name) for name in _GIVEN
    )


def _without_claims(table: pl.DataFrame) -> pl.DataFrame:
    """Leave stated speedups to the audit where a source has the times or rates that scale, too.

    They need not be relative to a run that is there: that of the sequential code, the best of all.
    """
    if not table.select(IS_SPEEDUP.any()).item():
        return table
    source = [name for name in ("label",) if name in table.columns]
    scales = (~IS_SPEEDUP & pl.col("efficiency").is_not_null()).any()
    beside = IS_SPEEDUP & (scales.over(source) if source else scales)
    return table.with_columns(pl.when(~beside).then(pl.col(name)).alias(name) for name in _GIVEN)


def _with_shared_points(candidates: pl.DataFrame) -> pl.DataFrame:
    """Let a run of a strong series be the baseline of a weak one with its size per device too.

    Where both kinds of scaling are measured, they usually start at one run.
    """
    if "share" not in candidates.columns:
        return candidates
    is_weak = (pl.col("scaling") == "weak").fill_null(False)
    weak = candidates.filter(is_weak).select("share", "series").unique(maintain_order=True)
    shared = candidates.filter(~is_weak).drop("series").join(weak, on="share")
    return pl.concat([candidates, shared.select(candidates.columns)])
