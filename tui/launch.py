"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from tui.arguments import UNUSABLE
from tui.environment import Terminal, without_collector
from tui.streams import say

LARGE: Final = 16 * 1024 * 1024
"""From so many bytes on, reading keeps the processor busy by itself."""
PATIENCE: Final = 1.0
"""Seconds that reading is left alone before the app starts beside it."""


def open_app(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read."""
    with without_collector():
        from tui.first_table import first_table
        from tui.opening import Opening, Refused

        opening = Opening(lambda: first_table(options))
        if sum(map(_size, options.paths)) >= LARGE:
            # Side by side they would take turns, and hold the memory of both.
            opening.wait(PATIENCE)
        from tui.app import RuncmpApp

    app = RuncmpApp(opening, terminal, list(options.paths))
    if not isinstance(opening.outcome, Refused):
        app.run()
    if opening.outcome is not None:
        for problem in opening.outcome.problems:
            say(problem)
    return UNUSABLE if isinstance(opening.outcome, Refused) else app.return_code or 0


def _size(path: str) -> int:
    """The bytes of a file, 0 for all that is none."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0
