"""The report of a pivot: the table that papers print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.columns import title
from analysis.groups import group_codes, varying
from analysis.pivot import CellKind, Pivot, PivotCell
from analysis.runs import Runs
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, fixed, percent, plain, pluralize, scale_for
from tui.formatting.scales import Scales
from tui.views.report import Report
from tui.views.runs.common_facts import shared_facts
from tui.views.runs.runs_report import overview, remarks
from tui.views.runs.runs_table import lacking
from tui.views.runs.unit_column import unit_column
from tui.views.table_columns import metric_column, naming_of
from tui.views.table_view import Cell, TableColumn, TableView

_MISSING: Final = "-"
_LONGEST_REASON: Final = len("timeout")
_LEAST_HEADING: Final = 6
"""Cells that a name across keeps."""


def pivot_report(
    loaded: Loaded, runs: Runs, pivot: Pivot, kind: CellKind, glyphs: Glyphs
) -> Report:
    """Return the report of ``pivot``, whose cells are of a ``kind``."""
    facts = shared_facts(runs)
    said = f"{_measured(pivot, kind)} by {title(pivot.over)}"
    return Report(
        (overview(loaded, runs), *([" · ".join(facts)] if facts else []), said),
        pivot_table(pivot, kind, glyphs),
        _data(pivot),
        (*_footnotes(pivot, kind), *runs.notes, *remarks(loaded)),
    )


def pivot_table(pivot: Pivot, kind: CellKind, glyphs: Glyphs) -> TableView:
    """Return the rows of ``pivot`` with a column for each value across, to be sorted by.

    ``place``: the row of the pivot.
    """
    return TableView(_data(pivot).with_row_index("place"), _columns(pivot, kind, glyphs))


def _measured(pivot: Pivot, kind: CellKind) -> str:
    metrics = pivot.rows["metric"].unique().drop_nulls().to_list()
    if kind == "value":
        return str(metrics[0]) if len(metrics) == 1 else "value"
    return kind


def _columns(pivot: Pivot, kind: CellKind, glyphs: Glyphs) -> tuple[TableColumn, ...]:
    rows = pivot.rows
    telling = _telling(pivot)
    columns = naming_of(rows, telling, scaled_over=0)
    if rows["metric"].n_unique() > 1:
        columns.append(metric_column(rows))
    scales = _scales(pivot) if kind == "value" else {}
    write = _written(pivot, kind, scales, glyphs)
    units = {scale.unit for scale in scales.values()}
    unit = units.pop() if len(units) == 1 else ""
    for place, value in enumerate(pivot.across):
        texts = [_cell(row[place], write[at]) for at, row in enumerate(pivot.cells)]
        heading = plain(value)
        if not place and heading[:1].isdigit():
            heading = f"{title(pivot.over)} {heading}"
        body = max(len(unit), *(len(text) for text in texts))
        width = max(len(heading), body)
        # A pivot is about its cells: the first are in sight beside whatever tells rows apart, and
        # others before a column that tells nothing more.
        columns.append(
            TableColumn(
                *(_named(pivot, value), heading, unit, width, "right", place, _at(texts)),
                min_width=min(width, max(body, _LEAST_HEADING)),
            )
        )
    if units:
        columns.append(unit_column(scales))
    return tuple(columns)


def _telling(pivot: Pivot) -> list[str]:
    """Return the columns that tell rows apart, the name of the input only where no other does."""
    rows = pivot.rows
    told = varying(rows, pivot.keys) or list(pivot.keys[:1])
    # What stays in sight first is what most rows have.
    told = sorted(told, key=lambda name: rows[name].null_count() > rows.height / 2)
    others = [name for name in told if name != "label"]
    apart = group_codes(rows, [*others, "metric"]).n_unique() == rows.height
    return others if others and apart else told


def _named(pivot: Pivot, value: Any) -> str:
    """Return the column of a value across, which may be called what another column is."""
    return f"{pivot.over}={plain(value)}"


def _at(texts: Sequence[Cell]) -> Callable[[pl.DataFrame], list[Cell]]:
    return lambda rows: [texts[place] for place in rows["place"]]


def _cell(cell: PivotCell, write: Callable[[float], str]) -> Text | str:
    if cell.state == "failed":
        return Text(lacking(cell.reason, cell.status, _LONGEST_REASON), style="red")
    if cell.number is None or cell.state == "baseline":
        return _MISSING if cell.state == "missing" else cell.state
    return write(cell.number)


def _written(
    pivot: Pivot, kind: CellKind, scales: Scales, glyphs: Glyphs
) -> list[Callable[[float], str]]:
    """Return how the cells of each row are written: values in the scale of their quantity."""
    times = "x" if glyphs.ascii else "×"
    if kind == "efficiency":
        return [lambda value: f"{percent(value)} %"] * len(pivot.cells)
    if kind != "value":
        return [lambda value: f"{fixed(value, 2)}{times}"] * len(pivot.cells)
    none = Scale()
    return [scales.get(kind, none).number for kind in pivot.rows.select("metric", "unit").rows()]


def _scales(pivot: Pivot) -> Scales:
    """Return one scale for the values of each unit, by the quantities that have it."""
    quantities = pivot.rows.select("metric", "unit").rows()
    values: dict[str | None, list[float | None]] = {}
    for (_, unit), row in zip(quantities, pivot.cells, strict=True):
        values.setdefault(unit, []).extend(each.number for each in row)
    scales = {unit: scale_for(unit, several) for unit, several in values.items()}
    return {quantity: scales[quantity[1]] for quantity in quantities}


def _data(pivot: Pivot) -> pl.DataFrame:
    """Return the rows, a column for each value across, and which cells failed or are missing."""
    rows = pivot.rows.drop("better")
    numbers = {
        _named(pivot, value): [row[place].number for row in pivot.cells]
        for place, value in enumerate(pivot.across)
    }
    states = {
        state: [
            ",".join(
                plain(value)
                for value, cell in zip(pivot.across, row, strict=True)
                if cell.state == state
            )
            for row in pivot.cells
        ]
        for state in ("failed", "missing")
    }
    return rows.hstack(
        pl.DataFrame(numbers, schema=dict.fromkeys(numbers, pl.Float64))
    ).with_columns(pl.Series(name, of, pl.String) for name, of in states.items())


def _footnotes(pivot: Pivot, kind: CellKind) -> Iterator[str]:
    states = [cell.state for row in pivot.cells for cell in row]
    if missing := states.count("missing"):
        yield f"{_MISSING} not measured: {pluralize(missing, 'cell')}"
    if pivot.left_out:
        yield f"{pluralize(pivot.left_out, 'configuration')} without {title(pivot.over)} left out"
    if kind == "ratio" and pivot.rows["better"].null_count():
        yield "no ratio where the better direction is unknown; --better METRIC=higher says it"
