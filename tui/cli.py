"""The command line: what was asked for, and whether it goes to a screen or to a stream."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tui.importing import quick_imports
from tui.options.arguments import UNUSABLE, parse
from tui.terminal.environment import prepare_polars, terminal
from tui.terminal.streams import abandon_stdout, fill_closed_streams, own_error, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    fill_closed_streams()
    command, options = parse(sys.argv[1:] if arguments is None else arguments)
    prepare_polars()
    try:
        return _run(command, options)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        abandon_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except SystemExit:
        raise
    except BaseException as error:
        # A panic inside Polars is no Exception.
        say(own_error(error))
        return UNUSABLE


def _run(command: str | None, options: argparse.Namespace) -> int:
    where_to = terminal(options.color, options.glyphs)
    if command == "doctor":
        from tui.commands.doctor import doctor

        return doctor(where_to)
    # The app has no records and shows all rows.
    to_print = command or options.format or options.output or options.runs or options.limit
    if where_to.interactive and not to_print:
        from tui.app.launch import open_app

        return open_app(options, where_to)
    with quick_imports():
        from tui.commands.run import run
    return run(command or "show", options, where_to)
