"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

import argparse

from tui.arguments import UNUSABLE
from tui.environment import Terminal, without_collector
from tui.streams import say


def open_app(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read."""
    with without_collector():
        from tui.first_table import first_table
        from tui.opening import Opening, Refused

        opening = Opening(lambda: first_table(options))
        from tui.app import RuncmpApp

    app = RuncmpApp(opening, terminal, list(options.paths))
    if not isinstance(opening.outcome, Refused):
        app.run()
    if opening.outcome is not None:
        for problem in opening.outcome.problems:
            say(problem)
    return UNUSABLE if isinstance(opening.outcome, Refused) else app.return_code or 0
