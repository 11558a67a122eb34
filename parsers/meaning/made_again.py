"""Runs made again on another day or machine that came out otherwise: that tells them apart."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.middle import median
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.trend import MOST_ROWS, Trend

_FIELD: Final = "date"
_MACHINE: Final = "system"
_OF_RUN: Final = frozenset(
    {"started", "hosts", "status", "reason", "speedup_digit", "efficiency_digit"}
    | {"stated_speedup", "stated_efficiency", "stated_baseline"}
)
"""What belongs to a run and is no part of its configuration."""
_LEAST: Final = 0.05
"""Results that differ by no more may be those of one machine on two days."""
_LEAST_OF_HOSTS: Final = 0.25
"""The same of two nodes of one cluster, of which one may be busy."""

_Results = dict[str, list[float]]


def days_apart(fields: Fields, trend: Trend) -> Decision:
    """Find ``date`` where several configurations ran on several days, each faster on the same day.

    What the days differ by is more than the spread within any of them; else the runs of all days
    are repeats.
    """
    started = fields.get("started")
    if started is None or _FIELD in fields or len(started) > MOST_ROWS:
        return NOTHING
    dates = started.dt.date().cast(pl.String)
    number = _kept_apart(fields, dates, trend, _LEAST)
    if not number:
        return NOTHING
    text = f"runs of {number} days kept apart: the days differ in results"
    return Decision({_FIELD: dates}, remarks=(RowRemark("assumed", text),))


def hosts_apart(fields: Fields, trend: Trend) -> Decision:
    """Find ``system`` where several configurations ran on hosts of which one is always faster.

    ``M1`` and ``M3`` are no two nodes of a cluster, though their names differ in a number alone.
    """
    hosts = fields.get("hosts")
    if hosts is None or _MACHINE in fields or len(hosts) > MOST_ROWS:
        return NOTHING
    names = hosts.cast(pl.String)
    number = _kept_apart(fields, names, trend, _LEAST_OF_HOSTS)
    if not number:
        return NOTHING
    text = f"runs on {number} hosts kept apart: the hosts differ in results"
    return Decision({_MACHINE: names}, remarks=(RowRemark("assumed", text),))


def _kept_apart(fields: Fields, labels: pl.Series, trend: Trend, least: float) -> int:
    """Return how many labels there are if the results differ by them, else 0."""
    results = _results(fields, labels, trend)
    again = [by_label for by_label in results if len(by_label) > 1]
    found = {label for by_label in again for label in by_label}
    swept = all(sum(label in by_label for by_label in again) > 1 for label in found)
    if not again or not swept or len({_order(by_label) for by_label in again}) > 1:
        return 0
    within = [max(speeds) / min(speeds) - 1 for each in again for speeds in each.values()]
    needed = 1 + max(least, *within)
    return len(found) if all(gap > needed for each in again for gap in _gaps(each)) else 0


def _results(fields: Fields, labels: pl.Series, trend: Trend) -> list[_Results]:
    """The speeds of each configuration, by the label of the run."""
    of_configuration = [values.to_list() for name, values in fields.items() if name not in _OF_RUN]
    found: dict[tuple[object, ...], _Results] = defaultdict(lambda: defaultdict(list))
    for label, speed, *key in zip(labels.to_list(), trend.speeds, *of_configuration, strict=True):
        if label is not None and speed:
            found[*map(str, key)][label].append(speed)
    return list(found.values())


def _order(by_label: _Results) -> tuple[str, ...]:
    return tuple(sorted(by_label, key=lambda label: median(by_label[label])))


def _gaps(by_label: _Results) -> list[float]:
    """By what factor the slowest run of a label was faster than the fastest of the one before."""
    ordered = [by_label[label] for label in _order(by_label)]
    return [min(faster) / max(slower) for slower, faster in pairwise(ordered)]
