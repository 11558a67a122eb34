"""What remains to be measured of a table: repeats of its configurations, counts of its series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.configurations import configurations
from analysis.planning.repeats_needed import CHANGES, Needed, relative_deviation, repeats_needed
from analysis.runs import Runs
from analysis.scaling.speedup import SECONDS_OF_HOUR
from analysis.series.series import ScalingSeries

_WHOLE_RUNS: Final = frozenset({"runtime", "elapsed", "time", "walltime", "wall_time"})
"""Times that a run takes, in s; of others no device-hours of a run follow."""


class PlannedRow(NamedTuple):
    """One configuration: ``row`` of the table, its repeats and their relative ``deviation``.

    ``needed``: one for each of ``CHANGES``, none where the repeats are too few to tell.
    ``run_cost``: device-hours of one run, None where its time is not known.
    """

    row: int
    n: int
    deviation: float | None
    needed: tuple[Needed, ...]
    run_cost: float | None


class MissingCounts(NamedTuple):
    """Powers of two that a series lacks, and the device-hours of one run on each, as known."""

    series: ScalingSeries
    counts: tuple[int, ...]
    costs: tuple[float | None, ...]


def planned_rows(runs: Runs) -> list[PlannedRow]:
    """Return the plan of each configuration of ``runs.table``, in its order."""
    every = configurations(runs.records, runs.by, with_repeats=True)["repeats"]
    planned = []
    for fact in runs.table.select("row", "metric", "unit", "count", "value").iter_rows(named=True):
        several = every[fact["row"]]
        repeats = [] if several is None else [each for each in several if each is not None]
        deviation = relative_deviation(repeats)
        needed = (
            ()
            if deviation is None
            else tuple(repeats_needed(deviation, len(repeats), change) for change in CHANGES)
        )
        cost = _run_cost(fact)
        planned.append(PlannedRow(fact["row"], len(repeats), deviation, needed, cost))
    return planned


def remaining_cost(rows: Sequence[PlannedRow], change: int, end: str) -> tuple[int, float | None]:
    """Return the runs that remain to see the change at that index, and their device-hours.

    ``end``: ``low``, ``usual`` or ``high`` of each range. The hours are None where any that is
    needed has no known time. What is too few to plan for is not counted.
    """
    runs, hours = 0, 0.0
    known = True
    for row in rows:
        if row.needed:
            more = max(0, getattr(row.needed[change], end) - row.n)
            runs += more
            known = known and (not more or row.run_cost is not None)
            hours += more * (row.run_cost or 0.0)
    return runs, hours if known else None


def missing_counts(series: Sequence[ScalingSeries]) -> list[MissingCounts]:
    """Return the powers of two that series lack between their smallest and largest count.

    Only of a series whose counts are powers of two for the most part. A count whose runs all
    failed is missing. Costs are interpolated between the neighbours, log over log.
    """
    found = []
    for each in series:
        points = each.points.unique("count", keep="first", maintain_order=True)
        known = points.filter(pl.col("value").is_not_null())
        tried = points["count"].to_list()
        if len(tried) < 2 or 2 * sum(map(_is_power, tried)) <= len(tried):
            continue
        measured = set(known["count"].to_list())
        low, high = min(tried).bit_length() - 1, max(tried).bit_length() - 1
        wanted = [2**power for power in range(low, high + 1)]
        missing = tuple(
            count for count in wanted if min(tried) <= count <= max(tried) and count not in measured
        )
        if missing:
            hours = _hours(each, known)
            costs = tuple(_between(hours, count) for count in missing)
            found.append(MissingCounts(each, missing, costs))
    return found


def _is_power(count: int) -> bool:
    return count > 0 and count & (count - 1) == 0


def _hours(series: ScalingSeries, known: pl.DataFrame) -> list[tuple[int, float]]:
    facts = {"metric": series.metric, "unit": series.unit}
    costs = (
        (count, _run_cost({**facts, "count": count, "value": value}))
        for count, value in known.select("count", "value").iter_rows()
    )
    return [(count, cost) for count, cost in costs if cost and cost > 0]


def _between(hours: Sequence[tuple[int, float]], count: int) -> float | None:
    below = [each for each in hours if each[0] < count]
    above = [each for each in hours if each[0] > count]
    if not below or not above:
        return None
    (x0, y0), (x1, y1) = below[-1], above[0]
    share = math.log(count / x0) / math.log(x1 / x0)
    return float(y0 ** (1 - share) * y1**share)


def _run_cost(fact: Mapping[str, Any]) -> float | None:
    """Return the device-hours of a run, of what its series counts."""
    if fact["unit"] != "s" or fact["metric"] not in _WHOLE_RUNS:
        return None
    if fact["value"] is None or fact["count"] is None:
        return None
    return float(fact["count"] * fact["value"] / SECONDS_OF_HOUR)
