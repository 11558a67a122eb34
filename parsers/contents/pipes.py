"""Named pipes, which a shell's process substitution makes, too: to open one may wait for ever."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

PATIENCE = 1.0
"""Seconds in which somebody has to begin to write."""


def read_pipe(path: Path, rest: Callable[[BinaryIO], bytes]) -> bytes:
    """Read a pipe's first byte, and as much of the ``rest`` as that reads.

    Raises ``OSError`` where nobody writes to it within ``PATIENCE``.
    """
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(pipe, "rb") as stream:
        until = time.monotonic() + PATIENCE
        # Without a writer a pipe reads as ended; with one that has written nothing yet, as None.
        while (start := stream.read(1)) == b"" and time.monotonic() < until:
            time.sleep(0.01)
        os.set_blocking(pipe, True)
        if start == b"":
            raise OSError("a pipe that nobody writes to; start what writes to it, or name a file")
        return (start or b"") + rest(cast(BinaryIO, stream))
