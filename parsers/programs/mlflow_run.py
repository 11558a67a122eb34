"""A run as MLflow keeps it, in its database or its folders: parameters, tags, metrics, status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from parsers.programs.chosen_settings import settings
from parsers.programs.logged_series import Point, measurements, primary_of
from parsers.programs.measurements import FoundRun

_STATUS: Final = {
    "FAILED": "failed",
    "KILLED": "cancelled",
    "RUNNING": "running",
    "SCHEDULED": "unknown",
}
_OWN_TAGS: Final = "mlflow."
_LATEST: Final = 2**33


class MlflowRun(NamedTuple):
    """What is kept of a run; ``started`` is in milliseconds."""

    experiment: str
    name: str | None
    status: str
    started: float | None
    parameters: Mapping[str, str]
    tags: Mapping[str, str]
    metrics: Mapping[str, Sequence[Point]]

    def found(self) -> FoundRun:
        """Return the run as it is recorded; of users, hosts and paths nothing is kept."""
        tags = {name: tag for name, tag in self.tags.items() if not name.startswith(_OWN_TAGS)}
        facts: dict[str, object] = {**settings(tags), **settings(self.parameters)}
        facts["benchmark"] = self.experiment
        if facts.pop("system_given", None) is not None:
            facts["system"] = tags.get("system") or self.parameters.get("system")
        if not facts.keys() - {"benchmark", "system"}:
            facts["case"] = self.name
        if self.started is not None and 0 < self.started / 1000 < _LATEST:
            facts["started"] = datetime.fromtimestamp(self.started / 1000, UTC).isoformat()
        measured = measurements(self.metrics)
        status = _STATUS.get(self.status)
        reason = None if status is None else f"MLflow says {self.status}"
        if not measured and status is None:
            status, reason = "unknown", "no metric logged"
        primary = primary_of([each.metric for each in measured])
        return FoundRun(None, facts, measured, primary, status, reason)


ASSUMES: Final = (
    "the value of a metric is the last one, as MLflow shows it",
    "the first rate, time, accuracy or loss is what a run is for",
    "deleted runs are left out; a run without parameters is told by its name",
)
