"""Repeats of one configuration become one row: median or mean, its interval, how many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.groups import group_codes
from analysis.repeats import REPEATS, Center, all_differ, has_samples, summed_in_steps
from analysis.select import telling
from analysis.summed_repeats import of_summed
from analysis.usage import UnknownName, UsageError
from parsers.run_records.folded import unfolded
from parsers.run_records.records import IDENTITY, parameters
from parsers.run_records.summed import is_summed

MEASURED_BY: Final = ("metric", "unit", "better")
_REGROUPABLE: Final = ("run", "source", "started", "hosts", "reason")
"""Schema columns that may be added to what makes a configuration."""

SEEDS: Final = ("seed", "random_seed", "rng_seed")
"""What is changed so that repeats differ, and tells no configurations apart."""


class _How(NamedTuple):
    """How repeats become one row; without a confidence they have a range only."""

    center: Center
    confidence: float | None
    with_repeats: bool


def identity(
    records: pl.DataFrame, by: str | None = None, usual: Sequence[str] | None = None
) -> list[str]:
    """Return the columns that make a configuration, in schema order, parameters last.

    Only columns that any record has are named. ``by`` changes the default: ``a,b`` replaces it,
    ``+hosts`` adds to it, ``-epochs`` takes away from it. A seed by which runs of one kind differ
    has to be added. ``usual``: what makes it where ``by`` does not say, in place of all. Raises
    ``UsageError`` for a column that is not there or that holds a measured quantity.
    """
    said = set(telling(records))
    default = list(usual or _default(records, said))
    if by is None:
        return default
    allowed = [*IDENTITY, *_REGROUPABLE, *parameters(records)]
    return _regrouped(default, by, allowed, [name for name in allowed if name in said])


def _default(records: pl.DataFrame, said: Collection[str]) -> list[str]:
    default = [name for name in (*IDENTITY, *parameters(records)) if name in said]
    for name in SEEDS:
        if name in default and _repeats(records, default, name):
            default.remove(name)
    return default


def _repeats(records: pl.DataFrame, by: Sequence[str], name: str) -> bool:
    """Whether runs that differ in ``name`` alone are repeats: there are several of one kind."""
    others = [*(each for each in by if each != name), "metric"]
    kinds = [group_codes(records, columns).n_unique() for columns in (others, [*others, name])]
    return kinds[0] < kinds[1]


def configurations(
    records: pl.DataFrame,
    by: Sequence[str],
    center: Center = "median",
    confidence: float = 0.95,
    *,
    with_repeats: bool = False,
) -> pl.DataFrame:
    """Return one row per configuration and metric, in order of first appearance.

    A run is one repeat; one with ``samples`` has these as its repeats. Columns: ``by``, then
    ``metric unit better``, ``n`` (repeats), ``failed``, ``value`` (their median or mean), ``low``,
    ``high``, ``interval``, ``status``, ``source``, ``line`` and ``stated_baseline`` of the first
    run, and ``record``, that run's row in ``records``; on request ``repeats``, a sorted list.

    ``low`` and ``high`` are the ends of the median's interval where the repeats suffice for
    ``confidence`` (``interval`` is ``ci95``), else the smallest and the largest (``range``), and
    null below two. ``summary`` records never enter: where an input has no measured record of a
    metric at all, its stated values stand in the table with ``n`` 0.
    """
    keys = [*by, *MEASURED_BY]
    how = _How(center, confidence if center == "median" else None, with_repeats)
    is_measured = records["role"] == "measured"
    if is_measured.all():
        return _repeats_to_one(records, None, keys, how)
    measured = _repeats_to_one(records, is_measured, keys, how)
    only_stated = _nothing_measured(records)
    if not only_stated.any():
        return measured
    stated = _repeats_to_one(
        records, only_stated, keys, how._replace(confidence=None)
    ).with_columns(
        n=pl.lit(0, dtype=pl.UInt32),
        low=pl.lit(None, dtype=pl.Float64),
        high=pl.lit(None, dtype=pl.Float64),
        interval=pl.lit(None, dtype=pl.String),
        **({"repeats": pl.lit(None, dtype=REPEATS)} if with_repeats else {}),
    )
    return pl.concat([measured, stated])


def rows_by_metric(records: pl.DataFrame, by: str | None = None) -> dict[str, int]:
    """Return how many rows ``configurations`` has of each metric alone, without computing them.

    ``by`` is as for ``identity``; metrics that cannot be grouped so are left out.
    """
    rows = {}
    for name in records["metric"].drop_nulls().unique(maintain_order=True):
        of_metric = records.filter(pl.col("metric") == name)
        try:
            keys = [*identity(of_metric, by), *MEASURED_BY]
        except UsageError:
            continue
        counted = of_metric.filter((pl.col("role") == "measured") | _nothing_measured(of_metric))
        rows[name] = group_codes(counted, _apart(counted, keys)).n_unique()
    return rows


def runs_of(records: pl.DataFrame, row: Mapping[str, Any], by: Sequence[str]) -> pl.DataFrame:
    """Return the measured records that a row of ``configurations`` was made from."""
    of_row = records_of(records, row, (*by, *MEASURED_BY))
    return unfolded(of_row.filter(pl.col("role") == "measured"))


def records_of(
    records: pl.DataFrame, row: Mapping[str, Any], columns: Sequence[str]
) -> pl.DataFrame:
    """Return the records that equal ``row`` in ``columns``; null equals null."""
    types = records.schema
    return records.filter(
        pl.lit(True),
        *(pl.col(name).eq_missing(pl.lit(row[name], dtype=types[name])) for name in columns),
    )


def _repeats_to_one(
    records: pl.DataFrame,
    chosen: pl.Series | None,
    keys: list[str],
    how: _How,
) -> pl.DataFrame:
    """Group the chosen records; take what does not vary within a group from its first."""
    groups = group_codes(records, _apart(records, keys))
    if is_summed(records):
        table = of_summed(
            records, groups, how.center, how.confidence, with_repeats=how.with_repeats
        )
    else:
        needed = records.select("status", "value", "samples").with_columns(groups)
        needed = needed.with_row_index("record")
        if chosen is not None:
            needed = needed.filter(chosen)
        if needed["samples"].null_count() < needed.height and not all_differ(needed["group"]):
            needed = _samples_apart(needed)
        table = summed_in_steps(needed, how.center, how.confidence, with_repeats=how.with_repeats)
    of_first = dict.fromkeys([*keys, "source", "line", "stated_baseline"])
    table = table.hstack(records.select(*of_first)[table["record"]])
    columns = [
        *keys,
        *("n", "failed", "value", "low", "high", "interval", "status", "source", "line"),
        *("stated_baseline", "record", *(["repeats"] if how.with_repeats else [])),
    ]
    return table.select(*dict.fromkeys(columns))


def _samples_apart(needed: pl.DataFrame) -> pl.DataFrame:
    """Give every sample of a run that finished a row of its own."""
    return needed.select(
        pl.exclude("value", "samples"),
        pl.when(has_samples()).then("samples").otherwise(pl.concat_list("value")).alias("value"),
    ).explode("value")


def _apart(records: pl.DataFrame, keys: Sequence[str]) -> list[str]:
    """The keys without devices per node where nodes and devices already say it."""
    known = all(name in keys and not records[name].null_count() for name in ("nodes", "devices"))
    return [name for name in keys if not (known and name == "devices_per_node")]


def _nothing_measured(records: pl.DataFrame) -> pl.Series:
    """Whether the row's input has no measured record of the row's metric."""
    measured = (pl.col("role") == "measured").any().over("label", "metric")
    return records.select(~measured).to_series()


def _regrouped(
    default: list[str], by: str, allowed: Sequence[str], helpful: Sequence[str]
) -> list[str]:
    parts = [part.strip() for part in by.split(",") if part.strip()]
    replaced = any(part[0] not in "+-" for part in parts)
    chosen = [] if replaced else list(default)
    for part in parts:
        name = part.lstrip("+-")
        if name not in allowed:
            raise UnknownName(f"cannot group by {name!r}", name, helpful)
        if part.startswith("-"):
            chosen = [column for column in chosen if column != name]
        elif name not in chosen:
            chosen.append(name)
    return chosen
