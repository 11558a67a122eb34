"""A program in a real pseudo-terminal: its screen, its bytes, its keys and mouse."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+d": "\x04",
    "ctrl+u": "\x15",
    "ctrl+l": "\x0c",
    "space": " ",
}

# COLUMNS and LINES, where set, would count for more than the size of the terminal.
ENVIRONMENT: dict[str, str | None] = {
    "TERM": "xterm-256color",
    "LC_ALL": "C.UTF-8",
    **dict.fromkeys(["COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM"]),
}

# What a program may ask of the terminal, and what an ordinary one answers. Queries that are not
# here (kitty's keyboard protocol, colours, the terminal's name) go without an answer.
ANSWERS = {
    r"\x1b\[0?c": b"\x1b[?62;22c",
    r"\x1b\[>0?c": b"\x1b[>0;276;0c",
    r"\x1b\[5n": b"\x1b[0n",
    r"\x1b\[6n": b"\x1b[1;1R",
    r"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
    r"\x1b\[\?2048\$p": b"\x1b[?2048;0$y",
}

# Sequences that pyte would print as text.
UNPRINTED = re.compile(
    r"\x1b\[[?<>=][\d;]*\$?[a-gi-km-zA-Z]"  # private ones that are no mode set or reset
    r"|\x1bP[^\x1b]*\x1b\\"  # device control strings
    r"|\x1b\[\d*(;\d+)* q"  # cursor shapes
)
REPEAT = re.compile(r"([^\x00-\x1f\x7f])\x1b\[(\d+)b")
UNFINISHED = re.compile(r"[^\x00-\x1f\x7f]?\x1b([\[][?<>=\d; $]*|[\]P][^\x07\x1b]*\x1b?|[()])?$")

TAKE_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'
"""Opens the terminal as the leader of a session, which makes it the session's own. To do that in
Python would mean to copy this process first: 20 ms where it has held a table of a million rows."""


class Process(Protocol):
    """What is asked of a running program: as ``subprocess.Popen`` has it."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | Any: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: int, /) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


Run = Callable[[Sequence[str], int, Path | None, Mapping[str, str]], Process]
"""Runs a command line in a terminal, given as a descriptor, in a folder and an environment."""


def started(
    argv: Sequence[str], terminal: int, cwd: Path | None, environment: Mapping[str, str]
) -> Process:
    """Run ``argv`` in a session of its own, whose terminal is ``terminal``."""
    return subprocess.Popen(
        ["/bin/sh", "-c", TAKE_TERMINAL, os.ttyname(terminal), *argv],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=cwd,
        env=environment,
        start_new_session=True,
    )


