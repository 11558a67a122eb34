"""Two processes: one is the app, the other waits for it and gives the terminal back if it dies.

An abort in a library, a SIGKILL, a limit end the app before it can put the terminal in order, and
somebody's shell is then in a terminal that shows nothing of what is typed. The process that the
shell started does nothing else, and so does not die of it; that the shell waits for this one, and
not for the app, makes sure that the terminal is in order before the shell goes on. Where this one
is killed, the app leaves by itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

from tui.terminal.limits import said_of_time
from tui.terminal.streams import say

_FORWARDED: Final = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTERM,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGXCPU,
    signal.SIGTSTP,
)
"""What is sent to this process is meant for the app."""
ENDING: Final = tuple(number for number in _FORWARDED if number != signal.SIGTSTP)
_TYPED: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
"""What a terminal sends to all processes that it runs, unless the app reads its keys."""
_LOCAL_MODES: Final = 3
"""Where ``tcgetattr`` has them."""
PATIENCE: Final = 5
"""Seconds that the app has to leave once it is told to."""

_GIVEN_BACK: Final = (
    "\x1b\\"  # ends a sequence that was cut off
    "\x1b[?2026l\x1b[r\x1b[m"  # synchronized output, scrolling region, style
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1016l\x1b[?1006l"  # mouse
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?7h\x1b[<u"  # paste, resizing, focus, wrapping, keys
    "\x1b[?1049l\x1b[?25h"  # alternate screen, cursor
)

_alone: int | None = None
_waiting: int | None = None


def left_alone() -> int | None:
    """Return what can be read from once nobody waits for the app, None where nobody ever did."""
    return _alone


def wake_waiting() -> None:
    """Wake the process that waits for the app: it stops when that does; a shell wakes both.

    Otherwise the app would end without being waited for where it alone was woken.
    """
    if _waiting is not None and os.getppid() == _waiting:
        _send(_waiting, signal.SIGCONT)


def supervised(run: Callable[[], int]) -> int:
    """Run ``run`` in a process of its own and return its exit status: 128 + n after signal n.

    Returns twice, as a fork does: in the app with what ``run`` returned. To be called before the
    first thread starts, and before what is large is imported, which would be in memory twice.
    """
    global _alone, _waiting
    own = os.getpid()
    before = termios.tcgetattr(0)
    reading, writing = os.pipe()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # None may come before there is somebody to forward it.
    signal.pthread_sigmask(signal.SIG_BLOCK, _FORWARDED)
    try:
        app: int | None = os.fork()
    except OSError:
        # No more processes for this user: the app then leaves well unless it is killed.
        app = None
    if app:
        os.close(reading)
        return _watch(app, before)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
    if app is not None:
        os.close(writing)
        _alone, _waiting = reading, own
    return run()


def _watch(app: int, before: list[Any]) -> int:
    """Wait until the process ``app`` ends; return its exit status."""
    told = False

    def forward(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        if number in _TYPED and _terminal_sends_signals():
            # Ctrl+C and the like before the app has opened: it got that itself.
            return
        nonlocal told
        _send(app, number)
        if number in ENDING:
            told = True
            signal.alarm(PATIENCE)

    def lose_patience(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        _send(app, signal.SIGKILL if told else number)

    for each in _FORWARDED:
        signal.signal(each, forward)
    # Sent to both where the app may not draw in the background: this one stops once the app has.
    for each in (signal.SIGTTIN, signal.SIGTTOU):
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, lose_patience)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
    while True:
        _, status = os.waitpid(app, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        # The shell waits for this process to stop, and wakes both, or only this one. Where the app
        # is to end, patience has to run out in spite of a stop.
        if not told:
            os.kill(os.getpid(), signal.SIGSTOP)
        _send(app, signal.SIGCONT)
    signal.alarm(0)
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if _in_front() and (number or _attributes() != before):
        _give_back(before)
    if number and number not in ENDING:
        say(f"the app was ended by {_name(number)}{_likely(number)}")
    ended = 128 + number if number else os.waitstatus_to_exitcode(status)
    if ended == 128 + signal.SIGXCPU:
        say(said_of_time())
    return ended


def _send(process: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)


def _terminal_sends_signals() -> bool:
    attributes = _attributes()
    return attributes is not None and bool(attributes[_LOCAL_MODES] & termios.ISIG)


def _in_front() -> bool:
    """Whether no shell has the terminal: it would be typed into in the wrong modes."""
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        # As where the terminal is not that of the session: there is no shell to disturb.
        return True


def _attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _give_back(before: list[Any]) -> None:
    """Put the terminal in the state that it was found in."""
    with contextlib.suppress(termios.error, OSError):
        os.write(2, _GIVEN_BACK.encode())
        termios.tcsetattr(0, termios.TCSANOW, before)
        # Where the mouse has moved meanwhile is not for the shell.
        termios.tcflush(0, termios.TCIFLUSH)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _likely(number: int) -> str:
    if number in (signal.SIGABRT, signal.SIGKILL, signal.SIGSEGV, signal.SIGBUS):
        return "; there may be too little memory: see ulimit -v and the limit of your session"
    return ""
