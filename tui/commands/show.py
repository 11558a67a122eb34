"""``show``: the table of configurations."""

from __future__ import annotations

from analysis.runs import each_run, order, runs
from analysis.usage import cut
from tui.commands.loading import check, first_rows, in_record_names, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice, columns, glyphs
from tui.options.settings import ShowSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.printed.data_report import FORMATS as DATA
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.runs.doubt_marks import doubt_lines
from tui.views.runs.runs_report import runs_report


def show(settings: ShowSettings, terminal: Terminal) -> None:
    """Print the table of configurations, or the records with ``--runs``."""
    loaded = load_inputs(settings.paths, settings.reading)
    settings = in_record_names(settings, loaded)
    selection, table = settings.selection, settings.table
    check([loaded], settings.output.file, selection)
    table_of = each_run if table.runs else runs
    with explaining_unknown_names(loaded):
        result = table_of(loaded.records, choice(selection, settings.numbers, loaded.wanted))
        _, rows = order(result.table, table.sort)
        names = columns(table.columns, result.table.columns)
    if result.table.is_empty() and selection.where:
        say(f"no rows match --where {cut(selection.where)!r}")
    rows = first_rows(rows, table.limit)
    print_report(runs_report(loaded, result, rows, names, glyphs(terminal)), settings, terminal)
    if settings.output.form in DATA:
        for line in doubt_lines(result):
            say(line)
