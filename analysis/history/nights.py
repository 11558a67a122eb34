"""From run records to series in time: a point for each night, with what was in force then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY, identity
from analysis.groups import group_codes, number_groups
from analysis.history.turns import is_of_a_run, released
from analysis.usage import UsageError
from parsers.run_records.folded import record_count, unfolded_by_group
from parsers.run_records.records import FAILED

UNDATED: Final = (
    "no dates: a history needs a column such as date or timestamp, or a date in the names of files"
    " or folders; --read 'column HEADING = started' names a column that has them"
)


BOUNDS: Final = ("stated_reference", "stated_low", "stated_high")
_DAY: Final = "the day"
_NIGHT: Final = "the night"
"""Columns by which runs are grouped; no parameter has a name with a space."""


class Nights(NamedTuple):
    """All series below one another.

    ``points``: one row a night, by ``series`` and ``started``, with ``value`` (the median of the
    night's runs, null where none has one), ``low`` and ``high`` (the ends of their range), ``n``,
    ``failed``, ``source`` and ``line`` of the first, ``BOUNDS``, ``in_force`` and ``hosts`` of the
    last. ``series``: one row a series: ``by``,
    ``metric``, ``unit``, ``better``. ``in_force``: the columns that tell no series
    apart, as they change in the course of the history.
    """

    points: pl.DataFrame
    series: pl.DataFrame
    by: tuple[str, ...]
    in_force: tuple[str, ...]
    undated: int


def nights(records: pl.DataFrame, by: str | None = None) -> Nights:
    """Return the histories of ``records``, those of one metric or of several.

    A night is a day: runs of one day are repeats, unless something changed between them, such as
    the commit. ``by`` changes what tells series apart, as in ``identity``. Raises ``UsageError``
    where no run has a date.
    """
    records = _measured(records)
    dated = records.filter(pl.col("started").is_not_null())
    if dated.is_empty():
        raise UsageError(UNDATED)
    usual = identity(dated)
    in_force = released(dated, usual)
    kept = [name for name in usual if name not in in_force]
    if by is not None:
        kept = identity(dated, by, kept)
        in_force = [name for name in usual if name not in kept]
    keys = [*kept, *MEASURED_BY]
    dated = number_groups(dated, keys, "series")
    series = dated.select("series", *keys).unique("series", keep="first", maintain_order=True)
    return Nights(
        _points(dated, in_force),
        series,
        tuple(kept),
        tuple(in_force),
        record_count(records) - record_count(dated),
    )


def _measured(records: pl.DataFrame) -> pl.DataFrame:
    """The measured records; where there are none at all, what is stated."""
    is_measured = records["role"] == "measured"
    return records.filter(is_measured) if is_measured.any() else records


def _points(dated: pl.DataFrame, in_force: Sequence[str]) -> pl.DataFrame:
    columns = tuple(dict.fromkeys([*in_force, "hosts"]))
    needed = ("started", "value", "status", "source", "line", *BOUNDS, *columns)
    groups = dated["series"].alias("group")
    parts = unfolded_by_group(dated, groups, needed)
    points = [_of_runs(part.rename({"group": "series"}), in_force, columns) for part in parts]
    return pl.concat(points).sort("series", "started", maintain_order=True)


def _of_runs(runs: pl.DataFrame, in_force: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    apart = [name for name in in_force if not is_of_a_run(name) and name != "label"]
    dated = runs.with_columns(pl.col("started").dt.date().alias(_DAY))
    night = group_codes(dated, ["series", _DAY, *apart]).alias(_NIGHT)
    return (
        dated.drop(_DAY)
        .with_columns(night)
        .sort("series", "started", maintain_order=True)
        .group_by("series", _NIGHT, maintain_order=True)
        .agg(
            pl.col("started").first(),
            pl.col("value").median(),
            pl.col("value").min().alias("low"),
            pl.col("value").max().alias("high"),
            pl.col("value").count().alias("n"),
            pl.col("status").is_in(FAILED).sum().alias("failed"),
            pl.col("source", "line").first(),
            pl.col(*BOUNDS, *columns).last(),
        )
        .drop(_NIGHT)
    )
