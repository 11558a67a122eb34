"""The report of histories: a row a series, and below it what happened to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from analysis.history.histories_of import Histories, SeriesHistory
from analysis.history.newest import Windows
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import plain, pluralize
from tui.views.compare.compare_notes import by_chance, untested
from tui.views.history.history_columns import history_columns
from tui.views.history.history_data import history_data
from tui.views.history.history_text import series_told
from tui.views.report import Report
from tui.views.runs.runs_report import first_of, remarks
from tui.views.table_view import TableView

_MOST_LINES: Final = 40
"""Changes that are told below a table; ``--changes`` has them all."""


def history_report(
    loaded: Loaded, found: Histories, rows: pl.Series, windows: Windows, glyphs: Glyphs
) -> Report:
    """Return the report of the series of the indices ``rows``, in that order."""
    table = found.table[rows]
    shown = [found.series[row] for row in rows]
    heading = [overview(loaded, found), *first_of(rows.len(), found.table.height)]
    facts = shared(found)
    return Report(
        (
            " · ".join(heading),
            *([" · ".join(facts)] if facts else []),
            f"verdict: newest {pluralize(windows.newest, 'night')} against up to"
            f" {windows.reference} {f'until {windows.until}' if windows.until else 'before'}",
        ),
        TableView(table, history_columns(found, table, shown, glyphs)),
        history_data(found, rows),
        (
            *_told(shown, loaded.wanted.limits),
            *untested(table),
            *by_chance(table, windows.criteria, "--holm"),
            *found.notes,
            *remarks(loaded),
        ),
    )


def overview(loaded: Loaded, found: Histories) -> str:
    """Return ``1 file · 388 nights of 2 series · 2025-01-01 to 2025-07-19``."""
    files = pluralize(sum(1 for file in loaded.files if file.runs), "file")
    nights = sum(series.points.height for series in found.series)
    firsts = [series.points["started"][0] for series in found.series]
    lasts = [series.points["started"][-1] for series in found.series]
    of = f"{pluralize(nights, 'night')} of {len(firsts)} series"
    return f"{files} · {of} · {min(firsts):%Y-%m-%d} to {max(lasts):%Y-%m-%d}"


def shared(found: Histories) -> list[str]:
    """Return ``name value`` of what is the same in all series, and what changes along them."""
    table = found.table
    same = [
        f"{name.replace('_', ' ')} {plain(table[name][0])}"
        for name in (*found.by, "metric")
        if table[name].n_unique() == 1 and table[name][0] is not None
    ]
    changing = [
        name.replace("_", " ")
        for name in found.in_force
        if name != "label" and any(each.points[name].n_unique() > 1 for each in found.series)
    ]
    return [*same, f"changing over time: {', '.join(changing)}"] if changing else same


def _told(shown: list[SeriesHistory], limits: Mapping[str, float]) -> Iterator[str]:
    """Yield what happened to each series, the first lines of many."""
    lines = [f"{series.name}: {line}" for series in shown for line in series_told(series, limits)]
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield f"and {len(lines) - _MOST_LINES} more lines; all changes: --changes"
