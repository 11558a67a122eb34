"""A Textual driver for slow lines: of each frame, only the cells that differ are sent."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import termios
from types import FrameType
from typing import Any, Final

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.screen_buffer import ScreenBuffer
from tui.terminal.supervisor import ENDING, left_alone

SYNC_START: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
ALTERNATE_SCREEN: Final = "\x1b[?1049h"
ERASE: Final = "\x1b[H\x1b[2J"

# A terminal draws so many characters at once anyway.
WORTH_SYNCING: Final = 1000

# Modes, queries, titles, clipboard, bell: none of them changes a cell.
HARMLESS = re.compile(r"(\x1b\[[?<>=][\d;]*\$?[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x07)*")


class DiffingDriver(LinuxDriver):
    """Compares each frame with what the terminal shows and sends the difference.

    Textual sends whole spans of lines, from a widget's left edge to the last changed cell, with
    every style set and reset; over SSH that is most of what a key press costs. Pass this class to
    ``App(driver_class=...)``. A SIGWINCH makes it, and Textual, draw everything anew.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._screen = ScreenBuffer(0, 0)
        self._stale = False
        self._held = ""
        self._entered = False

    def start_application_mode(self) -> None:
        """Enter the alternate screen, erased, and take notice of a resized terminal."""
        # In the background the first try only stops the process; when it is woken it tries again.
        in_front = self._in_front()
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        except Exception:
            # A thread that may not start leaves half of it done.
            with contextlib.suppress(AssertionError, RuntimeError):
                self.suspend_application_mode()
            raise
        self._entered = self._entered or in_front
        self._attributes = termios.tcgetattr(self.fileno)
        resized = signal.getsignal(signal.SIGWINCH)

        def on_resize(number: int, frame: FrameType | None) -> None:
            # What a terminal keeps of its cells when it is resized is its own affair, and Textual
            # draws nothing where the size is the same after all.
            self._stale = True
            if callable(resized):
                resized(number, frame)
            self._refresh()

        signal.signal(signal.SIGWINCH, on_resize)
        # Whoever ends a process on a login node leaves the shell that started it in this terminal.
        for number in ENDING:
            self._loop.add_signal_handler(number, self._end, number)
        if (gone := left_alone()) is not None:
            self._loop.add_reader(gone, self._leave_alone, gone)

    def suspend_application_mode(self) -> None:
        """Leave the alternate screen, until this process is woken."""
        self._entered = False
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Enter the alternate screen once more, after a stop, and have everything drawn.

        A process may be woken that was not stopped, and twice where it was.
        """
        if not self._entered:
            super().resume_application_mode()
            self._refresh()

    def write(self, data: str) -> None:
        """Send ``data``, or of a frame what differs from the screen."""
        if data == SYNC_START:
            self._held = data
        elif data == SYNC_END:
            if not self._held:
                super().write(data)
            self._held = ""
        elif difference := self._difference(data):
            if self._held and len(difference) > WORTH_SYNCING:
                super().write(self._held)
                self._held = ""
            super().write(difference)

    def _in_front(self) -> bool:
        """Whether this process may use the terminal, as all may that is of no shell's session."""
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True

    def _end(self, number: int) -> None:
        self._app.exit(return_code=128 + number)

    def _leave_alone(self, gone: int) -> None:
        """Leave because nobody waits for the app: the shell has the terminal again."""
        self._loop.remove_reader(gone)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        if termios.tcgetattr(self.fileno) != self._attributes:
            # Whatever the shell has made of it is right.
            self.attrs_before = None
        self._end(signal.SIGKILL)

    def _refresh(self) -> None:
        # This comes from signal handlers: the loop, which may be asleep, has to be woken.
        self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _difference(self, data: str) -> str:
        columns, rows = self._app.size
        if data == ALTERNATE_SCREEN:
            self._screen = ScreenBuffer(columns, rows)
            self._screen.clear()
            return data + ERASE
        if HARMLESS.fullmatch(data):
            return data
        if self._stale or (columns, rows) != (self._screen.columns, self._screen.rows):
            self._stale = False
            self._screen = ScreenBuffer(columns, rows)
        difference = self._screen.update(data)
        if difference is None:
            self._screen.forget()
            return data
        return difference
