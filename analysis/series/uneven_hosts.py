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
from parsers.run_records.folded import unfolded

_CORE: Final = ("label", "benchmark", "software", "device", "batch", "size")
"""What must be equal before one run on a host is held against another one."""
_UNEVEN: Final = 0.1
"""From which (largest - smallest) / smallest on hosts are said to differ."""
_WORD: Final = r"[A-Za-z][\w.-]*"


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
    named = points.select("series", "row", "unit").hstack(_machines(runs, points["row"]))
    several = named.filter(pl.col("said").str.count_matches(f"(?:{_WORD})") > 1)
    if several.is_empty():
        return {}
    kin = [name for name in _CORE if name in runs.by]
    codes = group_codes(table, [*kin, *MEASURED_BY])
    several = several.with_columns(codes.gather(several["row"]).alias("kin"))
    alone = _alone(runs, codes, several["kin"].unique())
    notes: dict[int, str] = {}
    for series, unit, kin_code, said in (
        several.select("series", "unit", "kin", "said").unique(maintain_order=True).iter_rows()
    ):
        names = dict.fromkeys(re.findall(_WORD, said))
        speeds = {name: alone[kin_code, name] for name in names if (kin_code, name) in alone}
        if _differ(speeds.values()):
            each = " and ".join(
                f"{value:g} {unit or ''}".rstrip() + f" on {name}" for name, value in speeds.items()
            )
            notes.setdefault(
                series,
                f"mixed hosts behind one baseline: single-device runs reach {each}",
            )
    return notes


def _machines(runs: Runs, rows: pl.Series) -> pl.DataFrame:
    """Return ``system`` and ``hosts`` of table rows, and ``said``: all they say of machines."""
    table = runs.everything
    system = table["system"].gather(rows) if "system" in runs.by else pl.lit(None, pl.String)
    hosts = runs.records["hosts"].gather(table["record"].gather(rows))
    both = rows.to_frame().select(system.alias("system"), hosts.alias("hosts"))
    said = pl.concat_str("system", "hosts", separator=" ", ignore_nulls=True)
    return both.with_columns(said.alias("said"))


def _alone(runs: Runs, kin: pl.Series, wanted: pl.Series) -> dict[tuple[int, str], float]:
    """What one device did on each machine: (kin, name of system or host) -> value."""
    table = runs.everything
    single = table.select(
        (pl.col("count") == 1) & (pl.col("value") > 0) & kin.is_in(wanted.implode())
    ).to_series()
    rows = table["row"].filter(single.fill_null(False))
    names = _machines(runs, rows)
    alone: dict[tuple[int, str], float] = {}
    values = zip(kin.gather(rows), table["value"].gather(rows), strict=True)
    for (kin_code, value), (system, hosts, _) in zip(values, names.iter_rows(), strict=True):
        for name in (system, hosts):
            if name is not None:
                alone.setdefault((kin_code, name), value)
    return alone


def _behind_the_baseline(runs: Runs, points: pl.DataFrame) -> dict[int, str]:
    """Baselines that are the centre of repeats on hosts whose own results differ."""
    used = points.filter(pl.col("baseline_row").is_not_null()).select(
        "series", pl.col("baseline_row").alias("row")
    )
    table, records = runs.everything, runs.records
    baselines = table[used["row"].unique()].filter(pl.col("n") > 1)
    keys = varying(records, [*(n for n in runs.by if n != "devices_per_node"), *MEASURED_BY])
    if "hosts" in runs.by or baselines.is_empty() or not keys:
        return {}
    behind = records.join(
        baselines.select(keys).unique(),
        on=keys,
        how="semi",
        nulls_equal=True,
        maintain_order="left",
    )
    measured = unfolded(behind).filter(
        (pl.col("role") == "measured") & pl.col("hosts").is_not_null() & (pl.col("value") > 0)
    )
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
                f"baseline covers {len(hosts)} hosts of different speed: {values[0]:g} "
                f"({hosts[0]}) to {values[-1]:g} ({hosts[-1]})"
            )
    return notes


def _differ(values: Any) -> bool:
    some: Sequence[float] = list(values)
    return len(some) > 1 and max(some) - min(some) >= _UNEVEN * min(some)
