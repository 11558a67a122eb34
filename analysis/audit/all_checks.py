"""All checks on one set of records, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from analysis.audit import confounding as factors
from analysis.audit import (
    coverage,
    duplicates,
    epochs,
    hosts,
    outliers,
    reading,
    speedups,
    stated,
    steps,
)
from analysis.audit import stated_baselines as baselines
from analysis.audit.findings import SEVERITY, Finding, frame
from analysis.audit.kinds import GRAVE, Kind
from analysis.audit.subject import Remark, Subject

Check = Callable[[Subject], Iterable[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    *stated.CHECKS,
    *speedups.CHECKS,
    *baselines.CHECKS,
    *hosts.CHECKS,
    *steps.CHECKS,
    *epochs.CHECKS,
    *duplicates.CHECKS,
    *outliers.CHECKS,
    *coverage.CHECKS,
    *factors.CHECKS,
    *reading.CHECKS,
)
"""Every check, in the order of their kinds."""


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    ``findings``: one row each, the worst first, with the columns ``severity`` (error, suspect, gap,
    info, style), ``kind``, ``source``, ``line`` (one, or several with commas), ``what``, ``stated``
    and ``recomputed`` (texts), ``lines`` (numbers) and ``runs`` (ids of the runs it is about).
    """

    findings: pl.DataFrame

    def of(self, severities: Sequence[str]) -> Audit:
        """Return the findings of these severities alone."""
        return Audit(self.findings.filter(pl.col("severity").is_in(list(severities))))

    def without(self, kind: Kind) -> Audit:
        """Return the findings of all other kinds."""
        return Audit(self.findings.filter(pl.col("kind") != kind.name))

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity that occurs, the worst first."""
        counted = self.findings.group_by("severity").len().sort("severity")
        return dict(counted.iter_rows())

    @cached_property
    def marks(self) -> pl.DataFrame:
        """The worst finding of each run: ``run`` and ``severity``, for errors and suspects."""
        grave = self.findings.filter(pl.col("severity").is_in(list(GRAVE)))
        each = grave.select("severity", pl.col("runs").alias("run")).explode("run")
        return each.drop_nulls("run").group_by("run").agg(pl.col("severity").min().cast(SEVERITY))


def audit(records: pl.DataFrame, notes: Sequence[Remark] = ()) -> Audit:
    """Return the findings in run records, and in the notes of loading them."""
    subject = Subject.of(records, notes)
    return Audit(frame(_found(subject) if records.height else ()))


def _found(subject: Subject) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(subject)
