"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

import os
import signal
from concurrent.futures import wait
from typing import Final

from tui.importing import quick_imports
from tui.options.arguments import UNUSABLE
from tui.options.settings import AppSettings
from tui.terminal.environment import Terminal
from tui.terminal.streams import say

_TEXTUAL_LOG: Final = "TEXTUAL_LOG"
_HEAD_START: Final = 0.03
"""Seconds until a large file is being parsed, which is done outside the interpreter. Before that,
to import Textual beside it would only delay it."""


def open_app(settings: AppSettings, terminal: Terminal) -> int:
    """Run the app, see ``_open_app``, with no panic of Polars printed over what it draws."""
    from tui.panics import unprinted_panics

    with unprinted_panics():
        return _open_app(settings, terminal)


def _open_app(settings: AppSettings, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read.

    Leaving waits for nothing that still goes on in the background.
    """
    # Textual looks at it when it is imported, and a log on a full disk would end the app.
    os.environ.pop(_TEXTUAL_LOG, None)
    with quick_imports():
        from tui.app.background import leave
        from tui.app.first_table import Refused, begin_first_table

        first = begin_first_table(settings)
        wait([first.outcome], _HEAD_START)
        from tui.app.app import RuncmpApp

    app = RuncmpApp(first, terminal, settings)
    opening = first.outcome
    if not (opening.done() and isinstance(opening.result(), Refused)):
        try:
            app.run()
        finally:
            # The loop is closed. A signal that comes now would be written to its socket, and that
            # this fails be told on the terminal that the shell has back.
            signal.set_wakeup_fd(-1)
    outcome = opening.result() if opening.done() else None
    for problem in getattr(outcome, "problems", ()):
        say(problem)
    return leave(UNUSABLE if isinstance(outcome, Refused) else app.return_code or 0)
