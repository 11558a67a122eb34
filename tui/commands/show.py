"""``show``: the table of configurations."""

from __future__ import annotations

import polars as pl

from analysis.pivot import Pivot, pivot
from analysis.runs import Runs, each_run, order, runs
from analysis.usage import UsageError, cut
from parsers.archive.asked import RepeatsAs
from tui.commands.loading import check, first_rows, in_record_names, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice, columns, glyphs
from tui.options.questions import tells_repeats_apart
from tui.options.settings import ShowSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.printed.data_report import FORMATS as DATA
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.runs.doubt_marks import doubt_lines
from tui.views.runs.pivot_report import pivot_report
from tui.views.runs.runs_report import runs_report


def show(settings: ShowSettings, terminal: Terminal) -> None:
    """Print the table of configurations, or the records with ``--runs``."""
    is_each = settings.table.runs or tells_repeats_apart(settings.numbers.by)
    repeats: RepeatsAs = "runs" if is_each else "sums"
    loaded = load_inputs(settings.paths, settings.reading, settings.selection, repeats=repeats)
    settings = in_record_names(settings, loaded)
    selection, table = settings.selection, settings.table
    check([loaded], settings.output.file, selection)
    table_of = each_run if table.runs else runs
    with explaining_unknown_names(loaded):
        result = table_of(loaded.records, choice(selection, settings.numbers, loaded.wanted))
        _, rows = order(result.table, table.sort)
        names = columns(table.columns, result.table.columns)
        across = _across(settings, result, rows)
    if result.table.is_empty() and selection.where:
        say(f"no rows match --where {cut(selection.where)!r}")
    if across is not None:
        report = pivot_report(loaded, result, across, settings.across.cell, glyphs(terminal))
        print_report(report, settings, terminal)
        return
    rows = first_rows(rows, table.limit)
    print_report(runs_report(loaded, result, rows, names, glyphs(terminal)), settings, terminal)
    if settings.output.form in DATA:
        for line in doubt_lines(result):
            say(line)


def _across(settings: ShowSettings, result: Runs, rows: pl.Series) -> Pivot | None:
    """Return the pivot asked for, of all rows in their order. Raises ``UsageError``."""
    over, table = settings.across.pivot, settings.table
    if over is None:
        return None
    if table.runs or table.columns or table.limit is not None:
        raise UsageError(
            "--pivot has its own columns and rows: leave out --runs, --columns, --limit"
        )
    return pivot(result._replace(table=result.table[rows]), over, settings.across.cell)
