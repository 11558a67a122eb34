"""From settings to what the app opens on."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import NamedTuple

import polars as pl

from analysis.runs import Choice, Runs, of_one_metric, order, runs
from analysis.select import SortKey
from analysis.usage import UsageError
from parsers import Loaded
from parsers.across_inputs.reading_progress import ReadingProgress
from tui.app.background import begin
from tui.options.choices import choice, columns
from tui.options.kept_layouts import TableLayout, take
from tui.options.narrowing import Narrowing, narrowing_of
from tui.options.overruling import load_as_told, refuse_vain
from tui.options.renamed_settings import renamed
from tui.options.settings import AppSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.streams import own_error


class Opened(NamedTuple):
    """Everything the Runs screen needs: what was loaded, chosen, computed and sorted.

    ``problems`` are the inputs that could not be read beside those that could; ``columns`` those
    asked for, if any were; ``layout`` what of the one asked for is there.
    """

    problems: tuple[str, ...]
    loaded: Loaded
    choice: Choice
    runs: Runs
    sort: tuple[SortKey, ...]
    order: pl.Series
    columns: Sequence[str] = ()
    layout: TableLayout = TableLayout()


class Refused(NamedTuple):
    """Why the app cannot open: nothing was readable, or an option was wrong."""

    problems: tuple[str, ...]


Outcome = Opened | Refused | Narrowing


class FirstTable(NamedTuple):
    """What the app will open on, and how far that has come."""

    outcome: Future[Outcome]
    progress: ReadingProgress


def begin_first_table(settings: AppSettings) -> FirstTable:
    """Begin to make the table that the app opens on, in the background."""
    progress = ReadingProgress()
    return FirstTable(begin(lambda: first_table(settings, progress)), progress)


def first_table(settings: AppSettings, progress: ReadingProgress | None = None) -> Outcome:
    """Load the paths and make the table that the app opens on."""
    try:
        return _first_table(settings, progress)
    except BaseException as error:
        # A panic inside Polars is no Exception.
        return Refused((own_error(error),))


def _first_table(settings: AppSettings, progress: ReadingProgress | None) -> Outcome:
    if (narrowing := narrowing_of(settings)) is not None:
        return narrowing
    try:
        loaded = load_as_told(
            settings.paths, settings.reading, selection=settings.selection, progress=progress
        )
    except UsageError as error:
        return Refused((str(error),))
    problems = tuple(str(note) for note in loaded.notes if note.kind == "error")
    if loaded.records.is_empty():
        return Refused(problems)
    name = settings.session.layout
    try:
        if name is not None and settings.session.no_state:
            raise UsageError("--layout reads what --no-state leaves alone; give one of them")
        layout = TableLayout() if name is None else take(name)
        refuse_vain([loaded])
        with explaining_unknown_names(loaded):
            settings, remarks = renamed(settings, loaded)
            chosen = choice(settings.selection, settings.numbers, loaded.wanted)
            table = runs(loaded.records, of_one_metric(chosen, loaded.records))
            layout, missing = layout.among(table.table.columns)
            keys, rows = order(table.table, settings.table.sort or layout.sort)
            shown = columns(settings.table.columns, table.table.columns) or layout.columns
    except UsageError as error:
        return Refused((*problems, str(error)))
    if missing:
        remarks = (*remarks, f"layout {name}: no column {', '.join(missing)} here")
    return Opened((*problems, *remarks), loaded, chosen, table, keys, rows, shown, layout)
