"""A Textual driver for slow lines: of each frame, only the cells that differ are sent."""

from __future__ import annotations

import re
import signal
from types import FrameType
from typing import Any, Final

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.screen_buffer import ScreenBuffer

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

    def start_application_mode(self) -> None:
        """Enter the alternate screen, erased, and take notice of a resized terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
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
        self._loop.add_signal_handler(signal.SIGTERM, self._end)

    def resume_application_mode(self) -> None:
        """Enter the alternate screen once more, after a stop, and have everything drawn."""
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

    def _end(self) -> None:
        self._app.exit(return_code=128 + signal.SIGTERM)

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
