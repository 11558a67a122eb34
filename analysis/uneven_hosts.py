"""Hosts of different speed behind one number: what makes an efficiency flatter or harsher."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes, varying
from analysis.runs import Runs
from analysis.scaling import CORE

UNEVEN: Final = 0.1
"""From which (largest - smallest) / smallest on hosts are said to differ."""
WORD: Final = re.compile(r"[A-Za-z][\w.-]*")


def uneven_hosts(runs: Runs, points: pl.DataFrame) -> dict[int, list[str]]:
    """Return the notes about hosts for each ``series`` of ``points`` that has any.

    ``points`` has ``series``, ``row`` and ``baseline_row``, rows of ``runs.everything``.
    """
    notes: dict[int, list[str]] = defaultdict(list)
    for found in (_several_together(runs, points), _behind_the_baseline(runs, points)):
        for series, note in found.items():
            notes[series].append(note)
    return notes


def _several_together(runs: Runs, points: pl.DataFrame) -> dict[int, str]:
    """Runs on several hosts at once that also ran alone, one faster than the other."""
    table = runs.everything
    kin = [name for name in CORE if name in runs.by and name not in ("system", "hosts")]
    machines = table.select(
        "row",
        "value",
        "unit",
        group_codes(table, [*kin, *MEASURED_BY]).alias("kin"),
        (table["count"] == 1).fill_null(False).alias("single"),
        table["system"] if "system" in runs.by else pl.lit(None, pl.String).alias("system"),
        runs.records["hosts"].gather(table["record"]).alias("hosts"),
    )
    alone: dict[tuple[int, str], float] = {}
    for kin_code, value, *named in (
        machines.filter(pl.col("single") & (pl.col("value") > 0))
        .select("kin", "value", "system", "hosts")
        .iter_rows()
    ):
        for name in named:
            if name is not None:
                alone.setdefault((kin_code, name), value)
    together = (
        points.select("series", "row")
        .join(machines.filter(~pl.col("single")), on="row", maintain_order="left")
        .unique(["series", "kin", "system", "hosts"], maintain_order=True)
    )
    notes: dict[int, str] = {}
    for row in together.iter_rows(named=True):
        said = f"{row['system'] or ''} {row['hosts'] or ''}"
        speeds = {
            name: alone[row["kin"], name]
            for name in WORD.findall(said)
            if (row["kin"], name) in alone
        }
        if _differ(speeds.values()):
            unit = f" {row['unit']}" if row["unit"] else ""
            each = " and ".join(f"{value:g}{unit} on {name}" for name, value in speeds.items())
            notes.setdefault(
                row["series"],
                f"ran on hosts of different speed behind one baseline: one alone does {each}",
            )
    return notes


def _behind_the_baseline(runs: Runs, points: pl.DataFrame) -> dict[int, str]:
    """Baselines that are the centre of repeats on hosts whose own results differ."""
    used = points.filter(pl.col("baseline_row").is_not_null()).select(
        "series", pl.col("baseline_row").alias("row")
    )
    table, records = runs.everything, runs.records
    if "hosts" in runs.by or records["hosts"].null_count() == records.height:
        return {}
    baselines = table[used["row"].unique()].filter(pl.col("n") > 1)
    measured = records.filter(
        (pl.col("role") == "measured") & pl.col("hosts").is_not_null() & (pl.col("value") > 0)
    )
    keys = varying(measured, [*(n for n in runs.by if n != "devices_per_node"), *MEASURED_BY])
    if baselines.is_empty() or not keys:
        return {}
    of_hosts = (
        measured.select(*keys, "hosts", "value")
        .join(baselines.select(*keys, "row"), on=keys, nulls_equal=True)
        .group_by("row", "hosts", maintain_order=True)
        .agg(pl.col("value").median())
        .sort("value")
        .group_by("row")
        .agg("hosts", "value")
    )
    said = {row: (hosts, values) for row, hosts, values in of_hosts.iter_rows()}
    notes = {}
    for series, row in used.unique().iter_rows():
        hosts, values = said.get(row, ([], []))
        if _differ(values):
            notes[series] = (
                f"the baseline is of {len(hosts)} hosts of different speed,"
                f" from {values[0]:g} ({hosts[0]}) to {values[-1]:g} ({hosts[-1]})"
            )
    return notes


def _differ(values: Any) -> bool:
    some: Sequence[float] = list(values)
    return len(some) > 1 and max(some) - min(some) >= UNEVEN * min(some)
