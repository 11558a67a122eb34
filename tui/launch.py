"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

import argparse
from typing import Final

from tui.environment import Terminal
from tui.streams import say

UNUSABLE: Final = 2
PATIENCE: Final = 0.5
"""Seconds that loading may take before a screen says that it goes on."""


def open_app(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read."""
    from tui.first_table import first_table
    from tui.opening import Opening, Refused

    opening = Opening(lambda: first_table(options))
    from tui.app import RuncmpApp

    # What is nearly there is worth waiting for: a screen that says so would take its time, too.
    opening.wait(PATIENCE)
    app = RuncmpApp(opening, terminal, list(options.paths))
    if not isinstance(opening.outcome, Refused):
        app.run()
    if opening.outcome is not None:
        for problem in opening.outcome.problems:
            say(problem)
    return UNUSABLE if isinstance(opening.outcome, Refused) else app.return_code or 0
