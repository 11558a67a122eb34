"""All change points of all series, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis.columns import COLUMNS
from analysis.history.histories_of import Histories
from analysis.output_columns import CHANGES
from parsers import Loaded
from tui.formatting.numbers import count, signed_percent
from tui.views.history.history_columns import night_column
from tui.views.history.history_report import overview, shared
from tui.views.history.history_text import turn_said
from tui.views.report import Report
from tui.views.runs.runs_report import first_of, remarks
from tui.views.table_columns import (
    identity_column,
    metric_column,
    number_column,
    quantity_column,
    text_column,
)
from tui.views.table_view import TableColumn, TableView

_TYPES = {"time": pl.Datetime("us"), "number": pl.Float64(), "integer": pl.Int64()}


def changes_table(found: Histories) -> pl.DataFrame:
    """Return one row a change, by series and time: ``found.by``, then ``CHANGES``."""
    rows = list(_rows(found))
    own: dict[str, pl.DataType] = {
        name: _TYPES.get(COLUMNS[name].type, pl.String()) for name in CHANGES
    }
    schema = {name: found.table.schema[name] for name in found.by} | own
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(found: Histories) -> Iterator[tuple[Any, ...]]:
    for series in found.series:
        row = series.row
        for event in series.events:
            change, at = event.change, event.change.place
            yield (
                *(row[name] for name in (*found.by, "metric", "unit", "better")),
                *(change.kind, event.started, event.ended),
                *(change.before, change.after, change.size, change.low, change.high),
                *(change.n_before, change.n_after),
                ", ".join(map(turn_said, event.turns)) or None,
                *(series.points["source"][at], series.points["line"][at]),
            )


def changes_report(
    loaded: Loaded, found: Histories, table: pl.DataFrame, rows: pl.Series
) -> Report:
    """Return the report of the rows ``rows`` of ``changes_table``."""
    shown = table[rows]
    facts = shared(found)
    heading = [overview(loaded, found), *first_of(rows.len(), table.height)]
    none = () if table.height else ("no change points",)
    return Report(
        (" · ".join(heading), *([" · ".join(facts)] if facts else [])),
        TableView(shown, _columns(found, shown) if table.height else ()),
        shown,
        (*none, *found.notes, *remarks(loaded)),
    )


def _columns(found: Histories, shown: pl.DataFrame) -> tuple[TableColumn, ...]:
    naming = [name for name in found.by if found.table[name].n_unique() > 1]
    columns = [identity_column(shown, name) for name in naming]
    if found.table["metric"].n_unique() > 1:
        columns.append(metric_column(shown)._replace(priority=0))
    columns += [
        night_column(shown, "started", "from", priority=0),
        text_column(shown, "change_kind", priority=3),
        quantity_column(shown, "base", heading="before", with_scale_of="base", priority=4),
        quantity_column(shown, "new", heading="after", with_scale_of="base", priority=4),
        number_column(shown, "delta", "change", signed_percent, priority=0),
        number_column(shown, "low", "low", signed_percent, priority=5),
        number_column(shown, "high", "high", signed_percent, priority=5),
        number_column(shown, "n_base", "n before", count, priority=7),
        number_column(shown, "n_new", "n after", count, priority=7),
    ]
    if shown["changed"].is_not_null().any():
        columns.append(text_column(shown, "changed", priority=2))
    return tuple(columns)
