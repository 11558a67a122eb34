"""What Polars writes on stderr by itself, where a panic of it has been caught already.

Rust prints a panic, with a backtrace where the environment asks for one, before anybody can catch
it: dozens of lines about its sources, over whatever the app has drawn. It writes to descriptor 2,
and everything of ours goes by ``sys.stderr``.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from tui.terminal.streams import TRACEBACK


@contextlib.contextmanager
def unprinted_panics(output: str | None = None) -> Iterator[None]:
    """Let nothing but ``sys.stderr`` write on standard error, unless a traceback is asked for.

    Or unless ``output``, the file that a report goes to, is standard error (``-o /dev/stderr``).
    """
    stderr, before = sys.stderr, sys.__stderr__
    if os.environ.get(TRACEBACK) or not _writes_to_2(stderr) or _is_2(output):
        yield
        return
    kept = os.dup(2)
    ours = open(kept, "w", encoding=stderr.encoding, errors=stderr.errors, buffering=1)  # noqa: PTH123, SIM115
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = sys.__stderr__ = ours  # type: ignore[misc]
    try:
        yield
    finally:
        os.dup2(kept, 2)
        sys.stderr, sys.__stderr__ = stderr, before  # type: ignore[misc]
        with contextlib.suppress(OSError):
            ours.close()


def _writes_to_2(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.fileno() == 2
    except (OSError, ValueError, io.UnsupportedOperation):
        return False


def _is_2(file: str | None) -> bool:
    try:
        return file is not None and os.path.samestat(os.stat(file), os.fstat(2))  # noqa: PTH116
    except (OSError, ValueError):
        return False