class Terminal:
    """Runs ``argv`` in a pseudo-terminal of ``columns`` × ``rows`` and draws what it sends.

    ``received`` counts the bytes that the program has sent so far, ``arrived`` is when the last of
    them came (``time.perf_counter``), before they were drawn here. ``environment`` is added to
    this process's own (None takes a variable away), over ENVIRONMENT. ``run`` is how it comes to
    run.
    """

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        draw: bool = True,
        run: Run = started,
    ) -> None:
        self.received = 0
        self.arrived = time.perf_counter()
        self.output = bytearray()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._draws = draw
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._unfinished = ""
        wanted = {**ENVIRONMENT, **(environment or {})}
        self._file, inner = os.openpty()
        self.resize(columns, rows)
        self.process = run(
            [*map(str, argv)],
            inner,
            cwd,
            {name: value for name, value in {**os.environ, **wanted}.items() if value is not None},
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def descriptor(self) -> int:
        """The end of the terminal that this process holds."""
        return self._file

    @property
    def lines(self) -> list[str]:
        """The text of the screen, line by line, without trailing blanks."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The text of the screen."""
        return "\n".join(self.lines)

    def reversed_text(self) -> list[str]:
        """Return the texts shown in reverse video, from the top."""
        found = []
        for y in range(self.screen.lines):
            cells = [self.screen.buffer[y][x] for x in range(self.screen.columns)]
            text = "".join(cell.data if cell.reverse else "\n" for cell in cells)
            found += [part for part in text.split("\n") if part]
        return found

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program gets its SIGWINCH."""
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        """Type ``keys``: names from KEYS or text."""
        for key in keys:
            self._send(KEYS.get(key, key))

    def move_mouse(self, x: int, y: int) -> None:
        """Report the mouse at cell (``x``, ``y``), counted from 0, no button down.

        As a terminal does, only to a program that has asked for all motion.
        """
        if b"\x1b[?1003h" in self.output:
            self._send(f"\x1b[<35;{x + 1};{y + 1}M")

    def click(self, x: int, y: int) -> None:
        """Press and release the left button at cell (``x``, ``y``)."""
        self._send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def wheel(self, x: int, y: int, *, down: bool = True) -> None:
        """Turn the wheel by one notch over cell (``x``, ``y``)."""
        self._send(f"\x1b[<{65 if down else 64};{x + 1};{y + 1}M")

    def settle(self, quiet: float = 0.3, timeout: float = 20.0) -> int:
        """Read until nothing has come for ``quiet`` seconds; return the number of bytes."""
        before = self.received
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and self._read(quiet):
            pass
        return self.received - before

    def answer(self, quiet: float = 0.3, timeout: float = 20.0) -> int:
        """Read until something has come and then nothing for ``quiet`` seconds; return its bytes.

        Raises TimeoutError when nothing comes within ``timeout`` seconds.
        """
        before = self.received
        deadline = time.monotonic() + timeout
        while self.received == before:
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing sent within {timeout} s:\n{self.text}")
            self._read(0.05)
        self.settle(quiet)
        return self.received - before

    def listen(self, seconds: float) -> int:
        """Read for ``seconds``; return the number of bytes."""
        before = self.received
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._read(left)
        return self.received - before

    def wait_for(self, seen: str | Callable[[Terminal], bool], timeout: float = 20.0) -> None:
        """Read until ``seen`` (a text, or a test of the screen) is on screen.

        Raises TimeoutError, with the screen, when it does not come within ``timeout`` seconds, and
        EOFError when the program ends first.
        """
        deadline = time.monotonic() + timeout
        while not (seen in self.text if isinstance(seen, str) else seen(self)):
            # Looked at again when something has come: to do so all the time would take from the
            # program, where it is measured, a part of its processors.
            while not self._read(0.05):
                if self.process.poll() is not None:
                    status = self.process.returncode
                    raise EOFError(f"exit status {status}, {seen!r} not seen:\n{self.text}")
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{seen!r} not seen within {timeout} s:\n{self.text}")
            if time.monotonic() > deadline:
                raise TimeoutError(f"{seen!r} not seen within {timeout} s:\n{self.text}")

    def attributes(self) -> list[Any]:
        """Return what ``stty -a`` prints: how the terminal treats what is typed and shown."""
        return termios.tcgetattr(self._file)

    def modes(self) -> dict[int, bool]:
        """Return the private modes of the terminal that were ever set or reset, by number."""
        sent = re.findall(rb"\x1b\[\?(\d+)([hl])", bytes(self.output))
        return {int(number): end == b"h" for number, end in sent}

    def processes(self) -> list[int]:
        """Return the program's process, and those that it has started."""
        found = [self.process.pid]
        for each in found:
            with contextlib.suppress(OSError):
                found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        return found

    def peak_memory(self) -> int:
        """Return the largest resident sets so far of the program's processes, in bytes."""
        total = 0
        for process in self.processes():
            status = Path(f"/proc/{process}/status").read_text()
            found = re.search(r"VmHWM:\s+(\d+) kB", status)
            if not found:
                raise ProcessLookupError(f"no memory figures for process {process}")
            total += int(found[1]) * 1024
        return total

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        os.close(self._file)
        self._file = -1

    def close(self) -> int:
        """End the program if it still runs; return its exit status, negative after a signal."""
        self.process.terminate()
        deadline = time.monotonic() + 3
        while self.process.poll() is None:
            # A program that still has something to say waits for someone to read it.
            if self._file >= 0:
                self._read(0.05)
            if time.monotonic() > deadline:
                self.process.kill()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        return self.process.returncode

    def _send(self, text: str) -> None:
        os.write(self._file, text.encode())

    def _read(self, timeout: float) -> bool:
        """Take in what comes next; return whether anything came within ``timeout`` seconds."""
        ready, _, _ = select.select([self._file], [], [], timeout)
        try:
            data = os.read(self._file, 65536) if ready else b""
        except OSError:  # the program has closed its end
            data = b""
        if data:
            self.arrived = time.perf_counter()
        self.received += len(data)
        self.output += data
        for query, answer in ANSWERS.items():
            for _ in re.findall(query.encode(), data):
                os.write(self._file, answer)
        if self._draws:
            self._draw(self._unfinished + self._decode(data))
        return bool(data)

    def _draw(self, text: str) -> None:
        cut = UNFINISHED.search(text)
        self._unfinished = cut[0] if cut else ""
        text = text[: cut.start()] if cut else text
        text = REPEAT.sub(lambda found: found[1] * (int(found[2]) + 1), text)
        self._stream.feed(UNPRINTED.sub("", text))
