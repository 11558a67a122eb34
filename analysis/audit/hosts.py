"""Averages over hosts: unlike ones, other ones, and hosts that did more than they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import Subject
from analysis.audit.wording import counted, listed

_UNLIKE: Final = 1.25
"""The ratio of the slowest to the fastest host of an average from which they are unlike."""


def unlike(subject: Subject) -> Iterator[Finding]:
    """Find averages over hosts of which some are much faster than others."""
    for row in _averages(subject).filter(pl.col("lines").list.len() > 0).iter_rows(named=True):
        averages = counted(len(row["lines"]), "average")
        what = (
            f"{averages} over hosts that differ by up to {row['ratio']:.2f}x; compare equal hosts"
        )
        runs = row["runs"]
        yield Finding(kinds.UNLIKE_HOSTS, row["source"], row["lines"], what, runs=runs)


def different(subject: Subject) -> Iterator[Finding]:
    """Find averages over other single hosts than the average that they are relative to."""
    stated = subject.averages.select("place", "alike", "series", "source", "line", "run")
    if stated.is_empty():
        return
    members = subject.measured.filter((pl.col("nodes") == 1) & pl.col("hosts").is_not_null())
    sets = members.group_by("alike").agg(
        pl.col("hosts").unique().sort(),
        pl.col("count").first(),
        pl.col("line").min().alias("first"),
        pl.col("line").max().alias("last"),
        pl.col("run").alias("members"),
    )
    each = stated.join(sets, on="alike", maintain_order="left").sort("count", maintain_order=True)
    base = each.group_by("series", maintain_order=True).agg(
        pl.col("hosts").first().alias("base_hosts"), pl.col("line").first().alias("base_line")
    )
    other = each.join(base, on="series", maintain_order="left").filter(
        pl.col("hosts") != pl.col("base_hosts")
    )
    for row in other.iter_rows(named=True):
        ours, theirs = row["hosts"], row["base_hosts"]
        without = [host for host in theirs if host not in ours]
        beside = [host for host in ours if host not in theirs]
        parts = [
            f"{word} {listed(names)}"
            for word, names in (("without", without), ("with", beside))
            if names
        ]
        what = (
            f"average at line {row['line']} is over {counted(len(ours), 'host')}, "
            f"{' and '.join(parts)}; at line {row['base_line']} over {len(theirs)}: the "
            "ratio compares different machines"
        )
        lines = (row["first"], row["last"], row["line"])
        yield Finding(kinds.OTHER_HOSTS, row["source"], lines, what, runs=(row["run"],))


def too_many_devices(subject: Subject) -> Iterator[Finding]:
    """Find copied runs on more devices than their host has in any other run."""
    copied = subject.copies
    if copied.is_empty():
        return
    alone = subject.measured.filter((pl.col("nodes") == 1) & pl.col("hosts").is_not_null())
    alone = alone.unique("run", keep="first", maintain_order=True)
    is_copy = pl.col("run").is_in(copied["run"].implode())
    most = (
        alone.filter(~is_copy)
        .group_by("source", "hosts")
        .agg(pl.col("devices").max().alias("most"))
    )
    beyond = (
        alone.filter(is_copy)
        .join(most, on=["source", "hosts"])
        .filter(pl.col("devices") > pl.col("most"))
        .group_by("source", "hosts", "most", maintain_order=True)
        .agg(pl.col("line"), pl.col("run"), pl.col("devices").max())
    )
    for row in beyond.iter_rows(named=True):
        what = (
            f"{row['hosts']} has {row['devices']} devices only in copied lines; at most "
            f"{row['most']} elsewhere"
        )
        source, runs = row["source"], row["run"]
        stated, most_seen = row["devices"], row["most"]
        yield Finding(kinds.TOO_MANY_DEVICES, source, row["line"], what, stated, most_seen, runs)


CHECKS: Final = (unlike, different, too_many_devices)


def _averages(subject: Subject) -> pl.DataFrame:
    """The averages of each source and series over single runs on unlike hosts."""
    stated = subject.averages.select("alike", "source", "benchmark", "line", "run")
    members = subject.measured.filter(pl.col("hosts").is_not_null() & (pl.col("value") > 0))
    spread = members.group_by("alike").agg(
        pl.col("hosts").n_unique().alias("several"),
        (pl.col("value").max() / pl.col("value").min()).alias("ratio"),
    )
    unlike = stated.join(spread, on="alike", maintain_order="left").filter(
        (pl.col("several") > 1) & (pl.col("ratio") >= _UNLIKE)
    )
    return unlike.group_by("source", "benchmark", maintain_order=True).agg(
        pl.col("line").alias("lines"), pl.col("run").alias("runs"), pl.col("ratio").max()
    )
