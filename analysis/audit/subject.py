"""What is audited: the records in the shapes that several checks need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

import polars as pl

from analysis.audit.all_samples import of_all_samples
from analysis.audit.averages import averages
from analysis.audit.fingerprints import (
    copied_tables,
    copies,
    equal_lines,
    fingerprints,
    value_fingerprints,
)
from analysis.runs import Choice, Runs, runs
from analysis.scaling.counted import FOLLOWS_SCALE
from parsers.run_records.records import IDENTITY, SCALE, SCHEMA, named, parameters

COUNTS: Final = ("epochs", "steps")
"""Parameters that count the work of a run."""
_MEASURED: Final = ("metric", "unit")


class Remark(Protocol):
    """A note of loading, as far as an audit reads it: ``parsers.notes.Note`` is one."""

    @property
    def kind(self) -> str:
        """``error``, ``skipped``, ``assumed`` or ``info``."""

    @property
    def text(self) -> str:
        """What was noted."""

    @property
    def source(self) -> str:
        """The file as it was named."""

    @property
    def line(self) -> int | None:
        """The line it is about, null for the whole file."""

    @property
    def about(self) -> str | None:
        """What is odd, where the document may be at fault: a key of ``reading.ABOUT``."""

    @property
    def lines(self) -> tuple[int, ...]:
        """Other lines that it is about."""


@dataclass(frozen=True)
class Subject:
    """Run records and the notes of loading them."""

    given: pl.DataFrame
    notes: Sequence[Remark] = ()

    @classmethod
    def of(cls, records: pl.DataFrame, notes: Sequence[Remark] = ()) -> Subject:
        """Return the subject with the texts of ``records`` that were interned as plain texts."""
        return cls(records.with_columns(pl.col(pl.Categorical).cast(pl.String)), notes)

    @cached_property
    def records(self) -> pl.DataFrame:
        """The schema's columns and ``COUNTS``, a row a record, with groups of equal ones.

        ``alike``: equal in all that identifies a configuration but parameters. ``configuration``:
        in parameters too. ``series``: in all but what follows the scale. ``work``: but parameters
        and the scale. ``block``: on as many devices, with as many summaries before them. Rows of
        different metrics or units are never in one group.
        """
        given = named(self.given)
        own = parameters(given)
        counted = [name for name in COUNTS if name in own and given[name].dtype.is_integer()]
        lacking = [pl.lit(None, pl.Int64).alias(name) for name in COUNTS if name not in counted]
        is_summary = (pl.col("role") == "summary").cast(pl.UInt32)
        return (
            given.select(*SCHEMA, *counted, *lacking)
            .with_columns(_groups(given, own))
            .with_row_index("place")
            .with_columns(
                count=pl.coalesce("devices", "ranks", "nodes"),
                before=(is_summary.cum_sum() - is_summary).over("source", *_MEASURED),
            )
            .with_columns(block=pl.struct("source", *_MEASURED, "count", "before").hash())
            .drop("before")
        )

    @cached_property
    def measured(self) -> pl.DataFrame:
        """The measured records that have a value."""
        return self.records.filter((pl.col("role") == "measured") & pl.col("value").is_not_null())

    @cached_property
    def summaries(self) -> pl.DataFrame:
        """What the documents themselves state as mean, median or headline."""
        return self.records.filter((pl.col("role") == "summary") & pl.col("value").is_not_null())

    @cached_property
    def averages(self) -> pl.DataFrame:
        """The summaries of several runs with what these give: see ``averages``."""
        found = averages(self.summaries, self.measured)
        return found.filter(pl.col("right") | pl.col("close") | ~of_all_samples(found, self.given))

    @cached_property
    def fingerprints(self) -> pl.DataFrame:
        """The runs with progress, a number for all quantities of each: see ``fingerprints``."""
        return fingerprints(self.measured)

    @cached_property
    def fingerprints_of_files(self) -> pl.DataFrame:
        """The runs that may tell a file from others: ``source run print``."""
        if self.measured["source"].n_unique() < 2:
            return self.fingerprints.select("source", "run", "print").clear()
        return pl.concat(
            [
                each.select("source", "run", "print")
                for each in (self.fingerprints, value_fingerprints(self.measured))
            ],
            how="vertical_relaxed",
        )

    def copied_tables(self, least: int) -> pl.DataFrame:
        """Return the tables that people wrote more than once: see ``prints.copied_tables``."""
        written = self.measured.filter(pl.col("value_digit").is_not_null())
        copied = copied_tables(value_fingerprints(written), least)
        if copied.is_empty():
            return copied
        # A table with other columns is the same runs told again, with what is computed from them.
        columns = self.records.group_by("run").agg(
            pl.col("metric").sort().str.join(" "),
            pl.col("stated_speedup").count(),
            pl.col("stated_efficiency").count(),
        )
        shapes = columns.select("run", shape=pl.struct(pl.exclude("run")).hash())
        told = copied.with_row_index("block").explode("run").join(shapes, on="run")
        alike = told.group_by("block").agg(pl.col("shape").n_unique() == 1).sort("block")
        return copied.filter(alike["shape"])

    @cached_property
    def copies(self) -> pl.DataFrame:
        """The runs that are copies of earlier ones: see ``prints.copies``."""
        return copies(self.fingerprints)

    @cached_property
    def equal_lines(self) -> pl.DataFrame:
        """Lines that stand in different runs: see ``prints.equal_lines``."""
        return equal_lines(self.points, self.copies)

    @cached_property
    def logs(self) -> frozenset[str]:
        """The sources that show their runs along the way."""
        shown = self.measured.filter(pl.col("progress").list.len() > 0)
        return frozenset(shown["source"].unique().to_list())

    @cached_property
    def points(self) -> pl.DataFrame:
        """The progress of all runs, a row a point, in order.

        Columns: ``place`` and the identity of the record, ``at`` (step or epoch), ``point`` (the
        quantity there), ``point_line``, ``order`` (0 for the first of its record) and ``before``
        (the quantity at the point before).
        """
        kept = self.measured.filter(
            pl.col("progress").list.len() == pl.col("progress_lines").list.len()
        ).select(
            *("place", "run", "source", "line", "benchmark", "case", "label", "system", "devices"),
            *("metric", "unit", "value", "progress", "progress_at", "progress_lines"),
        )
        long = kept.explode("progress", "progress_at", "progress_lines")
        return long.rename(
            {"progress": "point", "progress_at": "at", "progress_lines": "point_line"}
        ).with_columns(
            order=pl.int_range(pl.len()).over("place"), before=pl.col("point").shift().over("place")
        )

    @cached_property
    def configured(self) -> Runs:
        """The configurations as the runs table has them, and the records that they are of."""
        return runs(self.given, Choice())

    @property
    def table(self) -> pl.DataFrame:
        """The configurations with series, baseline and efficiency.

        Their ``record`` is a row of ``configured.records``: of one metric where runs are of many.
        """
        return self.configured.everything

    @cached_property
    def places(self) -> pl.DataFrame:
        """The runs of each source by line: ``source``, ``line``, ``run``."""
        lined = self.records.filter(pl.col("line").is_not_null())
        return lined.select("source", "line", "run").unique(["source", "line"]).sort("line")


def _groups(given: pl.DataFrame, own: Sequence[str]) -> list[pl.Series]:
    """The groups of ``Subject.records``, as 64-bit hashes: of a million, two agree by no chance."""
    groups: dict[str, Sequence[str]] = {
        "alike": IDENTITY,
        "configuration": (*IDENTITY, *own),
        "series": [name for name in (*IDENTITY, *own) if name not in FOLLOWS_SCALE],
        "work": [name for name in IDENTITY if name not in SCALE],
    }
    return [
        given.select(*names, *_MEASURED).hash_rows().alias(name) for name, names in groups.items()
    ]
