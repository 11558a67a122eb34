"""What a comparison needs and is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from analysis.audit.wording import counted, listed
from parsers.run_records.records import FAILED, SCALE, named

_MOSTLY: Final = 2 / 3
_LEAST_SERIES: Final = 3
_LEAST_CONFIGURATIONS: Final = 4
_NAMES: Final = ("benchmark", "case", "software", "system", "device", "batch")


def failures(subject: Subject) -> Iterator[Finding]:
    """Name the runs that have no value, and why."""
    without = subject.records.filter(
        (pl.col("role") == "measured") & pl.col("value").is_null()
    ).unique("run", keep="first", maintain_order=True)
    for row in without.iter_rows(named=True):
        status, reason = row["status"], row["reason"]
        kind = kinds.FAILED_RUN if status in FAILED else kinds.UNFINISHED_RUN
        # A value with digits was written, and counts for nothing then.
        is_beside = row["value_digit"] is not None or (reason and ": " in reason)
        place = "beside its value" if is_beside else "instead of a value"
        what = f"'{reason}' {place}" if reason else f"no value: {_told(status)}"
        if reason and status in ("timeout", "cancelled") and status not in reason.lower():
            what = f"{what}: {status}"
        run = (row["run"],)
        yield Finding(kind, row["source"], (row["line"],), what, reason, None, run)


def _told(status: str) -> str:
    return "no reason given" if status == "unknown" else status


def without_summary(subject: Subject) -> Iterator[Finding]:
    """Find single configurations without the summary that all others of the source have."""
    summarised = subject.averages["alike"].unique()
    if summarised.len() < _LEAST_CONFIGURATIONS:
        return
    stated = subject.summaries["alike"].unique()
    each = (
        subject.measured.group_by("alike", "source", "benchmark", "metric", maintain_order=True)
        .agg("line", "run", pl.len().alias("n"))
        .with_columns(has=pl.col("alike").is_in(stated.implode()))
    )
    group = ["source", "benchmark", "metric"]
    odd = each.with_columns(
        share=pl.col("has").mean().over(group),
        others=pl.col("has").sum().over(group),
        usual=pl.col("n").filter(pl.col("has")).median().over(group),
    ).filter(~pl.col("has") & (pl.col("share") > _MOSTLY))
    for row in odd.iter_rows(named=True):
        what = (
            f"{counted(row['n'], 'run')} without a summary; the other {row['others']} "
            f"configurations have one ({row['usual']:g} runs each)"
        )
        yield Finding(kinds.NO_SUMMARY, row["source"], row["line"], what, runs=row["run"])


def without_runs(subject: Subject) -> Iterator[Finding]:
    """Find summaries without the runs that the other summaries of the source have."""
    stated = subject.summaries.join(
        subject.measured.select("run", "metric"), on=["run", "metric"], how="anti"
    )
    with_runs = subject.averages["place"]
    each = stated.with_columns(has=pl.col("place").is_in(with_runs.implode()))
    measured = subject.measured["alike"].unique()
    odd = each.filter(
        ~pl.col("has")
        & ~pl.col("alike").is_in(measured.implode())
        & (pl.col("has").mean().over("source") > 0)
    )
    for row in odd.iter_rows(named=True):
        what = "summary without its runs; other summaries have theirs"
        run = (row["run"],)
        yield Finding(kinds.NO_RUNS, row["source"], (row["line"],), what, row["value"], None, run)


def baselines(subject: Subject) -> Iterator[Finding]:
    """Find series without a baseline on one device, and those that are a single point."""
    own = subject.table.filter(pl.col("count").is_not_null() & pl.col("better").is_not_null())
    own = own.with_columns(of_a_node=_of_a_node(own))
    each = own.group_by("series", maintain_order=True).agg(
        pl.col("source", *_present(own)).first(),
        pl.col("of_a_node").any(),
        pl.col("line"),
        pl.col("record"),
        pl.col("count").unique().sort(),
        pl.col("baseline_devices").min(),
    )
    ids = named(subject.configured.records)["run"]
    alone = each.filter(pl.col("baseline_devices") != 1)
    lacking = (pl.col("count").list.first() > 1) & ~pl.col("of_a_node")
    for row in alone.filter(lacking).iter_rows(named=True):
        counts = listed([str(count) for count in row["count"]])
        what = f"{_name(row)}: measured on {counts}, not on 1"
        runs = ids.gather(row["record"]).to_list()
        yield Finding(kinds.NO_BASELINE, row["source"], row["line"], what, runs=runs)
    single = (pl.col("count").list.len() == 1) & (each.height > 1)
    for row in alone.filter(single).iter_rows(named=True):
        what = f"{_name(row)}: measured on {row['count'][0]} only, nothing to scale"
        runs = ids.gather(row["record"]).to_list()
        yield Finding(kinds.SINGLE_POINT, row["source"], row["line"], what, runs=runs)


def _of_a_node(table: pl.DataFrame) -> pl.Expr:
    """Whether a row has the ranks, cores or threads of one node, which it is common to begin at."""
    if "nodes" not in table.columns:
        return pl.lit(value=False)
    on_cores = pl.col("counted").is_in(["rank", "core", "thread"])
    return (on_cores & (pl.col("nodes") == 1)).fill_null(value=False)


def missing_points(subject: Subject) -> Iterator[Finding]:
    """Find series that lack one layout, more than one device, which most others of a file have."""
    scale = [name for name in SCALE if name in subject.table.columns]
    table = subject.table.filter(pl.col("count") > 1)
    table = table.with_columns(layout=table.select(scale).hash_rows())
    lacking = _lacking(table.select("label", "metric", "series", "layout").unique())
    if lacking.is_empty():
        return
    shapes = table.unique("layout").select("layout", *scale)
    series = table.group_by("series").agg(
        pl.col("source", *_present(table)).first(), "line", "record"
    )
    ids = named(subject.configured.records)["run"]
    missing = lacking.join(series, on="series").join(shapes, on="layout").sort("series")
    for row in missing.iter_rows(named=True):
        shape = [f"{row[name]} {name.replace('_', ' ')}" for name in scale if row[name] is not None]
        what = f"{_name(row)}: no run on {', '.join(shape)}; most other series have one"
        runs = ids.gather(row["record"]).to_list()
        yield Finding(kinds.MISSING_POINT, row["source"], (row["line"][-1],), what, runs=runs)


def units(subject: Subject) -> Iterator[Finding]:
    """Find quantities that no unit is said of."""
    bare = subject.measured.filter(
        pl.col("unit").is_null()
        & ~pl.col("metric").str.contains("accuracy|loss|perplexity|ratio|score")
    )
    each = bare.group_by("source", "metric", maintain_order=True).agg(
        pl.col("line").min(), pl.len()
    )
    for row in each.iter_rows(named=True):
        what = f"{row['metric'].replace('_', ' ')} has no unit ({counted(row['len'], 'value')})"
        yield Finding(kinds.NO_UNIT, row["source"], (row["line"],), what)


CHECKS: Final = (
    failures,
    without_summary,
    without_runs,
    baselines,
    missing_points,
    units,
)


def _lacking(layouts: pl.DataFrame) -> pl.DataFrame:
    """Return ``series`` and ``layout`` where a series lacks one of the usual layouts alone."""
    file = ["label", "metric"]
    series = pl.col("series").n_unique()
    usual = (
        layouts.with_columns(share=series.over(*file, "layout") / series.over(file))
        .filter((pl.col("share") >= _MOSTLY) & (series.over(file) >= _LEAST_SERIES))
        .select(*file, "layout")
        .unique()
    )
    wanted = layouts.select(*file, "series").unique().join(usual, on=file)
    lacking = wanted.join(layouts, on=["series", "layout"], how="anti")
    return lacking.filter(pl.len().over("series") == 1).select("series", "layout")


def _present(table: pl.DataFrame) -> list[str]:
    return [name for name in _NAMES if name in table.columns]


def _name(row: dict[str, object]) -> str:
    parts = [row.get(name) for name in _NAMES]
    return ", ".join(
        f"batch {part:g}" if isinstance(part, float) else str(part)
        for part in parts
        if part is not None
    )
