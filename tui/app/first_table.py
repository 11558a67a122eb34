"""From arguments to the table that the app opens on."""

from __future__ import annotations

from analysis.runs import order, runs
from analysis.usage import UsageError
from parsers import load
from tui.app.opening import Opened, Outcome, Refused
from tui.options.choices import choice, columns
from tui.options.settings import AppSettings
from tui.options.unknown_names import explaining_unknown_names


def first_table(settings: AppSettings) -> Outcome:
    """Load the paths and make the table that the app opens on."""
    loaded = load(settings.paths)
    problems = tuple(str(note) for note in loaded.notes if note.kind == "error")
    if loaded.records.is_empty():
        return Refused(problems)
    try:
        with explaining_unknown_names(loaded):
            chosen = choice(settings.selection, settings.numbers)
            table = runs(loaded.records, chosen)
            keys, rows = order(table.table, settings.table.sort)
            shown = columns(settings.table.columns, table.table.columns)
    except UsageError as error:
        return Refused((*problems, str(error)))
    return Opened(problems, loaded, chosen, table, keys, rows, shown)
