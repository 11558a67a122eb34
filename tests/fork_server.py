"""A process that has imported the program, and becomes a copy of it for each test that asks.

Importing is most of what a short run of the program takes. Run with ``python -m``, its streams a
terminal, so that they are buffered as a program's in a terminal are; the first argument is the
descriptor of a socket that requests come from, see ``tests.forked_program``.
"""

from __future__ import annotations

import contextlib
import json
import os
import pkgutil
import runpy
import select
import socket
import sys
import time
from importlib import import_module
from pathlib import Path
from struct import Struct
from typing import Any, NoReturn

from runcmp.compiled_modules import use_kept
from runcmp.compiled_patterns import use_kept_patterns
from tui.importing import quick_imports
from tui.terminal.environment import prepare_polars

LONGEST = 1 << 18
"""Bytes of a request."""
NUMBER = Struct("i")
"""What is answered: the number of a process, and its exit status once it has ended."""
IDLE = {"jemalloc_bg_thd", "polars-ooc-clea"}
"""The threads that Polars starts as it is imported, which a copy can do without."""
WAIT = 5.0
"""Seconds in which such a thread says on a busy machine what it is."""


def import_program() -> None:
    """Import what the app does, and start nothing.

    Raises ``RuntimeError`` where a thread has started: what it holds at a fork is held for ever.
    """
    prepare_polars()
    finders = list(sys.meta_path)
    use_kept()
    use_kept_patterns()
    with quick_imports():
        import_module("tui.app.launch")
        import_module("tui.panics")
        package = import_module("tui.app")
        for module in pkgutil.walk_packages(package.__path__, "tui.app."):
            import_module(module.name)
    # The copies find out for themselves where modules are kept.
    sys.meta_path[:] = finders
    # A thread that has just been started is called as the process is, until it names itself.
    until = time.monotonic() + WAIT
    while (others := _threads() - IDLE) and time.monotonic() < until:
        time.sleep(0.01)
    if others:
        raise RuntimeError(f"threads that a copy would not have: {others}")


def _threads() -> set[str]:
    """The names of this process's threads, but for the first."""
    tasks = Path("/proc/self/task").glob("*/comm")
    return {each.read_text().strip() for each in tasks if each.parent.name != str(os.getpid())}


def next_copy(requests: socket.socket) -> dict[str, Any]:
    """Serve requests until there will be none; return, in a copy alone, what it is asked to be."""
    running: dict[int, tuple[int, int]] = {}
    """Descriptors of the copies, each with its number and where to answer."""
    while True:
        ready, _, _ = select.select([requests.fileno(), *running], [], [])
        for ended in [each for each in running if each in ready]:
            process, answers = running.pop(ended)
            _, status = os.waitpid(process, 0)
            _tell(answers, os.waitstatus_to_exitcode(status))
            os.close(answers)
            os.close(ended)
        if requests.fileno() not in ready:
            continue
        message, descriptors, _, _ = socket.recv_fds(requests, LONGEST, 2)
        if not message:
            sys.exit()
        terminal, answers = descriptors
        process = os.fork()
        if process == 0:
            requests.close()
            for descriptor in (answers, *running, *(each for _, each in running.values())):
                os.close(descriptor)
            _take(terminal)
            return dict(json.loads(message))
        os.close(terminal)
        running[os.pidfd_open(process)] = process, answers
        _tell(answers, process)


def _tell(answers: int, number: int) -> None:
    # Whoever asked may have gone.
    with contextlib.suppress(BrokenPipeError):
        os.write(answers, NUMBER.pack(number))


def _take(terminal: int) -> None:
    """Have ``terminal`` be the streams, and that of a session of this process's own."""
    os.setsid()
    name = os.ttyname(terminal)
    os.close(terminal)
    own = os.open(name, os.O_RDWR)
    for stream in range(3):
        os.dup2(own, stream)
    os.close(own)


def become(program: dict[str, Any]) -> None:
    """Run what ``python`` would with these arguments, in this folder and environment."""
    os.chdir(program["cwd"])
    os.environ.clear()
    os.environ.update(program["environment"])
    first, *rest = program["arguments"]
    if first == "-m":
        module, *rest = rest
        sys.argv[:] = [module, *rest]
        sys.path[0] = program["cwd"]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.argv[:] = [first, *rest]
        sys.path[0] = str(Path(first).parent)
        runpy.run_path(first, run_name="__main__")


def leave(status: int) -> NoReturn:
    """End this process as ``sys.exit`` would, but leave its memory as it is.

    To take all that was imported apart, as the interpreter does, copies it first.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    requests = socket.socket(fileno=int(sys.argv[1]))
    import_program()
    asked = next_copy(requests)
    try:
        become(asked)
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        leave(end.code)
    leave(0)
