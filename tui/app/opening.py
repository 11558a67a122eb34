"""What the app opens on: loading and first arithmetic, in a thread beside the app's own imports."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.terminal.streams import own_error

if TYPE_CHECKING:
    import polars as pl

    from analysis.runs import Choice, Runs
    from analysis.select import SortKey
    from parsers import Loaded


class Opened(NamedTuple):
    """Everything the Runs screen needs: what was loaded, chosen, computed and sorted.

    ``problems`` are the inputs that could not be read beside those that could; ``columns`` those
    asked for, if any were.
    """

    problems: tuple[str, ...]
    loaded: Loaded
    choice: Choice
    runs: Runs
    sort: tuple[SortKey, ...]
    order: pl.Series
    columns: Sequence[str] = ()


class Refused(NamedTuple):
    """Why the app cannot open: nothing was readable, or an option was wrong."""

    problems: tuple[str, ...]


Outcome = Opened | Refused


class Opening:
    """Does ``work`` in the background: one core reads and computes while another imports Textual.

    What ``work`` imports must be imported nowhere else meanwhile: two threads that import the same
    modules in different orders wait for each other, which Python ends with an error.
    """

    def __init__(self, work: Callable[[], Outcome]) -> None:
        self._do = work
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
        try:
            outcome = self._do()
        except BaseException as error:
            outcome = Refused((own_error(error),))
        with self._lock:
            self.outcome = outcome
            listener = self._listener
        if listener is not None:
            listener(outcome)
