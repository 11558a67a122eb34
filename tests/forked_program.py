"""The program in a terminal, as a copy of a process that has imported it already.

For tests of what the program does once it is there: all but the interpreter's start and the imports
is what a user gets, in a process, a session and a terminal of its own.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.fork_server import NUMBER
from tests.paths import HOME
from tests.pseudo_terminal import ENVIRONMENT, Process, started

TAKEN_IN = ("LANG", "LC_", "PYTHON", "TEXTUAL", "POLARS", "RAYON", "_RJEM", "TERM_PROGRAM")
"""How variables begin that an interpreter, or a library that is imported, looks at but once."""


def forked(
    argv: Sequence[str], terminal: int, cwd: Path | None, environment: Mapping[str, str]
) -> Process:
    """Run ``argv``, a command line of Python's, as ``started`` does.

    It is started like any other where the environment has a say in the start.
    """
    requests, own = _server()
    if _taken_in(environment) != _taken_in(own):
        return started(argv, terminal, cwd, environment)
    answers, told = os.pipe()
    program = {
        "arguments": argv[1:],
        "cwd": str(cwd or Path.cwd()),
        "environment": dict(environment),
    }
    socket.send_fds(requests, [json.dumps(program).encode()], [terminal, told])
    os.close(told)
    return ForkedProcess(answers)


def _taken_in(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(TAKEN_IN)}


@cache
def _server() -> tuple[socket.socket, dict[str, str]]:
    """Return what takes the requests, and the environment of the process that does."""
    wanted = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(HOME)}
    environment = {name: value for name, value in wanted.items() if value is not None}
    requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    shown, terminal = os.openpty()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())],
        stdin=terminal,
        stdout=terminal,
        cwd=HOME,
        env=environment,
        pass_fds=[theirs.fileno()],
        start_new_session=True,
    )
    theirs.close()
    os.close(terminal)

    def end() -> None:
        requests.close()
        server.wait()
        os.close(shown)

    atexit.register(end)
    return requests, environment


class ForkedProcess:
    """A child of another process, which tells of its start and its end."""

    def __init__(self, answers: int) -> None:
        self.returncode: int | None = None
        self._answers = open(answers, "rb", buffering=0)  # noqa: SIM115 (a descriptor)
        self.pid = self._next()

    def _next(self) -> int:
        answer = self._answers.read(NUMBER.size)
        if not answer:
            raise ChildProcessError("the process that runs the program has ended, see stderr")
        return int(NUMBER.unpack(answer)[0])

    def _until_ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._answers], [], [], timeout)[0]:
            self.returncode = self._next()
            self._answers.close()
        return self.returncode

    def poll(self) -> int | None:
        """Return the exit status, negative after a signal; None while it runs."""
        return self._until_ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status. Raises ``TimeoutExpired`` while it runs on."""
        status = self._until_ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired("a copy of the program", timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)
