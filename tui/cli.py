"""The command line: what was asked for, and whether it goes to a screen or to a stream."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from functools import partial
from typing import TypeGuard

from tui.importing import quick_imports
from tui.options.arguments import UNUSABLE, parse
from tui.options.settings import (
    AppSettings,
    CompletionSettings,
    DoctorSettings,
    ManSettings,
    Settings,
)
from tui.terminal.environment import Terminal, prepare_polars, terminal
from tui.terminal.limits import (
    APP,
    COMMAND,
    OutOfTimeError,
    end_when_out_of_time,
    shortage,
)
from tui.terminal.streams import abandon_stdout, fill_closed_streams, own_error, say
from tui.terminal.supervisor import supervised


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    fill_closed_streams()
    settings = parse(sys.argv[1:] if arguments is None else arguments)
    prepare_polars(settings.paths if _opens(settings) else ())
    try:
        return _run(settings)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        abandon_stdout()
        return 0
    except OutOfTimeError as error:
        say(str(error))
        return 128 + signal.SIGXCPU
    except KeyboardInterrupt:
        return 130
    except SystemExit:
        raise
    except BaseException as error:
        # A panic inside Polars is no Exception.
        say(own_error(error))
        return UNUSABLE


def _run(settings: Settings) -> int:
    if isinstance(settings, CompletionSettings | ManSettings):
        from tui.commands.run import run

        return run(settings, terminal("never", "auto"))
    if not isinstance(settings, DoctorSettings) and settings.memory.max_memory is not None:
        from parsers.memory import allow

        allow(settings.memory.max_memory)
    where_to = terminal(settings.appearance.color, settings.appearance.glyphs)
    if isinstance(settings, AppSettings):
        if _opens(settings):
            return supervised(partial(_open_app, settings, where_to))
        if settings.session.layout is not None:
            say("--layout is for the app; a printed table takes --sort and --columns")
        if settings.session.watch:
            say("--watch is for the app; printed once")
        settings = settings.printed()
    end_when_out_of_time()
    # Where nothing can start, the doctor says why.
    if not isinstance(settings, DoctorSettings) and (lack := shortage(COMMAND)):
        say(lack)
        return UNUSABLE
    with quick_imports():
        from tui.commands.run import run
    return run(settings, where_to)


def _opens(settings: Settings) -> TypeGuard[AppSettings]:
    """Whether this opens the app."""
    is_app = isinstance(settings, AppSettings) and not settings.must_print
    return is_app and terminal().interactive


def _open_app(settings: AppSettings, where_to: Terminal) -> int:
    if lack := shortage(APP):
        say(lack)
        return UNUSABLE
    from tui.app.launch import open_app

    return open_app(settings, where_to)
