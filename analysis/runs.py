"""The table of configurations as a user asked for it: what the Runs screen and ``show`` share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, Protocol

import polars as pl

from analysis import select
from analysis.configurations import SEEDS, configurations, identity
from analysis.output_columns import CONFIGURATIONS
from analysis.plausibility import Doubt, doubts, marked
from analysis.repeats import Center
from analysis.scaling.baselines import Baseline, scale
from analysis.scaling.counted import COUNTS
from analysis.scaling.disagreement import disagreement
from analysis.scaling.hardware_threads import beyond_cores
from analysis.scaling.scaling_kind import Kind
from analysis.select import SortKey
from analysis.sql import conditions, parse_condition
from analysis.usage import UsageError
from parsers.guard import DEFECTS, reason
from parsers.run_records.records import named

AUDIT: Final = "audit"
"""The column that says how grave the worst finding about a row is, null where all is well."""
DOUBT: Final = "doubt"
"""The column that says what looks wrong with a row's numbers, null where nothing does."""

_SPREAD: Final = pl.when(pl.col("value") != 0).then(
    (pl.col("high") - pl.col("low")) / 2 / pl.col("value").abs()
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user may choose about the table; the defaults choose nothing.

    ``where``: an SQL condition. It is put to the finished table, so that a hidden baseline still
    serves the rows that are shown; where it needs a column that only records have (``hosts``,
    ``run``), it is put to the records. ``better``: metric -> ``higher`` or ``lower``. ``over``:
    what series are along; where it is a count such as ``nodes``, runs were scaled over that. None
    is what the data suggest. ``place``: the version, date or size along such an axis that ratios
    refer to, as it is written; None is the first one.
    """

    where: str | None = None
    metric: str | None = None
    by: str | None = None
    center: Center = "median"
    baseline: Baseline = "smallest"
    scaling: Kind = "auto"
    better: dict[str, str] = field(default_factory=dict)
    over: str | None = None
    place: str | None = None


class RowJudge(Protocol):
    """What knows how grave the findings about rows are, as ``audit.by_row.Audited`` does."""

    def judge(self, table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
        """Return ``table`` with the column ``audit``; ``by`` tells its configurations apart."""


class Runs(NamedTuple):
    """The records chosen, the identity columns, one row per configuration, and remarks.

    ``everything`` is the table before ``where``, in the order of the source: baselines and series
    are looked up in it. ``table`` is in the order of its series.

    ``table`` has the columns of ``configurations`` and of ``scale``, and ``spread``: half the range
    of the repeats as a fraction of their centre. ``doubts``: what looks wrong with its numbers,
    and ``doubt``, where there are any, which of them are meant.
    """

    records: pl.DataFrame
    by: tuple[str, ...]
    table: pl.DataFrame
    everything: pl.DataFrame
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()

    def members(self, row: Mapping[str, Any]) -> pl.DataFrame:
        """Return the rows of a row's series, and its baseline where that is of another series."""
        return self.everything.filter(
            (pl.col("series") == row["series"])
            | pl.col("row").eq_missing(pl.lit(row["baseline_row"], dtype=pl.UInt32))
            & pl.lit(row["baseline_row"] is not None)
        )


def runs(records: pl.DataFrame, choice: Choice, audited: RowJudge | None = None) -> Runs:
    """Group, scale and filter ``records``. Raises ``UsageError``.

    Once they are ``audited``, the tables have the column ``audit``. A file that a defect keeps from
    the table is left out of it, and named in the notes.
    """
    try:
        return _runs(records, choice, audited)
    except UsageError:
        raise
    except DEFECTS:
        failures = _files_that_fail(records, choice)
        others = records.filter(~pl.col("source").is_in(list(failures)))
        if not failures or others.is_empty():
            raise
    made = _runs(others, choice, audited)
    left_out = (f"{source}: not in the table: {why}" for source, why in failures.items())
    return made._replace(notes=(*left_out, *made.notes))


def _files_that_fail(records: pl.DataFrame, choice: Choice) -> dict[str, str]:
    """The sources of which alone no table can be made, and why."""
    failures: dict[str, str] = {}
    for alone in records.partition_by("source", maintain_order=True):
        try:
            _runs(alone, choice, None)
        except UsageError:
            # A metric, say, that only others have.
            continue
        except DEFECTS as error:
            failures[alone["source"][0]] = reason(error, "making the table")
    return failures


def _runs(records: pl.DataFrame, choice: Choice, audited: RowJudge | None) -> Runs:
    chosen = of_choice(records, choice)
    left_out = _other_metrics(records, chosen, choice)
    by = identity(chosen, choice.by)
    chosen, where = _of_records(chosen, choice.where, by)
    grouped = configurations(chosen, by, choice.center)
    over = choice.over if choice.over in COUNTS else None
    scaled = scale(grouped, by, baseline=choice.baseline, kind=choice.scaling, over=over)
    everything = scaled.table.with_columns(spread=_SPREAD)
    found = doubts(everything, chosen, by)
    everything = marked(everything, found)
    notes = (
        *left_out,
        *_no_baseline(choice.baseline, everything),
        *scaled.notes,
        *disagreement(everything, by),
        *beyond_cores(everything),
        *_seeds(chosen, by, choice),
    )
    if audited is not None:
        everything = audited.judge(everything, by)
    table = everything if where is None else select.where(everything, where)
    return Runs(chosen, tuple(by), _by_series(table, everything), everything, notes, found)


def _by_series(table: pl.DataFrame, everything: pl.DataFrame) -> pl.DataFrame:
    """Return the rows by series, those that share a baseline together, and along each by count.

    Series come in the order of the source, and so do rows of one count.
    """
    of_baseline = everything.select(baseline_row="row", shared="series")
    keys = table.select("series", "count", "baseline_row").join(
        of_baseline, on="baseline_row", how="left", maintain_order="left"
    )
    order = keys.select(
        pl.arg_sort_by(
            pl.coalesce("shared", "series"),
            "series",
            "count",
            nulls_last=True,
            maintain_order=True,
        )
    ).to_series()
    return table if order.is_sorted() else table[order]


def _other_metrics(records: pl.DataFrame, chosen: pl.DataFrame, choice: Choice) -> list[str]:
    """Name the metrics that are left out where nobody chose one."""
    if choice.metric is not None or chosen.height == records.height:
        return []
    shown = select.metrics_of(chosen)
    left = [name for name in select.metrics_of(records) if name not in shown]
    if not left:
        return []
    return [f"other metrics: {', '.join(left)}; choose with --metric NAME or --metric all"]


def _seeds(records: pl.DataFrame, by: Sequence[str], choice: Choice) -> list[str]:
    """Say that a seed is left out, unless the user chose what makes a configuration."""
    left = [name for name in SEEDS if name in records.columns and name not in by]
    if choice.by is not None or not left:
        return []
    return [f"runs that differ only in {left[0]} count as repeats; --by +{left[0]} separates them"]


def records_shown(records: pl.DataFrame, choice: Choice, shown: Runs) -> pl.DataFrame:
    """Return the records of the configurations that ``shown`` has left of ``records``.

    Those of all metrics, unless one is chosen. Raises ``UsageError``.
    """
    chosen = of_choice(records, replace(choice, metric=choice.metric or "all"))
    if choice.where is None:
        return chosen
    chosen, _ = _of_records(chosen, choice.where, shown.by)
    kept = shown.table.select(shown.by).unique()
    return chosen.join(kept, on=shown.by, how="semi", nulls_equal=True, maintain_order="left")


def each_run(records: pl.DataFrame, choice: Choice) -> Runs:
    """Return the records themselves as a table, one row each, ungrouped and unscaled.

    ``table`` has all record columns and ``record``, the row number. Raises ``UsageError``.
    """
    chosen = named(of_choice(records, choice))
    left_out = _other_metrics(records, chosen, choice)
    if choice.where is not None:
        chosen = select.where(chosen, choice.where)
    table = chosen.with_row_index("record")
    return Runs(chosen, ("run", *identity(chosen)), table, table, tuple(left_out))


def of_choice(records: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Return the records of the chosen metric, with the directions the user gave.

    Raises ``UsageError`` for a metric that is not there.
    """
    return select.of_metric(_directed(records, choice.better), choice.metric)


def of_one_metric(choice: Choice, records: pl.DataFrame) -> Choice:
    """Return the choice of one metric where runs are about several and nobody chose.

    That is the one that most are about. A condition on the metric chooses for itself.
    """
    if choice.metric is not None or "metric" in _named_in(choice.where):
        return choice
    foremost = select.foremost_metrics(records)
    return replace(choice, metric=foremost[0]) if len(foremost) > 1 else choice


def _named_in(where: str | None) -> list[str]:
    """The columns that a condition names, none where it is not understood."""
    try:
        return parse_condition(where).meta.root_names() if where else []
    except UsageError:
        return []


def order(table: pl.DataFrame, sort: str) -> tuple[tuple[SortKey, ...], pl.Series]:
    """Return the sort keys of ``-efficiency,nodes`` and the row order they make.

    Raises ``UsageError``.
    """
    keys = select.sort_keys(sort, table.columns)
    return keys, select.order(table, keys)


def _no_baseline(baseline: Baseline, table: pl.DataFrame) -> list[str]:
    """Return that no series has the baseline asked for, where that is so."""
    if not isinstance(baseline, int) or table["baseline_devices"].is_not_null().any():
        return []
    return [f"no speedup: no series has a run on the requested baseline, {baseline}"]


def _of_records(
    records: pl.DataFrame, where: str | None, by: Sequence[str]
) -> tuple[pl.DataFrame, str | None]:
    """Return the records that meet what only records know, and what the table has still to meet.

    That is asked of each condition that ``and`` joins: of ``hosts = 'n1' and efficiency > 0.5`` the
    first is put to the records, the other to the table.
    """
    if where is None:
        return records, None
    of_each: dict[bool, list[str]] = {True: [], False: []}
    for each in conditions(where):
        of_each[_only_records_know(each, records, by)].append(f"({each})")
    if of_each[True]:
        records = select.where(named(records), " and ".join(of_each[True]))
    return records, " and ".join(of_each[False]) or None


def _only_records_know(sql: str, records: pl.DataFrame, by: Sequence[str]) -> bool:
    computed = [name for name in CONFIGURATIONS if name != AUDIT]
    helpful = [*by, *computed, *select.telling(records)]
    _, named = select.condition(sql, [*records.columns, *CONFIGURATIONS], helpful)
    of_table = {*by, *CONFIGURATIONS}
    return any(select.has_column(records.columns, name) for name in named if name not in of_table)


def _directed(records: pl.DataFrame, better: dict[str, str]) -> pl.DataFrame:
    if not better:
        return records
    direction = pl.col("metric").replace_strict(
        list(better), list(better.values()), default=None, return_dtype=pl.String
    )
    said = direction.cast(records.schema["better"])
    return records.with_columns(better=pl.coalesce(said, "better"))
