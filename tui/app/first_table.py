"""From arguments to the table that the app opens on."""

from __future__ import annotations

import argparse

from analysis.runs import order, runs
from analysis.usage import UsageError
from parsers import load
from tui.app.opening import Opened, Outcome, Refused
from tui.options.choices import choice, columns
from tui.options.unknown_names import explaining_unknown_names


def first_table(options: argparse.Namespace) -> Outcome:
    """Load the paths and make the table that the app opens on."""
    loaded = load(options.paths)
    problems = tuple(str(note) for note in loaded.notes if note.kind == "error")
    if loaded.records.is_empty():
        return Refused(problems)
    try:
        with explaining_unknown_names(loaded):
            chosen = choice(options)
            table = runs(loaded.records, chosen)
            keys, rows = order(table.table, options.sort or "")
            shown = columns(options.columns, table.table.columns)
    except UsageError as error:
        return Refused((*problems, str(error)))
    return Opened(problems, loaded, chosen, table, keys, rows, shown)
