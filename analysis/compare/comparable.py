"""What there is to compare: the columns that have two values or more, and these values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import polars as pl

from analysis.compare.age_order import are_states, from_old_to_new
from analysis.compare.folders import FOLDER, with_folder
from analysis.compare.sides import BESIDE_IDENTITY, as_written, by_day, listed
from analysis.compare.workload import WORKLOAD
from analysis.groups import group_codes, varying
from parsers.run_records.records import SCALE


class Comparable(NamedTuple):
    """A column that sides can be told apart by; ``runs``: how many runs have each value.

    ``is_across``: whether its values stand side by side, as headings over one line of results.
    """

    column: str
    values: tuple[Any, ...]
    runs: tuple[int, ...]
    is_across: bool = False

    @property
    def texts(self) -> list[str]:
        """The values as they are named on the command line."""
        return [*map(as_written, self.values)]


def comparable(records: pl.DataFrame, by: Sequence[str]) -> list[Comparable]:
    """Return the identity columns ``by``, ``hosts`` and days that have two values or more.

    In the order of ``by``, which begins with the label of the input; counts come last, as what
    they change is scaling. Values are in order of age.
    """
    records = with_folder(by_day(records))
    known = {*records.columns}
    named = dict.fromkeys([*by[:1], FOLDER, *by, *BESIDE_IDENTITY])
    columns = varying(records, [name for name in named if name in known])
    columns.sort(key=SCALE.__contains__)
    if not columns:
        return []
    # A run without an id of its own is that of its line.
    line = pl.when(pl.col("run").is_null()).then("line").alias("line")
    run = group_codes(records.select("run", "label", line), ["run", "label", "line"])
    needed = records.select(*dict.fromkeys((*columns, "source", "line"))).with_columns(
        run.alias("run")
    )
    return [found for name in columns for found in _of_column(needed, name)]


def likely_first(found: Sequence[Comparable]) -> list[Comparable]:
    """Return ``found``, first the label of several inputs, then what likely tells sides apart.

    What was run tells no sides apart, but for a ``case`` and names across, as readers call the
    headings of results that stand side by side.
    """
    return sorted(found, key=lambda each: (each.column != "label", not _is_likely(each)))


def told_apart_by(found: Sequence[Comparable], most: int = 3) -> str:
    """Return ``--on case (before | after)`` for each column that sides are likely told apart by.

    Those of two values come first. Benchmarks are offered last, where they are called as versions
    are, old and new, v1.4 and v1.5: a table with a column for each side, and a report with a
    heading for each, have them so. So are headings side by side, ``gcc`` and ``clang``.
    """
    likely = [each for each in found if _is_likely(each) or _are_versions(each)]
    if any(each.column == FOLDER for each in likely):
        likely = [each for each in likely if each.column != "label"]
    likely.sort(key=lambda each: (len(each.values) != 2, _are_versions(each)))
    return ", ".join(f"--on {each.column} ({listed(each.texts)})" for each in likely[:most])


def _is_likely(of: Comparable) -> bool:
    return of.is_across or of.column not in WORKLOAD - {"case"}


def _are_versions(of: Comparable) -> bool:
    return of.column == "benchmark" and len(of.values) == 2 and are_states(of.values)


def _of_column(records: pl.DataFrame, column: str) -> Iterator[Comparable]:
    counts = records.drop_nulls(column).group_by(column).agg(pl.col("run").n_unique())
    runs = dict(counts.iter_rows())
    is_of_each_run = column == "started" and 2 * len(runs) > sum(runs.values())
    if len(runs) > 1 and not is_of_each_run:
        values = from_old_to_new(records[column])
        is_across = column == "benchmark" and _stand_across(records, len(runs))
        yield Comparable(column, tuple(values), tuple(runs[value] for value in values), is_across)


def _stand_across(records: pl.DataFrame, benchmarks: int) -> bool:
    lines = records.group_by("source", "line").agg(pl.col("benchmark").n_unique())
    return bool((lines["benchmark"] == benchmarks).all())
