"""Histories as data: what ``history`` writes as JSON, and the columns of its table."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.history.histories_of import Event, Histories, SeriesHistory
from analysis.output_columns import NIGHTLY


def history_data(found: Histories, rows: pl.Series) -> pl.DataFrame:
    """Return one row a series, in the order of the indices ``rows``."""
    return found.table[rows].select(*found.by, *NIGHTLY)


def history_objects(found: Histories, rows: pl.Series) -> list[dict[str, Any]]:
    """Return one object a series: what it is, its verdict, its nights and its changes."""
    facts = history_data(found, rows).to_dicts()
    return [
        {
            **fact,
            "reason": found.table["reason"][row],
            "changes": [_change(event) for event in found.series[row].events],
            "points": _points(found.series[row], found.in_force),
        }
        for fact, row in zip(facts, rows, strict=True)
    ]


def _change(event: Event) -> dict[str, Any]:
    change = event.change
    return {
        "change_kind": change.kind,
        "started": event.started,
        "ended": event.ended,
        "base": change.before,
        "new": change.after,
        "delta": change.size,
        "low": change.low,
        "high": change.high,
        "n_base": change.n_before,
        "n_new": change.n_after,
        "changed": [turn._asdict() for turn in event.turns],
    }


def _points(series: SeriesHistory, in_force: tuple[str, ...]) -> list[dict[str, Any]]:
    named = ["started", "value", "n", "failed", *in_force, "source", "line"]
    outlying = pl.Series("outlying", series.outlying, pl.Boolean)
    return series.points.select(list(dict.fromkeys(named))).with_columns(outlying).to_dicts()
