"""``show``: the table of configurations."""

from __future__ import annotations

import argparse

from analysis.runs import each_run, order, runs
from tui.commands.loading import check, first_rows, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice, columns, glyphs
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.runs.runs_report import runs_report


def show(options: argparse.Namespace, terminal: Terminal) -> None:
    """Print the table of configurations, or the records with ``--runs``."""
    loaded = load_inputs(options.paths)
    check([loaded], options)
    table_of = each_run if options.runs else runs
    with explaining_unknown_names(loaded):
        result = table_of(loaded.records, choice(options))
        _, rows = order(result.table, options.sort or "")
        names = columns(options.columns, result.table.columns)
    if result.table.is_empty() and options.where:
        say(f"no rows match --where {options.where!r}")
    rows = first_rows(rows, options.limit)
    print_report(runs_report(loaded, result, rows, names, glyphs(terminal)), options, terminal)
