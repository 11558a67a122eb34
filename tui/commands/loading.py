"""What a command reads, and which rows of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from analysis.select import metrics_of
from analysis.usage import UnknownName, UsageError
from parsers import Loaded, load
from tui.options.choices import directions
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.streams import say, say_if_long


def load_inputs(paths: Sequence[str]) -> Loaded:
    """Load, and say on stderr at once what could not be read."""
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    with say_if_long(f"reading {paths[0]}{others} ..."):
        loaded = load(paths, sys.stdin.buffer if sys.stdin else None)
    for note in loaded.notes:
        if note.kind == "error":
            say(str(note))
    return loaded


def first_rows(rows: pl.Series, limit: int | None) -> pl.Series:
    """Return the first ``limit`` rows, all where there is none."""
    return rows if limit is None else rows.head(min(limit, rows.len()))


def check(loaded: Sequence[Loaded], options: argparse.Namespace) -> None:
    """Raise ``UsageError`` where the inputs cannot serve the ``options``.

    One has no runs, or the output would overwrite one. Raises ``UsageError`` for a bad --better
    and for a metric that none has.
    """
    if any(each.records.is_empty() for each in loaded):
        raise UsageError
    known = dict.fromkeys(name for each in loaded for name in metrics_of(each.records))
    unknown = next((name for name in _metrics_named(options) if name not in known), None)
    if unknown is not None:
        besides = "all" if unknown == getattr(options, "metric", None) else None
        with explaining_unknown_names(*loaded):
            raise UnknownName(f"no metric {unknown!r}", unknown, known, besides)
    output = options.output
    files = [file.source for each in loaded for file in each.files if file.runs]
    if output is not None and any(_same_file(output, source) for source in files):
        raise UsageError(f"{output}: is one of the inputs; name another file with -o")


def _metrics_named(options: argparse.Namespace) -> list[str]:
    directed = directions(getattr(options, "better", ()))
    wanted = [name for name in (getattr(options, "metric", None),) if name not in (None, "all")]
    return [*wanted, *directed, *getattr(options, "exact", ())]


def _same_file(ours: str, theirs: str) -> bool:
    try:
        return Path(ours).samefile(theirs)
    except OSError:
        return False
