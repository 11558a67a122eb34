"""Runs that were made again on another day, and came out otherwise: the day tells them apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.grammar.middle import median
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark
from parsers.meaning.trend import MOST_ROWS, Trend

_FIELD: Final = "date"
_OF_RUN: Final = frozenset(
    {"started", "hosts", "status", "reason", "speedup_digit", "efficiency_digit"}
    | {"stated_speedup", "stated_efficiency", "stated_baseline"}
)
"""What belongs to a run and is no part of its configuration."""
_LEAST: Final = 0.05
"""Results that differ by no more may be those of one machine on two days."""

_Results = dict[date, list[float]]


def days_apart(fields: Fields, trend: Trend) -> Decision:
    """Find ``date`` where several configurations ran on several days, each faster on the same day.

    What the days differ by is more than the spread within any of them; else the runs of all days
    are repeats.
    """
    started = fields.get("started")
    if started is None or _FIELD in fields or len(started) > MOST_ROWS:
        return NOTHING
    results = _results(fields, started, trend)
    again = [by_day for by_day in results if len(by_day) > 1]
    days = {day for by_day in again for day in by_day}
    swept = all(sum(day in by_day for by_day in again) > 1 for day in days)
    if not again or not swept or len({_order(by_day) for by_day in again}) > 1:
        return NOTHING
    within = [max(speeds) / min(speeds) - 1 for by_day in again for speeds in by_day.values()]
    least = 1 + max(_LEAST, *within)
    if any(gap <= least for by_day in again for gap in _gaps(by_day)):
        return NOTHING
    text = f"runs of {len(days)} days kept apart: the days differ in results"
    dates = started.dt.date().cast(pl.String)
    return Decision({_FIELD: dates}, remarks=(RowRemark("assumed", text),))


def _results(fields: Fields, started: pl.Series, trend: Trend) -> list[_Results]:
    """The speeds of each configuration, by the day of the run."""
    of_configuration = [values.to_list() for name, values in fields.items() if name not in _OF_RUN]
    found: dict[tuple[object, ...], _Results] = defaultdict(lambda: defaultdict(list))
    days = started.dt.date().to_list()
    for day, speed, *key in zip(days, trend.speeds, *of_configuration, strict=True):
        if day is not None and speed:
            found[*map(str, key)][day].append(speed)
    return list(found.values())


def _order(by_day: _Results) -> tuple[date, ...]:
    return tuple(sorted(by_day, key=lambda day: median(by_day[day])))


def _gaps(by_day: _Results) -> list[float]:
    """By what factor the slowest run of a day was faster than the fastest of the day before."""
    ordered = [by_day[day] for day in _order(by_day)]
    return [min(faster) / max(slower) for slower, faster in pairwise(ordered)]
