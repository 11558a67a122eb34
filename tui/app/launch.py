"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

from typing import Final

from tui.importing import quick_imports
from tui.options.arguments import UNUSABLE
from tui.options.settings import AppSettings
from tui.terminal.environment import Terminal
from tui.terminal.streams import say

HEAD_START: Final = 0.03
"""Seconds until a large file is being parsed, which is done outside the interpreter. Before that,
to import Textual beside it would only delay it."""


def open_app(settings: AppSettings, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read."""
    with quick_imports():
        from tui.app.first_table import first_table
        from tui.app.opening import Opening, Refused

        opening = Opening(lambda: first_table(settings))
        opening.wait(HEAD_START)
        from tui.app.app import RuncmpApp

    app = RuncmpApp(opening, terminal, settings.paths)
    if not isinstance(opening.outcome, Refused):
        app.run()
    if opening.outcome is not None:
        for problem in opening.outcome.problems:
            say(problem)
    return UNUSABLE if isinstance(opening.outcome, Refused) else app.return_code or 0
