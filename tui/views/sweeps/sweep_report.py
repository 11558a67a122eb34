"""Reports of sweeps: each with its points and what they tell, or one line for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl

from analysis.column_spec import ColumnSpec
from analysis.columns import COLUMNS
from analysis.output_columns import SWEEPS
from analysis.runs import Runs
from analysis.sweeps.best_setting import best_settings
from analysis.sweeps.crossover import crossovers
from analysis.sweeps.hockney import Hockney
from analysis.sweeps.sweep import SECONDS_OF_DAY, Sweep
from analysis.sweeps.sweep_axis import SweepAxis, others_of
from analysis.sweeps.transfers import transfer_model
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent, scale_of
from tui.views.report import Report, ReportSection
from tui.views.runs.common_facts import shared_facts
from tui.views.runs.runs_report import first_of, overview, remarks
from tui.views.scaling.scaling_columns import names_column
from tui.views.scaling.telling_series import telling_series
from tui.views.sweeps.ratio_text import factor
from tui.views.sweeps.sweep_text import (
    axis_line,
    axis_name,
    best_lines,
    crossover_lines,
    model_lines,
    refusal_lines,
    sweep_lines,
    written_x,
)
from tui.views.table_columns import computed_column, number_column, quantity_column
from tui.views.table_view import TableColumn, TableView

_DATA: Final = ("n", "value", "low", "high", "interval", "ratio", "source", "line")
"""What is written of points, beside what they are."""
_DTYPES: Final = {"integer": pl.Int64, "number": pl.Float64, "text": pl.String, "word": pl.String}


def sweep_report(
    loaded: Loaded,
    runs: Runs,
    axis: SweepAxis,
    sweeps: Sequence[Sweep],
    glyphs: Glyphs,
    of: int,
) -> Report:
    """Return the report of ``sweeps``, the first of so many."""
    points = sweep_points(sweeps)
    told = zip(sweeps, best_settings(runs, sweeps), strict=True)
    sections = tuple(
        ReportSection(
            each.name,
            each.points.height,
            (*best_lines(each, best), *model_lines(each), *sweep_lines(each)),
        )
        for each, best in told
    )
    return Report(
        _heading(loaded, runs, axis, sweeps, of),
        TableView(points, _point_columns(points, sweeps, glyphs)),
        sweep_data(sweeps),
        _below(loaded, runs, sweeps),
        sections,
    )


def sweep_summary(
    loaded: Loaded,
    runs: Runs,
    axis: SweepAxis,
    sweeps: Sequence[Sweep],
    glyphs: Glyphs,
    of: int,
) -> Report:
    """Return the report with a line for each of ``sweeps``, the first of so many."""
    table = _summary_table(sweeps)
    return Report(
        _heading(loaded, runs, axis, sweeps, of),
        TableView(table, _summary_columns(table, sweeps, glyphs)),
        table.drop("name"),
        _below(loaded, runs, sweeps, refusal_lines(sweeps)),
    )


def sweep_points(sweeps: Sequence[Sweep]) -> pl.DataFrame:
    """Return all points below one another, with ``metric``, ``unit`` and ``spread``."""
    spread = (pl.col("high") - pl.col("low")) / 2 / pl.col("value").abs()
    return pl.concat(
        [
            each.points.with_columns(
                metric=pl.lit(each.metric, pl.String),
                unit=pl.lit(each.unit, pl.String),
                spread=pl.when(pl.col("value") != 0).then(spread),
            )
            for each in sweeps
        ]
    )


def sweep_data(sweeps: Sequence[Sweep]) -> pl.DataFrame:
    """Return the points of all sweeps after what tells these apart, x under its own name."""
    heights = [each.points.height for each in sweeps]
    points = sweep_points(sweeps)
    return pl.DataFrame(
        [
            *telling_series(_who(sweeps), heights, (*_DATA, sweeps[0].over)),
            _axis_data(points["x"], sweeps[0]),
            *(points[name] for name in _DATA),
        ]
    )


def _axis_data(x: pl.Series, sweep: Sweep) -> pl.Series:
    """Return the places as the source has them: numbers, texts or times, under their column."""
    if sweep.axis.kind == "time":
        x = pl.from_epoch((x * SECONDS_OF_DAY).round().cast(pl.Int64), "s")
    elif sweep.axis.texts:
        x = pl.Series(map(written_x(sweep), x), dtype=pl.String)
    return x.alias(sweep.over)


def _heading(
    loaded: Loaded, runs: Runs, axis: SweepAxis, sweeps: Sequence[Sweep], of: int
) -> tuple[str, ...]:
    limited = [each.replace("shown", "series") for each in first_of(len(sweeps), of)]
    said = " · ".join([overview(loaded, runs), *limited])
    facts = shared_facts(runs)
    chosen = axis_line(axis, sweeps, others_of(runs, axis))
    return (said, *([" · ".join(facts)] if facts else []), chosen)


def _below(
    loaded: Loaded, runs: Runs, sweeps: Sequence[Sweep], more: Iterable[str] = ()
) -> tuple[str, ...]:
    """What stands below the table: who is ahead where, ``more`` of it, and remarks."""
    leads = crossover_lines(crossovers(sweeps), sweeps)
    return (*leads, *more, *_notes(runs), *remarks(loaded))


def _notes(runs: Runs) -> list[str]:
    """The notes of the table that are not about efficiency, of which a sweep has none."""
    about = ("efficiency", "speedup", "scaling", "baseline", "one series all the same")
    return [note for note in runs.notes if not any(word in note for word in about)]


def _who(sweeps: Sequence[Sweep]) -> list[dict[str, Any]]:
    """Return what tells each sweep apart."""
    return [dict(each.identity) | {"metric": each.metric, "unit": each.unit} for each in sweeps]


def _point_columns(
    points: pl.DataFrame, sweeps: Sequence[Sweep], glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    """Return the columns of the points: those that say anything."""
    heading = axis_name(sweeps[0].axis)
    columns = [number_column(points, "x", heading, written_x(sweeps[0]), priority=0)]
    # Of bytes with prefixes the ends need not be the widest.
    widest = max((len(written_x(sweeps[0])(x)) for x in points["x"]), default=0)
    columns[0] = columns[0]._replace(width=max(columns[0].width, widest))
    if (points["n"] != 1).any():
        columns.append(computed_column(points, COLUMNS["n"], glyphs, priority=4))
    columns.append(quantity_column(points, "value", priority=0))
    if points["spread"].is_not_null().any():
        columns.append(computed_column(points, COLUMNS["spread"], glyphs, priority=3))
    if any(each.base is not None and each.points.height > 1 for each in sweeps):
        columns.append(_wide(points, COLUMNS["ratio"], glyphs, lambda v: factor(v, glyphs), 2))
    return tuple(columns)


def _summary_table(sweeps: Sequence[Sweep]) -> pl.DataFrame:
    types = {name: _DTYPES[column.type] for name, column in SWEEPS.items()}
    rows = [_one_line(each) for each in sweeps]
    return pl.DataFrame(
        [
            pl.Series("name", [each.name for each in sweeps], pl.String),
            *telling_series(_who(sweeps), [1] * len(sweeps), ("name", *SWEEPS)),
            *pl.DataFrame(rows, schema=types),
        ]
    )


def _one_line(sweep: Sweep) -> dict[str, Any]:
    known = sweep.points.filter(pl.col("value").is_not_null())
    model = transfer_model(sweep)
    fitted = model if isinstance(model, Hockney) else None
    return {
        "points": known.height,
        "least_x": known["x"].min(),
        "most_x": known["x"].max(),
        "latency_fit": fitted and fitted.latency,
        "r_inf": fitted and fitted.bandwidth,
        "n_half": fitted and fitted.half,
        "residual": fitted and fitted.residual,
    }


def _summary_columns(
    table: pl.DataFrame, sweeps: Sequence[Sweep], glyphs: Glyphs
) -> tuple[TableColumn, ...]:
    write = written_x(sweeps[0])
    forms = {
        "least_x": write,
        "most_x": write,
        "n_half": write,
        "residual": percent,
        "latency_fit": lambda value: scale_of("s", value, value).quantity(value),
        "r_inf": lambda value: scale_of("B/s", value, value).quantity(value),
    }
    columns = [names_column(table)]
    for number, (name, column) in enumerate(SWEEPS.items()):
        if table[name].is_not_null().any():
            columns.append(_wide(table, column, glyphs, forms.get(name), number + 1))
    return tuple(columns)


def _wide(
    table: pl.DataFrame, column: ColumnSpec, glyphs: Glyphs, form: Any, priority: int
) -> TableColumn:
    """Return a column as wide as its widest cell, which with units need not be of an end."""
    made = computed_column(table, column, glyphs, form, priority=priority)
    return made._replace(width=max([made.width, *(len(str(each)) for each in made.cells(table))]))
