"""Standard streams as a login node may hand them over: closed, full, or a pipe nobody reads."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback
from typing import TYPE_CHECKING, BinaryIO, Final

from tui.terminal.limits import said_of_limits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def fill_closed_streams() -> None:
    """Open the null device for each standard stream that is closed.

    Otherwise the next file that is opened takes the place of the stream, and what libraries say
    on stderr would go into it. Python's own ``sys.stdout`` stays ``None``: nobody gets the data.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def abandon_stdout() -> None:
    """Throw away what is still to be written, which Python would try once more while it exits."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Print ``text``, made harmless, on stderr; nobody listens where that is closed or full."""
    if not text.isprintable():
        from parsers.clean import clean

        text = clean(text)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"runcmp: {text}", file=sys.stderr)


class Target(io.BufferedIOBase):
    """Writes to ``out`` and remembers why that failed, which Polars tells in words of its own."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Write ``data``. Raises ``OSError``."""
        try:
            return self._out.write(data)
        except OSError as error:
            self.failure = error
            raise


TRACEBACK: Final = "RUNCMP_TRACEBACK"


def own_error(error: BaseException) -> str:
    """Return one line about ``error``: which limit it comes of, or else that it is a fault of ours.

    Prints its traceback first where the environment asks.
    """
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error, file=sys.stderr)
    if (limit := said_of_limits(error)) is not None:
        return limit
    what = str(error).partition("\n")[0]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}" if frames else ""
    return (
        f"internal error: {type(error).__name__}{where}: {what}. Please report it "
        f"with what {TRACEBACK}=1 prints."
    )
