"""Open the app: start loading first, import Textual meanwhile."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from tui.environment import Terminal

UNUSABLE: Final = 2


def open_app(options: argparse.Namespace, terminal: Terminal) -> int:
    """Run the app on the paths; afterwards say on stderr what could not be read."""
    from tui.opening import Opened, Opening, Refused

    opening = Opening(options)
    from tui.app import RuncmpApp

    app = RuncmpApp(opening, terminal, list(options.paths))
    if not isinstance(opening.outcome, Refused):
        app.run()
    if isinstance(opening.outcome, Refused):
        print("\n".join(opening.outcome.problems), file=sys.stderr)
        return UNUSABLE
    if isinstance(opening.outcome, Opened):
        print("\n".join(opening.outcome.problems), end="", file=sys.stderr)
    return app.return_code or 0
