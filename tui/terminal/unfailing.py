"""A stream to draw to that outlives its terminal."""

from __future__ import annotations

import contextlib
from typing import TextIO


class Unfailing:
    """Writes to ``stream``, and drops what that cannot take any more.

    Textual draws in a thread that ends with the first error. Once its queue is full, as it is where
    nobody reads the terminal, the app would wait for that thread for good. The driver learns from
    its input that the terminal is gone.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write ``text`` where that is still possible."""
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Send what was written where that is still possible."""
        with contextlib.suppress(OSError):
            self._stream.flush()

    def fileno(self) -> int:
        """Return the descriptor of the stream."""
        return self._stream.fileno()
