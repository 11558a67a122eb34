"""What a login node grants: threads, open files, address space. Tried out before it is needed.

Libraries that may not start a thread or map memory abort, in the middle of a screen. What there is
for a moment here will be there for them, whoever limits it: a shell, a container, a batch system.
"""

from __future__ import annotations

import errno
import mmap
import os
import resource
import signal
from contextlib import ExitStack, suppress
from threading import Event, Thread
from types import FrameType
from typing import Final, NamedTuple

from tui.terminal.environment import THREADS

_MEGABYTE: Final = 1_000_000
_PER_POLARS_THREAD: Final = 2
"""Polars has two pools of so many threads as it is told to use."""
_STACK: Final = 75 * _MEGABYTE
"""Of address space, for each thread of Polars: stack, arena and what it works on."""


class Needs(NamedTuple):
    """Beside the threads of Polars, and what these need: threads, open files, bytes."""

    threads: int
    files: int
    memory: int


APP: Final = Needs(threads=11, files=12, memory=1050 * _MEGABYTE)
COMMAND: Final = Needs(threads=6, files=8, memory=690 * _MEGABYTE)
"""Measured on the sample data, and rounded up; most of the memory is never touched."""


_SAID: Final = {
    "n": "too few open files are left; {limit}",
    "t": "no processor time is left; {limit}",
    "u": "too few threads or processes are left; end some of yours, or {limit}",
    "v": "too little memory is left; {limit}",
}
"""What there is to say, by the option of ``ulimit``."""
_LIMITS: Final = {
    "n": (resource.RLIMIT_NOFILE, 1),
    "t": (resource.RLIMIT_CPU, 1),
    "u": (resource.RLIMIT_NPROC, 1),
    "v": (resource.RLIMIT_AS, 1024),
}


def shortage(needs: Needs) -> str | None:
    """Return what there is too little of, as a sentence; None where there is enough.

    Where there is enough for Polars with a single thread only, it gets one.
    """
    lack = _lack(needs, _polars_threads())
    if lack and not _lack(needs, 1):
        os.environ[THREADS] = "1"
        return None
    return _sentence(lack) if lack else None


def said_of_limits(error: BaseException) -> str | None:
    """Return a sentence where ``error`` comes of a limit, else None."""
    if isinstance(error, MemoryError):
        return _sentence("v")
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return _sentence("n")
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return _sentence("u")
    return None


class OutOfTimeError(KeyboardInterrupt):
    """The processor time that a process may use is used up: it ends like at Ctrl-C."""


def end_when_out_of_time() -> None:
    """Have ``OutOfTimeError`` raised where the soft limit of processor time is reached."""
    # Each second that passes behind the limit raises it by one.
    said = said_of_time()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        # It comes again each second, also while files are put in order.
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        raise OutOfTimeError(said)

    # Where the command is called in another thread, it hears no signals.
    with suppress(ValueError):
        signal.signal(signal.SIGXCPU, end)


def said_of_time() -> str:
    """Return what there is to say once the processor time is used up."""
    return _sentence("t")


def _sentence(option: str) -> str:
    number, unit = _LIMITS[option]
    soft, _ = resource.getrlimit(number)
    is_set = soft != resource.RLIM_INFINITY
    limit = f"raise ulimit -{option}" + (f", which is {soft // unit}" if is_set else "")
    return _SAID[option].format(limit=limit)


def _polars_threads() -> int:
    given = os.environ.get(THREADS, "")
    return int(given) if given.isdecimal() else 1


def _lack(needs: Needs, polars_threads: int) -> str:
    """Return the option of ``ulimit`` that is too low for ``needs``, empty where none is."""
    more = _PER_POLARS_THREAD * polars_threads
    if not _may_open(needs.files):
        return "n"
    if not _may_map(needs.memory + more * _STACK):
        return "v"
    return "" if may_start(needs.threads + more) else "u"


def _may_open(files: int) -> bool:
    with ExitStack() as held:
        try:
            for _ in range(files):
                held.callback(os.close, os.dup(2))
        except OSError:
            return False
    return True


def _may_map(size: int) -> bool:
    # Not to be written to, so that nothing is set aside for it.
    private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    try:
        mmap.mmap(-1, size, flags=private, prot=mmap.PROT_READ).close()
    except OSError:
        return False
    return True


def may_start(threads: int) -> bool:
    """Return whether so many threads can run at once."""
    over = Event()
    started: list[Thread] = []
    try:
        for _ in range(threads):
            thread = Thread(target=over.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        return False
    finally:
        over.set()
        for each in started:
            each.join()
    return True
