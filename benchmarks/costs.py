"""What a program in a terminal takes of the machine: to start, for a key, and at rest.

Processor time is that of all threads and processes, as the kernel's scheduler counts it: unlike
wall time it hardly depends on who else uses the machine. File calls are counted with ``strace``.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tests.pseudo_terminal import Terminal

KEYS: Final = 20
STRACE: Final = ("strace", "-f", "-qq", "-e", "trace=%file,read,fstat,getdents64,lseek", "-o")
CALL: Final = re.compile(r"^\d+ +(?!<)\w+\(", re.MULTILINE)


def processor_time(terminal: Terminal) -> float:
    """Return the seconds that the program's threads have run, those that have ended too."""
    total = 0.0
    for process in terminal.processes():
        with suppress(OSError):
            total += time.clock_gettime(_clock_of(process))
    return total


def _clock_of(process: int) -> int:
    """Return the number of the clock of a process, as ``clock_getcpuclockid`` of the C library."""
    return (~process << 3) | 2


def costs(open_on: Callable[[], Terminal], seen: str, keys: dict[str, str]) -> dict[str, float]:
    """Return what the program takes until ``seen`` is on screen, for each of ``keys``, and idle."""
    begun = time.perf_counter()
    with open_on() as terminal:
        terminal.wait_for(seen, timeout=60)
        figures = {
            "start, s": terminal.arrived - begun,
            "start, processor s": processor_time(terminal),
        }
        terminal.settle(quiet=1.5)
        threads = [len(list(Path(f"/proc/{p}/task").iterdir())) for p in terminal.processes()]
        figures |= {"threads": sum(threads), "memory, MB": terminal.peak_memory() / 1e6}
        for name, key in keys.items():
            answer = to_first_byte(terminal, key)
            figures[f"{name}, processor ms"] = 1e3 * answer.processor
            figures[f"{name}, wall ms"] = 1e3 * answer.wall
        before = processor_time(terminal)
        terminal.listen(10)
        figures["10 s idle, processor ms"] = 1e3 * (processor_time(terminal) - before)
    return figures


class Answer(NamedTuple):
    """Seconds of the processor and of the clock until something of an answer is there."""

    processor: float
    wall: float


def to_first_byte(terminal: Terminal, key: str) -> Answer:
    """Return the median times from a key until something of its answer is there."""
    found = []
    for _ in range(KEYS):
        before, pressed = processor_time(terminal), time.perf_counter()
        terminal.press(key)
        select.select([terminal.descriptor], [], [], 5)
        wall = time.perf_counter() - pressed
        found.append(Answer(processor_time(terminal) - before, wall))
        terminal.settle(quiet=0.2)
    return Answer(*map(statistics.median, zip(*found, strict=True)))


def file_calls(open_under: Callable[[list[str]], Terminal], seen: str, folder: Path) -> int | None:
    """Return how often the program asks for files until ``seen`` is on screen, if that is told."""
    if shutil.which(STRACE[0]) is None:
        return None
    trace = folder / "trace"
    with open_under([*STRACE, str(trace)]) as terminal:
        terminal.wait_for(seen, timeout=120)
        calls = len(CALL.findall(trace.read_text(errors="replace")))
        # Ended itself, strace would leave what it traces to run on without a terminal.
        for process in terminal.processes()[1:]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        return calls
