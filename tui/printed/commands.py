"""The commands that print, by name, and what becomes of one that cannot."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

from analysis.select import ConditionError
from tui.arguments import UNUSABLE
from tui.environment import Terminal
from tui.printed.audit import audit
from tui.printed.diff import diff
from tui.printed.export import export
from tui.printed.nothing import NothingToPrint
from tui.printed.plot import plot
from tui.printed.scaling import scaling
from tui.printed.show import show
from tui.streams import say

BY_NAME: Final[dict[str, Callable[[argparse.Namespace, Terminal], int]]] = {
    "show": show,
    "diff": diff,
    "scaling": scaling,
    "plot": plot,
    "audit": audit,
    "export": export,
}
"""Each returns the exit status."""


def run(name: str, options: argparse.Namespace, terminal: Terminal) -> int:
    """Run a command; say on stderr why it printed nothing; return the exit status."""
    try:
        return BY_NAME[name](options, terminal)
    except (NothingToPrint, ConditionError) as reason:
        if str(reason):
            say(str(reason))
        return UNUSABLE
