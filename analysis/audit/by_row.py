"""What an audit found about the rows of a table, looked up once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import polars as pl

from analysis.audit.all_checks import Audit, audit
from analysis.audit.findings import SEVERITY
from analysis.audit.kinds import GRAVE
from analysis.audit.subject import Remark
from analysis.runs import AUDIT
from parsers.run_records.records import RUN

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
        pairs = rows_of(self.doubtful, table, by)
        severity = self.doubtful[AUDIT].gather(pairs["record"])
        worst = pairs.with_columns(severity).group_by("place").agg(pl.col(AUDIT).min())
        numbered = table.with_row_index("place")
        return numbered.join(worst, on="place", how="left", maintain_order="left").drop("place")

    def findings(self, row: Mapping[str, Any], by: Sequence[str]) -> pl.DataFrame:
        """Return the errors and suspects about the runs of a row of such a table."""
        types = self.doubtful.schema
        unsaid = pl.col("role") == "summary"
        of_row = self.doubtful.filter(
            pl.col(name).eq_missing(pl.lit(row[name], dtype=types[name]))
            | (pl.col(name).is_null() & unsaid)
            for name in (*by, *_QUANTITY)
        )
        runs = of_row.select(RUN).to_series()
        about = self._about.filter(pl.col("runs").is_in(runs.implode()))["finding"]
        return self.audit.findings[about.unique().sort()]

    @cached_property
    def _about(self) -> pl.DataFrame:
        """The errors and suspects, ``finding`` their row, each as often as it has ``runs``."""
        numbered = self.audit.findings.with_row_index("finding")
        grave = numbered.filter(pl.col("severity").is_in(list(GRAVE)))
        return grave.select("finding", "runs").explode("runs").drop_nulls()


def rows_of(records: pl.DataFrame, table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return which rows of a table of configurations stand for records.

    Columns: ``record`` and ``place``, row numbers in the one and in the other. A summary is about
    all configurations that agree with it in what it says: it may leave out what its runs name each,
    such as their hosts.
    """
    keys = [*by, *_QUANTITY]
    numbered = records.select(*keys, "role").with_row_index("record")
    places = table.select(keys).with_row_index("place")
    is_summary = pl.col("role") == "summary"
    parts = [_joined(numbered.filter(~is_summary), places, keys)]
    summaries = numbered.filter(is_summary)
    lacking = summaries.select(pl.col(keys).is_null())
    for absent in lacking.unique().iter_rows():
        said = [name for name, is_null in zip(keys, absent, strict=True) if not is_null]
        alike = pl.all_horizontal(
            pl.col(name) == flag for name, flag in zip(keys, absent, strict=True)
        )
        parts.append(_joined(summaries.filter(lacking.select(alike).to_series()), places, said))
    return pl.concat(parts)


def _joined(records: pl.DataFrame, places: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    joined = records.join(places, on=on, how="inner", nulls_equal=True)
    return joined.select("record", "place")
