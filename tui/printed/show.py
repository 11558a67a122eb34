"""``show``: the table of configurations."""

from __future__ import annotations

import argparse

from analysis.runs import each_run, order, runs
from analysis.select import ConditionError
from tui.arguments import UNUSABLE
from tui.choices import choice, columns, glyphs
from tui.environment import Terminal
from tui.printed.inputs import first_rows, is_input, load_inputs
from tui.printed.output import print_report, refuse
from tui.reports import runs_report


def show(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the table of configurations, or the records with ``--runs``."""
    loaded = load_inputs(options.paths)
    if loaded.records.is_empty():
        return UNUSABLE
    if is_input(options.output, [loaded]):
        return refuse(f"{options.output}: is one of the inputs; name another file with -o")
    try:
        table_of = each_run if options.runs else runs
        result = table_of(loaded.records, choice(options))
        _, rows = order(result.table, options.sort or "")
        names = columns(options, result.table.columns)
    except ConditionError as error:
        return refuse(str(error))
    rows = first_rows(rows, options.limit)
    return print_report(
        runs_report(loaded, result, rows, names, glyphs(terminal)), options, terminal
    )
