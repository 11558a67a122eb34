"""Baselines against the runs they name, and speedups that are too good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.rounding import agrees, digit
from analysis.audit.subject import Subject
from analysis.audit.wording import counted, listed, percent, quantity
from parsers.run_records.records import named

_TOO_GOOD: Final = 0.03
"""How far an efficiency may be above 1 before it is more than noise."""
_ALIKE: Final = 0.1
"""How far the single-device results of hosts may be apart that are called equal."""
_NEARLY: Final = 1.02
"""By which ratio a stated speedup is off at most that is the recomputed one."""


def unknown(subject: Subject) -> Iterator[Finding]:
    """Look for the single-device run whose result a stated baseline is."""
    claimed = _claimed(subject)
    singles = _singles(subject)
    if claimed.is_empty() or singles.is_empty():
        return
    keys = ["label", "benchmark", "metric", "unit"]
    offers = claimed.join(singles, on=keys, nulls_equal=True, how="inner", suffix="_of")
    same = agrees(pl.col("stated_baseline"), pl.col("digit"), pl.col("value_of"))
    known = offers.group_by("place").agg(
        same.any().alias("known"), pl.col("value_of").unique().alias("offers")
    )
    for row in claimed.join(known.filter(~pl.col("known")), on="place").iter_rows(named=True):
        results = listed([quantity(each, row["unit"]) for each in sorted(row["offers"])])
        said = quantity(row["stated_baseline"], row["unit"])
        what = f"stated baseline {said}; single-device runs of {row['benchmark']} give {results}"
        stated, run = row["stated_baseline"], (row["run"],)
        yield Finding(
            kinds.UNKNOWN_BASELINE, row["source"], (row["line"],), what, stated, None, run
        )


def foreign(subject: Subject) -> Iterator[Finding]:
    """Find runs on several hosts that are compared with one device of the slower host alone."""
    claimed = _claimed(subject).filter(pl.col("system").str.contains("+", literal=True))
    singles = _singles(subject)
    if claimed.is_empty() or singles.is_empty():
        return
    each = claimed.with_columns(
        host=pl.col("system").str.split("+"), together=pl.col("system")
    ).explode("host")
    keys = ["label", "benchmark", "batch", "metric", "unit"]
    offers = each.join(
        singles,
        left_on=[*keys, "host"],
        right_on=[*keys, "system"],
        nulls_equal=True,
        suffix="_of",
    )
    is_base = agrees(pl.col("stated_baseline"), pl.col("digit"), pl.col("value_of"))
    better = (
        pl.when(pl.col("better").cast(pl.String) == "lower")
        .then(pl.col("stated_baseline") / pl.col("value_of"))
        .otherwise(pl.col("value_of") / pl.col("stated_baseline"))
    )
    runs = (
        offers.with_columns(is_base=is_base, gain=better - 1)
        .group_by("place", maintain_order=True)
        .agg(
            pl.col("source", "line", "run", "together").first(),
            pl.col("is_base").any(),
            pl.col("host").filter(pl.col("is_base")).first().alias("base_host"),
            pl.col("gain").max(),
            pl.col("host").get(pl.col("gain").arg_max()).alias("best_host"),
        )
        .filter(pl.col("is_base") & (pl.col("gain") > _ALIKE))
    )
    shared = ["source", "together", "base_host", "best_host"]
    grouped = runs.group_by(shared, maintain_order=True).agg(
        pl.col("line"), pl.col("run"), pl.col("gain").min().alias("least"), pl.col("gain").max()
    )
    for row in grouped.iter_rows(named=True):
        runs_said = counted(len(row["run"]), "run")
        gain = " to ".join(dict.fromkeys((percent(row["least"]), percent(row["gain"]))))
        what = (
            f"{runs_said} on {row['together']} relative to one device of "
            f"{row['base_host']}; {row['best_host']} is faster ({gain}), so speedups "
            "are overstated"
        )
        yield Finding(kinds.FOREIGN_BASELINE, row["source"], row["line"], what, runs=row["run"])


def super_linear(subject: Subject) -> Iterator[Finding]:
    """Find configurations that scale better than their devices explain.

    Those that look misread are left out, see ``analysis.plausibility``, but for those whose stated
    speedup is the same: what the author computed as well was not misread. Where a series has more
    than 1 on no more than the baseline's devices, another code is its baseline, and only what it
    gains beyond that counts.
    """
    table = _with_stated(subject)
    bases = table.select(
        pl.col("row").alias("baseline_row"),
        pl.col("line").alias("base_line"),
        pl.col("value").alias("base_value"),
    )
    is_alone = pl.col("count") == pl.col("baseline_devices")
    at_start = pl.col("efficiency").filter(is_alone).max().over("series").fill_null(1.0)
    earned = pl.col("efficiency") / at_start.clip(1.0)
    is_good = (earned > 1 + _TOO_GOOD) & ~pl.col("is_baseline") & ~is_alone
    off = pl.col("stated") / pl.col("speedup")
    is_stated = (pl.col("doubt") == "too efficient") & off.is_between(1 / _NEARLY, _NEARLY)
    good = table.filter(is_good & (pl.col("doubt").is_null() | is_stated)).join(
        bases, on="baseline_row", how="left", maintain_order="left"
    )
    ids = named(subject.configured.records)["run"]
    for row in good.iter_rows(named=True):
        ratio = row["count"] / row["baseline_devices"]
        what = (
            f"speedup {row['speedup']:.4g} on {ratio:g}x the devices; disturbed "
            "baseline or run, or a cache effect"
        )
        run = ids[row["record"]]
        lines = (row["base_line"], row["line"])
        source = row["source"]
        yield Finding(kinds.SUPER_LINEAR, source, lines, what, None, row["speedup"], (run,))


def super_linear_hosts(subject: Subject) -> Iterator[Finding]:
    """Find runs that scale better than their devices explain, against the same host alone.

    Where the repeats of a configuration ran on several hosts, each host is a baseline of its own:
    in their average a host that was disturbed cannot be seen.
    """
    own = subject.measured.filter((pl.col("nodes") == 1) & pl.col("hosts").is_not_null())
    several = pl.col("hosts").n_unique().over("configuration") > 1
    is_time = (pl.col("unit") == "s") & (pl.col("better").cast(pl.String) == "lower")
    is_rate = pl.col("better").cast(pl.String) == "higher"
    points = own.filter(several & (is_time | is_rate) & (pl.col("value") > 0))
    if points.is_empty() or points["size"].count():
        return
    of_host = ["series", "hosts"]
    smallest = points.filter(pl.col("count") == pl.col("count").min().over(of_host))
    base = smallest.group_by(of_host).agg(
        pl.col("value").median().alias("base"),
        pl.col("count").first().alias("base_count"),
        pl.col("line").first().alias("base_line"),
        pl.col("run").first().alias("base_run"),
    )
    ratio = pl.col("count") / pl.col("base_count")
    gain = (
        pl.when(is_rate)
        .then(pl.col("value") / pl.col("base"))
        .otherwise(pl.col("base") / pl.col("value"))
    )
    good = (
        points.join(base, on=of_host, nulls_equal=True, maintain_order="left")
        .with_columns(ratio=ratio, gain=gain)
        .filter((pl.col("ratio") > 1) & (pl.col("gain") > pl.col("ratio") * (1 + _TOO_GOOD)))
    )
    for row in good.iter_rows(named=True):
        what = (
            f"{row['hosts']}: speedup {row['gain']:.4g} on {row['ratio']:g}x the "
            f"devices vs. line {row['base_line']}; one run was disturbed"
        )
        lines, runs = (row["base_line"], row["line"]), (row["base_run"], row["run"])
        yield Finding(kinds.SUPER_LINEAR, row["source"], lines, what, None, row["gain"], runs)


def _with_stated(subject: Subject) -> pl.DataFrame:
    """The table of runs with the speedup that the document itself states of each, ``stated``."""
    stated = subject.configured.records["stated_speedup"]
    return subject.table.with_columns(stated=stated.gather(subject.table["record"]))


CHECKS: Final = (unknown, foreign, super_linear, super_linear_hosts)


def _claimed(subject: Subject) -> pl.DataFrame:
    """The runs that state a baseline, once each."""
    claims = subject.records.filter(pl.col("stated_baseline").is_not_null())
    return claims.unique("run", keep="first", maintain_order=True).with_columns(
        digit=digit("stated_baseline")
    )


def _singles(subject: Subject) -> pl.DataFrame:
    """The results of single devices, stated and measured, that are relative to nothing."""
    alone = (pl.col("count") == 1) & pl.col("stated_baseline").is_null()
    return subject.records.filter(alone & pl.col("value").is_not_null()).select(
        "label", "benchmark", "batch", "system", "metric", "unit", "value"
    )
