"""What the app opens on: loading and first arithmetic, in a thread beside the app's own imports."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from analysis.runs import Choice, Runs, order, runs
from analysis.select import ConditionError, SortKey
from parsers import Loaded, load
from tui.choices import choice


@dataclass(frozen=True)
class Opened:
    """Everything the Runs screen needs: what was loaded, chosen, computed and sorted."""

    paths: tuple[str, ...]
    loaded: Loaded
    choice: Choice
    runs: Runs
    sort: tuple[SortKey, ...]
    order: pl.Series


@dataclass(frozen=True)
class Refused:
    """Why the app cannot open: nothing was readable, or an option was wrong."""

    problems: tuple[str, ...]


Outcome = Opened | Refused


class Opening:
    """Loads in the background, so that it and the imports of the app take turns on two cores."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._listener: Callable[[Outcome], None] | None = None
        self.outcome: Outcome | None = None
        # A daemon, so that quitting never waits for a slow file system.
        self._thread = threading.Thread(target=self._work, name="opening", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Give the work so long to finish."""
        self._thread.join(seconds)

    def when_done(self, listener: Callable[[Outcome], None]) -> None:
        """Call ``listener`` with the outcome: now if it is there, else from the worker thread."""
        with self._lock:
            if self.outcome is None:
                self._listener = listener
                return
        listener(self.outcome)

    def _work(self) -> None:
        outcome = opened(self._options)
        with self._lock:
            self.outcome = outcome
            listener = self._listener
        if listener is not None:
            listener(outcome)


def opened(options: argparse.Namespace) -> Outcome:
    """Load the paths and make the first table."""
    loaded = load(options.paths)
    problems = tuple(str(note) for note in loaded.notes if note.kind == "error")
    if loaded.records.is_empty():
        return Refused(problems)
    try:
        chosen = choice(options)
        table = runs(loaded.records, chosen)
        keys, rows = order(table.table, options.sort or "")
    except ConditionError as error:
        return Refused((*problems, str(error)))
    return Opened(tuple(options.paths), loaded, chosen, table, keys, rows)
