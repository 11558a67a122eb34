"""What a command reads, and which rows of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from analysis.select import metrics_of
from analysis.usage import UnknownName, UsageError
from parsers import Loaded
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.archive.asked import RepeatsAs
from tui.commands.waiting import told_while_reading
from tui.options.choices import directions
from tui.options.option_groups import FileOptions, ReadingOptions, SelectionOptions
from tui.options.overruling import load_as_told, refuse_vain
from tui.options.renamed_settings import Renamed, renamed
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.streams import say


def load_inputs(
    paths: Sequence[str],
    reading: ReadingOptions,
    selection: SelectionOptions | FileOptions | None = None,
    *,
    quiet: bool = False,
    repeats: RepeatsAs = "runs",
) -> Loaded:
    """Load, and say on stderr at once what could not be read, unless the caller will.

    Of an archive only what the ``selection`` is about is read, and of that what the command takes
    of ``repeats``. Raises ``UsageError`` for a mistake in what overrules the reading.
    """
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    progress = ReadingProgress()
    with told_while_reading(progress, f"{paths[0]}{others}"):
        stdin = sys.stdin.buffer if sys.stdin else None
        loaded = load_as_told(
            paths, reading, stdin, selection=selection, repeats=repeats, progress=progress
        )
    for note in loaded.notes:
        if note.kind == "error" and not quiet:
            say(str(note))
    return loaded


def in_record_names(settings: Renamed, *loaded: Loaded) -> Renamed:
    """Return ``settings`` with the record's names where the source's own headings were given.

    Says on stderr what to know about these. Raises ``UsageError``.
    """
    if any(each.records.is_empty() for each in loaded):
        return settings
    with explaining_unknown_names(*loaded):
        settings, remarks = renamed(settings, *loaded)
    for remark in remarks:
        say(remark)
    return settings


def first_rows(rows: pl.Series, limit: int | None) -> pl.Series:
    """Return the first ``limit`` rows, all where there is none."""
    return rows if limit is None else rows.head(min(limit, rows.len()))


def check(
    loaded: Sequence[Loaded],
    file: str | None,
    selection: SelectionOptions,
    exact: Sequence[str] = (),
) -> None:
    """Raise ``UsageError`` where the inputs cannot serve.

    One has no runs, or ``file``, the output, would overwrite one. Raises ``UsageError`` for a bad
    --better, for a metric that none has, ``exact`` among them, and for what overrules nothing.
    """
    if any(each.records.is_empty() for each in loaded):
        raise UsageError
    refuse_vain(loaded)
    known = dict.fromkeys(name for each in loaded for name in metrics_of(each.records))
    metric = [] if selection.one_metric is None else [selection.one_metric]
    named = [*metric, *directions(selection.better), *exact]
    unknown = next((name for name in named if name not in known), None)
    if unknown is not None:
        besides = "all" if unknown == selection.metric else None
        with explaining_unknown_names(*loaded):
            raise UnknownName(f"no metric {unknown!r}", unknown, known, besides)
    sources = [each.source for inputs in loaded for each in inputs.files if each.runs]
    if file is not None and any(_same_file(file, source) for source in sources):
        raise UsageError(f"{file}: is one of the inputs; name another file with -o")


def _same_file(ours: str, theirs: str) -> bool:
    try:
        return Path(ours).samefile(theirs)
    except OSError:
        return False
