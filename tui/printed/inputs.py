"""What a command reads, and which rows of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from parsers import Loaded, load
from tui.printed.nothing import NothingToPrint
from tui.streams import say


def load_inputs(paths: Sequence[str]) -> Loaded:
    """Load, and say on stderr at once what could not be read."""
    loaded = load(paths, sys.stdin.buffer if sys.stdin else None)
    for note in loaded.notes:
        if note.kind == "error":
            say(str(note))
    return loaded


def first_rows(rows: pl.Series, limit: int | None) -> pl.Series:
    """Return the first ``limit`` rows, all where there is none."""
    return rows if limit is None else rows.head(min(limit, rows.len()))


def check(loaded: Sequence[Loaded], output: str | None) -> None:
    """Raise ``NothingToPrint`` where an input has no runs, or ``output`` would overwrite one."""
    if any(each.records.is_empty() for each in loaded):
        raise NothingToPrint
    files = [file.source for each in loaded for file in each.files if file.runs]
    if output is not None and any(_same_file(output, source) for source in files):
        raise NothingToPrint(f"{output}: is one of the inputs; name another file with -o")


def _same_file(ours: str, theirs: str) -> bool:
    try:
        return Path(ours).samefile(theirs)
    except OSError:
        return False
