"""Where a command writes: a file or stdout, and why it cannot. Imports nothing heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, cast

from analysis.usage import UsageError
from tui.terminal.streams import Target, abandon_stdout


def to_screen(file: str | None) -> bool:
    """Whether the output, to ``file`` or stdout, goes to a terminal, which has a width."""
    return file is None and sys.stdout is not None and sys.stdout.isatty()


def check_output(file: str) -> None:
    """Raise ``UsageError`` where ``file`` could not be written, before work is done for it."""
    from parsers.whole_file import check_writable

    try:
        check_writable(Path(file))
    except OSError as error:
        raise UsageError(_refusal(file, error)) from None


def write(path: str | None, write: Callable[[BinaryIO], None]) -> None:
    """Write to a file or to stdout. Raises ``UsageError``, which says why that failed."""
    if path is None and sys.stdout is None:
        raise UsageError("stdout is closed; redirect it to a file")
    target: Target | None = None
    try:
        with _whole(path) if path else nullcontext(sys.stdout.buffer) as out:
            target = Target(out)
            write(cast(BinaryIO, target))
            out.flush()
    except Exception as error:
        # Polars says in words of its own why it could not write.
        failure = (target and target.failure) or error
        if not isinstance(failure, OSError) or isinstance(failure, BrokenPipeError):
            raise failure from None
        if path is None:
            abandon_stdout()
        raise UsageError(_refusal(path, failure)) from None


def _whole(path: str) -> AbstractContextManager[BinaryIO]:
    # With it comes what reads results, which the manual page has no use for.
    from parsers.whole_file import whole_file

    return whole_file(Path(path))


def _refusal(file: str | None, error: OSError) -> str:
    way_out = "name another file with -o" if file else "redirect it to another file"
    return f"{file or 'stdout'}: cannot be written: {error.strerror}; {way_out}"
