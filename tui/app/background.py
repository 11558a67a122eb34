"""Work that takes a while, in threads that nobody has to wait for.

The files are opened, read again and audited so. Whatever the work needs has to be imported before
it begins: two threads that import the same modules in different orders wait for each other, which
Python ends with an error.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

Result = TypeVar("Result")

THREAD: Final = "background"


def begin(do: Callable[[], Result]) -> Future[Result]:
    """Do something in a thread of its own, which the event loop need not be there for.

    The thread is a daemon: those of an executor would be waited for on the way out.
    """
    future: Future[Result] = Future()
    # Who waits for it may be cancelled; the work itself goes on.
    future.set_running_or_notify_cancel()

    def work() -> None:
        try:
            result = do()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    try:
        threading.Thread(target=work, name=THREAD, daemon=True).start()
    except RuntimeError:
        # No more threads for this user: slower, but done.
        work()
    return future


async def finished(work: Future[Result]) -> Result:
    """Return what came of the work, or raise what it raised, while the event loop goes on."""
    # Not needed when the first work begins, which it would delay.
    from asyncio import wrap_future

    return await wrap_future(work)


async def in_background(do: Callable[[], Result]) -> Result:
    """Do something in a thread of its own, and return what it returns."""
    return await finished(begin(do))


def leave(status: int) -> int:
    """Return ``status``, or end the process with it at once where work still goes on.

    A thread may be held up by a file system for as long as that likes. Python's own way out does
    not wait for it, but takes the interpreter away under it.
    """
    if any(thread.name == THREAD for thread in threading.enumerate()):
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(status)
    return status
