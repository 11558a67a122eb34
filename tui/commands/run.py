"""A command that prints, by name, and what becomes of one that cannot."""

from __future__ import annotations

import argparse
from importlib import import_module

from analysis.usage import UsageError
from tui.importing import quick_imports
from tui.options.arguments import UNUSABLE
from tui.terminal.environment import Terminal
from tui.terminal.streams import say


def run(name: str, options: argparse.Namespace, terminal: Terminal) -> int:
    """Run a command; say on stderr why it printed nothing; return the exit status.

    It is the function ``name`` of the module of that name beside this one, imported alone: all of
    them together take a tenth of the time that a small table takes to print.
    """
    with quick_imports():
        command = getattr(import_module(f"tui.commands.{name}"), name)
    try:
        return command(options, terminal) or 0
    except UsageError as reason:
        if str(reason):
            say(str(reason))
        return UNUSABLE
