"""Work that takes a while, in a few threads that nobody has to wait for.

The files are opened, looked at, read again and audited so. Whatever the work needs has to be
imported before it begins: two threads that import the same modules in different orders wait for
each other, which Python ends with an error.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

Result = TypeVar("Result")

_THREAD: Final = "background"
MOST: Final = 2
"""Threads at once, so that a slow file system stops one, and keys pressed meanwhile start no more.
Of two queries at once each has threads of Polars that wait for files, too."""

_turns = threading.Lock()
_waiting: deque[Callable[[], None]] = deque()
_working = 0


def begin(do: Callable[[], Result]) -> Future[Result]:
    """Do something in a thread, which the event loop need not be there for.

    It waits for its turn where others work, and is left out where who waits for it is cancelled
    before that. The threads are daemons: those of an executor would be waited for on the way out.
    """
    global _working
    future: Future[Result] = Future()

    def work() -> None:
        # Once it has begun, who waits for it may be cancelled; the work itself goes on.
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = do()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    with _turns:
        _waiting.append(work)
        if _working == MOST:
            return future
        _working += 1
    try:
        threading.Thread(target=_work_all, name=_THREAD, daemon=True).start()
    except RuntimeError:
        # No more threads for this user: slower, but done.
        _work_all()
    return future


def _work_all() -> None:
    """Work until nothing waits."""
    global _working
    while True:
        with _turns:
            if not _waiting:
                _working -= 1
                return
            work = _waiting.popleft()
        work()


async def finished(work: Future[Result]) -> Result:
    """Return what came of the work, or raise what it raised, while the event loop goes on."""
    # Not needed when the first work begins, which it would delay.
    from asyncio import wrap_future

    return await wrap_future(work)


async def in_background(do: Callable[[], Result]) -> Result:
    """Do something in a thread, and return what it returns."""
    return await finished(begin(do))


def leave(status: int) -> int:
    """Return ``status``, or end the process with it at once where work still goes on.

    A thread may be held up by a file system for as long as that likes. Python's own way out does
    not wait for it, but takes the interpreter away under it.
    """
    if any(thread.name == _THREAD for thread in threading.enumerate()):
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(status)
    return status
