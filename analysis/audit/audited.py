"""What an audit found about the rows of a table, looked up once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import polars as pl

from analysis.audit.audit import Audit, audit
from analysis.audit.findings import SEVERITY
from analysis.audit.kinds import GRAVE
from analysis.audit.subject import Remark
from analysis.configurations import records_of
from analysis.runs import AUDIT
from parsers.records import RUN

_QUANTITY: Final = ("metric", "unit")


@dataclass(frozen=True)
class Audited:
    """An audit, and the records that its errors and suspects are about.

    ``doubtful`` has the columns of the records that are no lists, and ``audit``: the severity of
    the worst finding about the run.
    """

    audit: Audit
    doubtful: pl.DataFrame

    @classmethod
    def of(cls, records: pl.DataFrame, notes: Sequence[Remark] = ()) -> Audited:
        """Audit ``records``."""
        found = audit(records, notes)
        worst = dict(found.marks.iter_rows())
        is_doubtful = records.select(RUN.is_in(list(worst))).to_series()
        flat = [name for name, dtype in records.schema.items() if not dtype.is_nested()]
        severity = RUN.replace_strict(worst, default=None, return_dtype=SEVERITY)
        doubtful = records.filter(is_doubtful).select(*flat, severity.alias(AUDIT))
        return cls(found, doubtful)

    def judge(self, table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
        """Return a table of configurations of these records with its column ``audit``.

        ``by``: the columns that tell its configurations apart.
        """
        keys = [*by, *_QUANTITY]
        worst = self.doubtful.group_by(keys).agg(pl.col(AUDIT).min())
        return table.join(worst, on=keys, how="left", nulls_equal=True, maintain_order="left")

    def findings(self, row: Mapping[str, Any], by: Sequence[str]) -> pl.DataFrame:
        """Return the errors and suspects about the runs of a row of such a table."""
        runs = records_of(self.doubtful, row, (*by, *_QUANTITY)).select(RUN).to_series()
        about = self._about.filter(pl.col("runs").is_in(runs.implode()))["finding"]
        return self.audit.findings[about.unique().sort()]

    @cached_property
    def _about(self) -> pl.DataFrame:
        """The errors and suspects, ``finding`` their row, each as often as it has ``runs``."""
        numbered = self.audit.findings.with_row_index("finding")
        grave = numbered.filter(pl.col("severity").is_in(list(GRAVE)))
        return grave.select("finding", "runs").explode("runs").drop_nulls()
