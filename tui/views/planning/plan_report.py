"""The report of a plan: repeats per configuration, missing counts, what the rest costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from analysis.columns import COLUMNS
from analysis.groups import varying
from analysis.output_columns import PLAN
from analysis.planning.remaining_runs import (
    MissingCounts,
    PlannedRow,
    missing_counts,
    planned_rows,
    remaining_cost,
)
from analysis.planning.repeats_needed import ALPHA, CHANGES, CONFIDENCE, LEAST, POWER
from analysis.pooled_days import pooled_days
from analysis.runs import Runs
from analysis.series.series import ScalingSeries
from analysis.size_form import size_form
from parsers import Loaded
from parsers.run_records.records import names_beside
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import alike, hours_text, percent, pluralize
from tui.views.report import Report
from tui.views.runs.common_facts import shared_facts
from tui.views.runs.runs_report import overview, remarks, told
from tui.views.table_columns import computed_column, fitted_column, identity_column, metric_column
from tui.views.table_view import Cell, TableColumn, TableView

_ENDS: Final = ("least", "runs", "most")
_TYPES: Final = {"integer": pl.Int64, "number": pl.Float64}


def plan_report(
    loaded: Loaded, runs: Runs, series: Sequence[ScalingSeries], glyphs: Glyphs
) -> Report:
    """Return what remains to be measured of ``runs`` and its ``series``."""
    rows = planned_rows(runs)
    by = names_beside(runs.by, PLAN)
    named = (pl.col(name).alias(own) for name, own in zip(runs.by, by, strict=True))
    table = runs.table.select(*named, "metric", "unit", "count").hstack(_computed(rows))
    facts = shared_facts(runs)
    counted = set(runs.table["counted"].drop_nulls())
    hours = f"{counted.pop()}-hours" if len(counted) == 1 else "device-hours"
    said = (
        f"runs per side to see a change, from the spread of the repeats: {percent(POWER, 0)} %"
        f" chance at p < {ALPHA:g}; ranges: {percent(CONFIDENCE, 0)} % interval of the spread"
    )
    return Report(
        (overview(loaded, runs), *([" · ".join(facts)] if facts else []), said),
        TableView(table, _columns(table, by, runs, hours, glyphs)),
        table.select(*(told(table, by) or by), "metric", "unit", *PLAN),
        (
            *_totals(rows, hours),
            *_too_few(rows),
            *_missing(missing_counts(series), hours),
            *pooled_days(runs),
            *remarks(loaded),
        ),
    )


def _computed(rows: Sequence[PlannedRow]) -> pl.DataFrame:
    data = [
        {
            "n": row.n,
            "deviation": row.deviation,
            "run_cost": row.run_cost,
            **{
                f"{end}_for_{change * 100:.0f}": number
                for change, needed in zip(CHANGES, row.needed, strict=False)
                for end, number in zip(_ENDS, needed, strict=True)
            },
        }
        for row in rows
    ]
    types = {name: _TYPES[column.type] for name, column in PLAN.items() if name != "count"}
    return pl.DataFrame(data, schema=types)


def _columns(
    table: pl.DataFrame, by: Sequence[str], runs: Runs, hours: str, glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    columns = [identity_column(table, name, size_form(runs.records)) for name in varying(table, by)]
    if table["metric"].n_unique() > 1:
        columns.append(metric_column(table))
    columns.append(computed_column(table, COLUMNS["n"], glyphs, priority=0))
    if table["deviation"].is_not_null().any():
        columns.append(computed_column(table, PLAN["deviation"], glyphs, percent, priority=2))
        columns += [_range(table, f"{change * 100:.0f}") for change in CHANGES]
    if table["run_cost"].is_not_null().any():
        form = alike(table["run_cost"].to_list())
        cost, heading = PLAN["run_cost"], f"{hours}/run"
        columns.append(computed_column(table, cost, glyphs, form, heading=heading, priority=3))
    return tuple(columns)


def _range(table: pl.DataFrame, change: str) -> TableColumn:
    """Return the column of the runs for a change: at the spread seen, and their range."""
    names = [f"{end}_for_{change}" for end in _ENDS]

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            "" if usual is None else f"{usual}" if low == high else f"{usual} ({low}-{high})"
            for low, usual, high in rows.select(names).iter_rows()
        ]

    heading = f"for {change} %"
    return fitted_column(table, names[1], heading, cells, align="right", priority=1)


def _totals(rows: Sequence[PlannedRow], hours: str) -> Iterator[str]:
    """Yield, for each change, what remains to be run on all configurations, as a range."""
    planned = sum(bool(row.needed) for row in rows)
    if not planned:
        return
    for index, change in enumerate(CHANGES):
        low, usual, high = (remaining_cost(rows, index, end) for end in ("low", "usual", "high"))
        words = f"to see {percent(change, 0)} % in {pluralize(planned, 'configuration')}:"
        if not high[0]:
            yield f"{words} no more runs"
            continue
        words += f" {usual[0]:,} more runs ({low[0]:,} to {high[0]:,})"
        if low[1] is not None and usual[1] is not None and high[1] is not None:
            least, likely, most = map(hours_text, (low[1], usual[1], high[1]))
            words += f", {likely} {hours} ({least} to {most})"
        yield words


def _too_few(rows: Sequence[PlannedRow]) -> Iterator[str]:
    few = sum(row.n < LEAST for row in rows)
    if few:
        yield (
            f"{pluralize(few, 'configuration')} with fewer than {LEAST} repeats: no spread to plan"
            f" by; run {LEAST} first"
        )
    if not any(row.run_cost is not None for row in rows):
        yield "no cost: device-hours follow from the time of a whole run in s, and a count"


def _missing(found: Sequence[MissingCounts], hours: str) -> Iterator[str]:
    for each in found:
        told = []
        for count, cost in zip(each.counts, each.costs, strict=True):
            about = "" if cost is None else f" (about {cost:.3g} {hours} a run)"
            told.append(pluralize(count, each.series.counted) + about)
        yield f"{each.series.name}: no value at {', '.join(told)}"
