"""Series of configurations that differ in scale alone, their kind of scaling and baseline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal, NamedTuple

import polars as pl

from analysis.groups import number_groups
from analysis.scaling.speedup import with_speedup
from analysis.scaling.step_times import batch_each
from parsers.records import SCALE

Kind = Literal["auto", "strong", "weak"]
Baseline = int | Literal["smallest", "stated"]

FOLLOWS_SCALE: Final = frozenset({*SCALE, "steps", "cores", "sockets"})
"""Columns that change with the scale of a run and so do not tell one series from another."""

CORE: Final = ("label", "benchmark", "software", "system", "device", "batch", "size", "hosts")
"""What must be equal before a single-device run may serve another series as its baseline."""

COUNTED_IN: Final = ("counted",)
"""What the scale of a run is counted in: no number of ranks is a multiple of one of nodes."""


DIGITS: Final = 9
"""To how many digits problem sizes are equal per device: more than any division spoils."""


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
) -> Scaled:
    """Return ``configurations`` with series, baseline, speedup and efficiency.

    ``by``: the identity columns. Added columns: ``series`` (u32, numbered by first appearance),
    ``count`` (i64, what the run was scaled over: devices, else ranks x threads, else nodes),
    ``scaling`` (strong, weak or null), ``assumed`` (whether no problem size said so),
    ``baseline_row`` (u32, the row of this frame that the speedup refers to; null where it is a
    stated number), ``baseline_devices``, ``is_baseline`` (false where there is no speedup),
    ``speedup``, ``efficiency`` (fractions; 1 by definition for a baseline, not clamped above 1),
    ``karp_flatt`` (null where r <= 1) and ``cost`` (in the unit that ``cost_unit`` says).
    """
    table = _with_series(_with_count(configurations), by, kind)
    table = _with_baseline(table, by, baseline)
    table = with_speedup(table).with_columns(
        is_baseline=pl.col("is_baseline") & pl.col("speedup").is_not_null()
    )
    return Scaled(
        table.drop("reference", "baseline_value", "kin", "counted", "share", strict=False),
        _notes(table, baseline, kind),
    )


def counted_in(columns: Collection[str]) -> pl.Expr:
    """Return ``counted``: what the scale of a row is counted in, in the singular.

    Devices, else cores (ranks x threads), else ranks, threads or nodes.
    """
    return pl.coalesce(
        pl.when(count.is_not_null()).then(pl.lit(name)) for name, count in _counts(columns).items()
    ).alias("counted")


def _counts(columns: Collection[str]) -> dict[str, pl.Expr]:
    """What a row can be counted in, in order of preference; zero of anything is not known."""
    devices, ranks, threads, nodes = (
        pl.when(pl.col(name) > 0).then(pl.col(name)) if name in columns else pl.lit(None, pl.Int64)
        for name in ("devices", "ranks", "threads", "nodes")
    )
    return {
        "device": devices,
        "core": ranks * threads,
        "rank": ranks,
        "thread": threads,
        "node": nodes,
    }


def _with_count(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(
        pl.coalesce(_counts(table.columns).values()).alias("count"), counted_in(table.columns)
    ).with_row_index("row")


def _with_series(table: pl.DataFrame, by: Sequence[str], kind: Kind) -> pl.DataFrame:
    """Number the series; decide strong or weak from the problem size where one is known."""
    told_apart = (*by, *COUNTED_IN, "metric", "unit", "better")
    keys = [name for name in told_apart if name not in FOLLOWS_SCALE]
    if "size" not in keys:
        table = number_groups(table, keys, "series").with_columns(
            scaling=pl.lit("weak" if kind == "weak" else "strong"), assumed=pl.lit(kind == "auto")
        )
        each = batch_each(table, ["series"]) if kind == "auto" else None
        if each is None:
            return table
        return table.with_columns(
            scaling=pl.when(each).then(pl.lit("weak")).otherwise("scaling"),
            assumed=pl.col("assumed") & ~each,
        )
    family = [name for name in keys if name != "size"]
    table = table.with_columns(size_each=(pl.col("size") / pl.col("count")).round_sig_figs(DIGITS))
    counts = pl.col("count").n_unique()
    table = table.with_columns(
        of_family=counts.over(family),
        of_size=counts.over([*family, "size"]),
        of_share=counts.over([*family, "size_each"]),
    )
    weak = (pl.col("of_size") == 1) & (pl.col("of_share") > 1)
    neither = (pl.col("of_size") == 1) & (pl.col("of_share") == 1) & (pl.col("of_family") > 1)
    if kind == "weak":
        weak, neither = pl.lit(True), pl.lit(False)
    elif kind == "strong":
        weak, neither = pl.lit(False), pl.lit(False)
    table = table.with_columns(
        assumed=pl.col("size").is_null() & (kind == "auto"),
        scaling=pl.when(neither & pl.col("size").is_not_null())
        .then(None)
        .when(weak)
        .then(pl.lit("weak"))
        .otherwise(pl.lit("strong")),
        problem_size=pl.when(neither)
        .then(None)
        .when(weak)
        .then(pl.col("size_each"))
        .otherwise(pl.col("size")),
    )
    table = number_groups(table, [*family, "scaling", "problem_size"], "series")
    if (table["scaling"] == "weak").any():
        table = number_groups(table, [*family, "size_each"], "share")
    return table.drop("size_each", "of_family", "of_size", "of_share", "problem_size")


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
    table = _with_reference(table, by, smallest)
    table = table.join(
        smallest.rename({"series": "reference"}), on="reference", how="left", maintain_order="left"
    )
    if isinstance(baseline, int):
        stated = pl.lit(False)
    elif baseline == "stated":
        stated = pl.col("stated_baseline").is_not_null()
    else:
        stated = pl.col("stated_baseline").is_not_null() & (pl.col("baseline_devices") > 1)
    return table.with_columns(
        baseline_row=pl.when(~stated).then(pl.col("baseline_row")),
        baseline_devices=pl.when(stated).then(1).otherwise(pl.col("baseline_devices")),
        baseline_value=pl.when(stated)
        .then(pl.col("stated_baseline"))
        .otherwise(pl.col("baseline_value")),
    ).with_columns(is_baseline=pl.col("baseline_row").eq(pl.col("row")).fill_null(False))


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


def _with_reference(table: pl.DataFrame, by: Sequence[str], smallest: pl.DataFrame) -> pl.DataFrame:
    """Let a series without a single-device run lean on a neighbour that is nothing else.

    Codes are often measured on one device under a description of their own ("without collective
    communication", another learning rate), which the multi-device runs cannot share. Such a
    single-device series serves all others that equal it in the core columns, if it is the only one.
    """
    core = [name for name in CORE if name in by]
    details = [name for name in by if name not in CORE and name not in FOLLOWS_SCALE]
    single = (smallest["baseline_devices"] == 1).any()
    if not details or not single or smallest["baseline_devices"].max() == 1:
        return table.with_columns(reference="series", kin=pl.lit(0, pl.UInt32))
    table = number_groups(table, [*core, *COUNTED_IN, "metric", "unit", "better"], "kin")
    series = (
        table.group_by("series", maintain_order=True)
        .agg(pl.col("kin").first(), pl.col("count").max().alias("largest"))
        .join(smallest, on="series", how="left", maintain_order="left")
    )
    serving = (
        series.filter((pl.col("largest") == 1) & (pl.col("baseline_devices") == 1))
        .group_by("kin")
        .agg(pl.col("series").first().alias("reference"), pl.len().alias("offers"))
        .filter(pl.col("offers") == 1)
    )
    leaning = series.join(serving, on="kin", how="left", maintain_order="left").select(
        "series",
        pl.when(pl.col("baseline_devices") > 1)
        .then(pl.coalesce("reference", "series"))
        .otherwise("series")
        .alias("reference"),
    )
    return table.join(leaning, on="series", how="left", maintain_order="left")


def _notes(table: pl.DataFrame, baseline: Baseline, kind: Kind) -> tuple[str, ...]:
    notes = []
    told = ("series", "reference", "baseline_row", "better", "assumed")
    facts = table.select(*told, "efficiency", "is_baseline")
    scaled = facts.filter(pl.col("efficiency").is_not_null() & ~pl.col("is_baseline"))
    leaning = scaled.filter(pl.col("baseline_row").is_not_null())
    borrowed = leaning.filter(pl.col("reference") != pl.col("series"))["series"].n_unique()
    stated = scaled.filter(pl.col("baseline_row").is_null())
    if borrowed:
        notes.append(
            f"{borrowed} series have no single-device run; baseline: the one "
            "single-device run equal in all but case and parameters"
        )
    if not stated.is_empty():
        notes.append(f"{stated.height} rows use the baseline stated in the source")
    times = scaled.filter(pl.col("better") == "lower")
    if kind == "auto" and "size" not in table.columns:
        if times["assumed"].any():
            notes.append("strong scaling assumed for times (problem size unknown)")
        if not times["assumed"].all():
            notes.append("weak scaling for step times (batch per device)")
    if table["scaling"].null_count():
        notes.append("no efficiency where problem size is neither constant nor constant per device")
    if isinstance(baseline, int) and table["baseline_row"].null_count():
        notes.append(f"no speedup for series without a run on {baseline} devices")
    return tuple(notes)
