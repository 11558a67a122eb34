"""What a command says on a terminal while it reads, and the key that ends the reading."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import termios
import threading
import tty
from collections.abc import Iterator
from typing import Final

from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.clean import clean
from tui.formatting.shortening import truncate_end
from tui.options.choices import glyphs
from tui.terminal.environment import terminal
from tui.views.reading_line import OFTEN, PATIENCE, TO_STOP, reading_line

_ESCAPE: Final = b"\x1b"
"""What the key sends; other keys send more behind it."""
_TO_START: Final = "\r\x1b[K"
"""Goes to the start of the line and clears it."""


@contextlib.contextmanager
def told_while_reading(progress: ReadingProgress, title: str) -> Iterator[None]:
    """Say how far the ``progress`` has come where it takes long and somebody sits there.

    ``title`` names what is read. ``esc`` has no further file read.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    ended, end = os.pipe()
    waiting = threading.Thread(target=_tell, args=(progress, title, ended), daemon=True)
    # Where no thread may start it is done in silence.
    with contextlib.suppress(RuntimeError):
        waiting.start()
    try:
        yield
    finally:
        os.close(end)
        if waiting.ident is not None:
            waiting.join()
        os.close(ended)


def _tell(progress: ReadingProgress, title: str, ended: int) -> None:
    """Say it again and again until the other end of the pipe ``ended`` is closed."""
    if select.select([ended], [], [], PATIENCE)[0]:
        return
    rewrites = os.environ.get("TERM", "dumb") not in ("", "dumb")
    shown = ""
    with contextlib.suppress(OSError), _keys() as keys:
        while True:
            line = (
                _line(progress, title, TO_STOP if keys else "")
                if rewrites
                else _without_counts(title)
            )
            if line != shown:
                _show(f"{_TO_START}{line}" if rewrites else f"{line}\n")
                shown = line
            heard = select.select([ended, *keys], [], [], OFTEN)[0]
            if ended in heard:
                break
            if heard and _is_in_front(keys[0]) and os.read(keys[0], 64).endswith(_ESCAPE):
                progress.stop()
    if rewrites and shown:
        with contextlib.suppress(OSError):
            _show(_TO_START)


def _line(progress: ReadingProgress, title: str, keys: str) -> str:
    width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
    drawn = glyphs(terminal())
    if (progress.total or 0) > 1:
        line = reading_line(progress, drawn, width, doing="runcmp: reading", keys=keys)
    else:
        line = _without_counts(title)
    return truncate_end(line, width, drawn.ellipsis)


def _without_counts(title: str) -> str:
    return f"runcmp: reading {clean(title)} ..."


def _show(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _keys() -> Iterator[list[int]]:
    """Yield the terminal whose keys come one by one meanwhile, where its user sits before us."""
    if sys.stdin is None or not sys.stdin.isatty() or not _is_in_front(sys.stdin.fileno()):
        yield []
        return
    keys = sys.stdin.fileno()
    before = termios.tcgetattr(keys)
    tty.setcbreak(keys, termios.TCSANOW)
    try:
        yield [keys]
    finally:
        termios.tcsetattr(keys, termios.TCSANOW, before)


def _is_in_front(terminal_read: int) -> bool:
    """Whether what is typed is for us: who reads in the background is stopped by the system."""
    return os.tcgetpgrp(terminal_read) == os.getpgrp()
