"""What is drawn when the terminal is gone, too: it has to go somewhere."""

from __future__ import annotations

import contextlib
from typing import TextIO


class Unfailing:
    """Writes to ``stream``, and loses what that cannot take any more.

    Textual draws in a thread that ends with the first error. The app then waits for it to take the
    next frame, for good where many wait already, as they do once nobody reads a terminal. That the
    terminal is gone is told elsewhere.
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
