"""All checks on one set of records, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

import polars as pl

from analysis.audit import (
    computed_columns,
    coverage,
    derived,
    duplicates,
    epochs,
    hosts,
    kinds,
    named_baselines,
    outliers,
    reading,
    speedups,
    stated,
    steps,
)
from analysis.audit import confounding as factors
from analysis.audit import stated_baselines as baselines
from analysis.audit.findings import SEVERITY, Finding, frame
from analysis.audit.kinds import FAILED_RUN, GRAVE, Kind
from analysis.audit.subject import Remark, Subject
from parsers.guard import guarded

Check = Callable[[Subject], Iterable[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    *stated.CHECKS,
    *named_baselines.CHECKS,
    *speedups.CHECKS,
    *baselines.CHECKS,
    *derived.CHECKS,
    *computed_columns.CHECKS,
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
NEEDED: Final[Mapping[Check, Callable[[Subject], pl.DataFrame]]] = {
    **dict.fromkeys(
        [
            *(*stated.CHECKS, hosts.unlike, hosts.different),
            *(coverage.without_summary, coverage.without_runs),
        ],
        attrgetter("summaries"),
    ),
    **dict.fromkeys(epochs.CHECKS, attrgetter("points")),
}
"""What a check is about, where most records have none of it: it has nothing to look for then.

Of a small table these checks take more than a third of the audit.
"""


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
    def doubtful(self) -> int:
        """How many findings cast doubt on a row.

        Runs that failed are counted beside the runs, and are no fault of what was written.
        """
        counts = self.without(FAILED_RUN).counts()
        return sum(counts.get(name, 0) for name in GRAVE)

    @cached_property
    def marks(self) -> pl.DataFrame:
        """The worst finding of each run: ``run`` and ``severity``, for errors and suspects."""
        grave = self.findings.filter(pl.col("severity").is_in(list(GRAVE)))
        each = grave.select("severity", pl.col("runs").alias("run")).explode("run")
        return each.drop_nulls("run").group_by("run").agg(pl.col("severity").min().cast(SEVERITY))


def audit(records: pl.DataFrame, notes: Sequence[Remark] = ()) -> Audit:
    """Return the findings in run records, and in the notes of loading them."""
    return Audit(frame(_found(records, notes) if records.height else ()))


def _found(records: pl.DataFrame, notes: Sequence[Remark]) -> Iterator[Finding]:
    subject = Subject.of(records, notes)
    alone: dict[str, Subject] = {}
    for check in CHECKS:
        yield from _checked(check, subject, alone)


def _checked(check: Check, subject: Subject, alone: dict[str, Subject]) -> list[Finding]:
    """What a check finds; one that fails is done again on each file ``alone``.

    So a file that a check cannot take costs its own findings, and is named.
    """

    def of_each_file(_: str) -> list[Finding]:
        if not alone:
            alone.update(_each_file(subject))
        found = (_of_one_file(check, source, own) for source, own in alone.items())
        return [finding for findings in found for finding in findings]

    return guarded(_name(check), lambda: _found_by(check, subject), of_each_file)


def _of_one_file(check: Check, source: str, subject: Subject) -> list[Finding]:
    return guarded(
        _name(check),
        lambda: _found_by(check, subject),
        lambda why: [Finding(kinds.NOT_CHECKED, source, (), why)],
    )


def _found_by(check: Check, subject: Subject) -> list[Finding]:
    is_vain = check in NEEDED and NEEDED[check](subject).is_empty()
    return [] if is_vain else list(check(subject))


def _name(check: Check) -> str:
    return f"the check {check.__name__}"


def _each_file(subject: Subject) -> Iterator[tuple[str, Subject]]:
    for records in subject.given.partition_by("source", maintain_order=True):
        source = records["source"][0]
        notes = [note for note in subject.notes if note.source == source]
        yield source, Subject(records, notes)
