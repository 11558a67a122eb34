"""Histories ready to be printed and drawn: of each series its nights, its changes, its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from analysis.history.changes import Change, Course, course
from analysis.history.newest import Windows, newest_judged
from analysis.history.nights import nights
from analysis.history.reference import reference_nights
from analysis.history.turning_points import Turn, turns_near
from analysis.runs import Choice, of_choice
from analysis.select import metrics_of, where
from analysis.series.series_names import names
from analysis.usage import UsageError, cut
from parsers.run_records.records import named


class Event(NamedTuple):
    """A change of a history, with the nights that it is at and what changed in the configuration.

    ``started`` and ``ended``: the times of the rows ``change.place`` and ``change.end``, the latter
    null where a drift goes on to the last night.
    """

    change: Change
    started: Any
    ended: Any
    turns: tuple[Turn, ...]


class SeriesHistory(NamedTuple):
    """One series: its ``name``, what it is, its nights and its changes in order.

    ``row``: that of the table of ``newest_judged``. ``points``: the nights, with the values null of
    those that failed; ``outlying``: which are outliers; ``reference``: which the newest are held
    against. The places of changes are rows of ``points``. ``in_force``: its columns that may change
    along it.
    """

    name: str
    row: Mapping[str, Any]
    points: pl.DataFrame
    events: tuple[Event, ...]
    outlying: tuple[bool, ...]
    reference: range
    in_force: tuple[str, ...]


class Histories(NamedTuple):
    """All series, the table of their verdicts (a row each, in the same order), and remarks.

    ``by``: the columns that tell series apart; ``in_force``: those that change along them.
    """

    series: tuple[SeriesHistory, ...]
    table: pl.DataFrame
    by: tuple[str, ...]
    in_force: tuple[str, ...]
    notes: tuple[str, ...]


def histories_of(
    records: pl.DataFrame, choice: Choice, windows: Windows | None = None
) -> Histories:
    """Return the histories of the records chosen. Raises ``UsageError``.

    Where no metric is chosen, it is the one that tables show first.
    """
    chosen = of_choice(records, choice)
    notes = _other_metrics(records, chosen, choice)
    if choice.where is not None:
        chosen = where(named(chosen), choice.where)
        if chosen.is_empty():
            raise UsageError(f"no runs match --where {cut(choice.where)!r}")
    found = nights(chosen, choice.by)
    windows = windows or Windows()
    parts = found.points.partition_by("series", maintain_order=True)
    courses = [_course_of(points) for points in parts]
    references = [
        reference_nights(points, _steps(turned), windows)
        for points, turned in zip(parts, courses, strict=True)
    ]
    table = newest_judged(found.points, found.series, windows, references)
    series = tuple(
        _one(name, row, points, turned, reference, (*found.in_force, "hosts"))
        for name, row, points, turned, reference in zip(
            names(table.select(*found.by, "metric"), found.by),
            table.iter_rows(named=True),
            parts,
            courses,
            references,
            strict=True,
        )
    )
    if found.undated:
        notes.append(f"{found.undated} runs without a date are left out")
    return Histories(series, table, found.by, found.in_force, tuple(notes))


def _course_of(points: pl.DataFrame) -> Course:
    """Return what the nights of a series did, in places of ``points``, whose values may be null."""
    values = points["value"].to_list()
    stated = [place for place, value in enumerate(values) if value is not None]
    found = course([values[place] for place in stated])
    outlying = [False] * len(values)
    for place, out in zip(stated, found.outlying, strict=True):
        outlying[place] = out
    ends = [*stated, len(values)]
    changes = (
        change._replace(place=stated[change.place], end=ends[change.end])
        for change in found.changes
    )
    return Course(tuple(changes), tuple(outlying))


def _steps(turned: Course) -> list[int]:
    return [change.place for change in turned.changes if change.kind == "step"]


def _one(
    name: str,
    row: Mapping[str, Any],
    points: pl.DataFrame,
    turned: Course,
    reference: range,
    in_force: tuple[str, ...],
) -> SeriesHistory:
    events = tuple(_event(change, points, in_force) for change in turned.changes)
    return SeriesHistory(name, row, points, events, turned.outlying, reference, in_force)


def _event(change: Change, points: pl.DataFrame, in_force: tuple[str, ...]) -> Event:
    times = points["started"]
    turns = turns_near(points, in_force, change.place) if change.kind == "step" else ()
    ended = times[change.end] if change.end < points.height else None
    return Event(change, times[change.place], ended, turns)


def _other_metrics(records: pl.DataFrame, chosen: pl.DataFrame, choice: Choice) -> list[str]:
    left = [name for name in metrics_of(records) if name not in metrics_of(chosen)]
    if choice.metric is not None or not left:
        return []
    return [f"other metrics: {', '.join(left)}; choose with --metric NAME or --metric all"]
