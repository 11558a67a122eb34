"""The metrics that the table of runs can show, one at a time."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

import polars as pl

from analysis import select
from analysis.configurations import rows_by_metric
from analysis.runs import Choice, of_one_metric
from parsers.run_records.records import FAILED

_ALL: Final = "all"
_MANY: Final = 100_000
"""Records of which it takes a moment to count the rows they make."""


class MetricTab(NamedTuple):
    """A metric, how many rows it has (null where that is not known), and whether it is shown.

    ``failed``: how many runs of it failed.
    """

    name: str
    rows: int | None
    is_shown: bool
    failed: int = 0

    @property
    def text(self) -> str:
        """What the tab says; failures of what is shown are seen below it."""
        rows = self.name if self.rows is None else f"{self.name} {self.rows}"
        return rows if self.is_shown or not self.failed else f"{rows} ({self.failed} failed)"


class Metrics:
    """What ``records`` measure. What a choice leaves open is decided here."""

    def __init__(self, records: pl.DataFrame) -> None:
        self._records = records
        self._rows: dict[str | None, dict[str, int]] = {}

    @cached_property
    def _foremost(self) -> list[str]:
        return select.foremost_metrics(self._records)

    @cached_property
    def names(self) -> list[str]:
        """The metrics that there are, those that runs are about first."""
        return list(dict.fromkeys([*self._foremost, *select.metrics_of(self._records)]))

    @cached_property
    def _failed(self) -> dict[str, int]:
        failed = self._records.filter(pl.col("status").is_in(FAILED))
        return dict(failed.group_by("metric").len().drop_nulls().iter_rows())

    def decided(self, choice: Choice) -> Choice:
        """Return the choice of one metric where nobody chose and runs are about several."""
        return of_one_metric(choice, self._records)

    def shown(self, choice: Choice) -> str | None:
        """Return the metric shown, ``all``, or null where each run shows what it is about."""
        metric = self.decided(choice).metric
        return self._foremost[0] if metric is None and len(self._foremost) == 1 else metric

    def after(self, choice: Choice) -> str | None:
        """Return the metric to show next; null is the one shown without a choice."""
        cycle, shown = [*self.names, _ALL], self.shown(choice)
        name = cycle[(cycle.index(shown) + 1) % len(cycle)] if shown in cycle else cycle[0]
        return None if name == self.shown(Choice()) else name

    def tabs(self, choice: Choice) -> list[MetricTab]:
        """Return what can be shown, all at once last; nothing where there is one metric alone."""
        if len(self.names) < 2:
            return []
        if choice.by not in self._rows:
            few = self._records.height < _MANY
            self._rows = {choice.by: rows_by_metric(self._records, choice.by) if few else {}}
        rows, failed, shown = self._rows[choice.by], self._failed, self.shown(choice)
        tabs = [
            MetricTab(name, rows.get(name), name == shown, failed.get(name, 0))
            for name in self.names
        ]
        return [*tabs, MetricTab(_ALL, None, shown == _ALL)]
