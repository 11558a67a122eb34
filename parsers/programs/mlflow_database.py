"""The database of MLflow (``mlflow.db``): a run for each of its runs that is not deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from parsers.contents.databases import opened, unwritten
from parsers.programs.file_program import FileProgram
from parsers.programs.logged_series import Point
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.mlflow_run import ASSUMES, MlflowRun
from parsers.reader import Reading
from parsers.source import Source

_RUNS: Final = """
    SELECT run_uuid, runs.name, status, start_time, experiments.name
    FROM runs LEFT JOIN experiments USING (experiment_id)
    WHERE runs.lifecycle_stage = 'active' ORDER BY start_time, runs.rowid"""
_METRICS: Final = """
    SELECT key, step, CASE WHEN is_nan THEN NULL ELSE value END
    FROM metrics WHERE run_uuid = ? ORDER BY key, step, timestamp"""


def _read(source: Source) -> Reading | None:
    with opened(source) as connection:
        runs = list(_runs(connection))
    return as_reading(source, runs, unwritten(source))


def _runs(connection: sqlite3.Connection) -> Iterator[FoundRun]:
    for identity, name, status, started, experiment in connection.execute(_RUNS).fetchall():
        yield MlflowRun(
            experiment=str(experiment or "MLflow"),
            name=name,
            status=str(status),
            started=started,
            parameters=_pairs(connection, "params", identity),
            tags=_pairs(connection, "tags", identity),
            metrics=_metrics(connection, identity),
        ).found()


def _pairs(connection: sqlite3.Connection, table: str, identity: str) -> dict[str, str]:
    query = f"SELECT key, value FROM {table} WHERE run_uuid = ? ORDER BY rowid"
    return {key: str(value) for key, value in connection.execute(query, (identity,))}


def _metrics(connection: sqlite3.Connection, identity: str) -> dict[str, list[Point]]:
    series: dict[str, list[Point]] = {}
    for key, step, value in connection.execute(_METRICS, (identity,)):
        # SQLite holds in any column what a damaged or foreign database puts there.
        if isinstance(key, str) and isinstance(step, int | float):
            number = float(value) if isinstance(value, int | float) else float("nan")
            series.setdefault(key, []).append((float(step), number))
    return series


PROGRAM = FileProgram(name="MLflow database", primary="", read=_read, assumes=ASSUMES)
