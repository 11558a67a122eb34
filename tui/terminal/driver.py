"""A Textual driver for slow lines: of each frame, only the cells that differ are sent."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import select
import signal
import termios
from types import FrameType
from typing import Any, Final, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input

from tui.options.arguments import UNUSABLE
from tui.terminal.key_parser import KeyParser
from tui.terminal.screen_buffer import ScreenBuffer
from tui.terminal.streams import own_error, say
from tui.terminal.supervisor import ENDING, left_alone, wake_waiting
from tui.terminal.unfailing import Unfailing

_SYNC_START: Final = "\x1b[?2026h"
_SYNC_END: Final = "\x1b[?2026l"
_ALTERNATE_SCREEN: Final = "\x1b[?1049h"
_ERASE: Final = "\x1b[H\x1b[2J"

# A terminal draws so many characters at once anyway.
_WORTH_SYNCING: Final = 1000

# Modes, queries, titles, clipboard, bell: none of them changes a cell.
_HARMLESS = re.compile(r"(\x1b\[[?<>=][\d;]*\$?[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x07)*")

_MOST_READ = 4096
"""Bytes taken at once of what is typed or pasted."""
ESCAPE = 0.15
"""Seconds after which an escape with nothing behind it is a key; Textual waits a tenth."""
_WAKE = b"."
_OUTPUT_MODES: Final = 1
"""Where ``tcgetattr`` has them."""


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
        self._file = cast("Any", Unfailing(cast("TextIO", self._file)))
        self._screen = ScreenBuffer(0, 0)
        self._stale = False
        self._held = ""
        self._entered = False
        self._stopped = False
        self._ending = False
        self._hang_up: select.epoll | None = None
        self._wakes = os.pipe2(os.O_CLOEXEC)
        # Textual's own handlers leave and enter wherever the program happens to be: a second
        # signal entered in the middle of that, and two threads then read the keys.
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.add_signal_handler(signal.SIGCONT, self._wake)

    def start_application_mode(self) -> None:
        """Enter the alternate screen, erased, and take notice of a resized terminal.

        In the background this waits until a shell has brought the process to the front. Raises
        OSError where none ever will.
        """
        while not self._in_front():
            _stop_process()
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not self._entered:
                raise OSError(errno.EIO, "the terminal belongs to others")
        except Exception:
            # A thread that may not start leaves half of it done.
            self.suspend_application_mode()
            raise
        self._leave_line_feeds()
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
        # A terminal that is not the session's own goes without a signal, and so does one whose
        # signal went to the waiting process alone. Asked for nothing, epoll tells of that.
        if self._hang_up is None:
            self._hang_up = select.epoll()
            self._hang_up.register(self.fileno, 0)
            self._loop.add_reader(self._hang_up, self._hung_up, self._hang_up)

    def run_input_thread(self) -> None:
        """Read keys until told to end; nothing runs while nothing is typed."""
        parser = KeyParser()
        wait: float | None = None
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno, self._wakes[0]], [], [], wait)
            if self.fileno in ready:
                try:
                    read = os.read(self.fileno, _MOST_READ)
                except OSError:
                    read = b""
                if not read:
                    # The terminal is gone, which is told elsewhere.
                    return
                for event in parser.read(read):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
            # An escape may be a key, or the beginning of one: the parser is asked again.
            wait = ESCAPE if ready else None

    def disable_input(self) -> None:
        """Take no more keys, and none that a shell is to get."""
        if self._entered:
            os.write(self._wakes[1], _WAKE)
            super().disable_input()
            os.read(self._wakes[0], len(_WAKE))

    def stop_application_mode(self) -> None:
        """Leave the alternate screen, unless a shell has the terminal already."""
        if self._entered:
            super().stop_application_mode()
            self._entered = False

    def close(self) -> None:
        """Send what is left to send, where the thread that sends could start."""
        with contextlib.suppress(RuntimeError):
            super().close()

    def write(self, data: str) -> None:
        """Send ``data``, or of a frame what differs from the screen; nothing while stopped."""
        self._entered |= data == _ALTERNATE_SCREEN
        if not self._entered:
            return
        if data == _SYNC_START:
            self._held = data
        elif data == _SYNC_END:
            if not self._held:
                super().write(data)
            self._held = ""
        elif difference := self._difference(data):
            if self._held and len(difference) > _WORTH_SYNCING:
                super().write(self._held)
                self._held = ""
            super().write(difference)

    def _leave_line_feeds(self) -> None:
        """Have a line feed move the cursor down and no more, as the frames sent expect."""
        attributes = termios.tcgetattr(self.fileno)
        attributes[_OUTPUT_MODES] &= ~termios.ONLCR
        termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def _stop(self) -> None:
        """Give the terminal to the shell, and stop."""
        if self._entered:
            self.suspend_application_mode()
            self._stopped = True
        _stop_process()

    def _wake(self) -> None:
        wake_waiting()
        # A shell sends what is to end the process first, and then wakes it; they arrive at once.
        self._loop.call_soon(self._return)

    def _return(self) -> None:
        """Take the terminal once more, if this process may, and have everything drawn.

        A process may be woken that was not stopped, or be woken to go on in the background, or to
        end.
        """
        if not self._stopped or self._ending:
            return
        if not self._in_front():
            _stop_process()
            return
        self._stopped = False
        try:
            self.start_application_mode()
        except Exception as error:
            self._ending = True
            self._app.exit(return_code=UNUSABLE)
            say(own_error(error))
        self._refresh()

    def _in_front(self) -> bool:
        """Whether this process may use the terminal, or never will.

        The kernel answers who asks from the background for something, here for output to go on,
        with a signal; with an error where nobody is left to bring the process to the front.
        """
        before = signal.signal(signal.SIGTTOU, lambda *_: None)
        try:
            termios.tcflow(self.fileno, termios.TCOON)
        except termios.error as error:
            return bool(error.args[0] != errno.EINTR)
        finally:
            signal.signal(signal.SIGTTOU, before)
        return True

    def _end(self, number: int) -> None:
        self._ending = True
        self._app.exit(return_code=128 + number)

    def _leave_alone(self, gone: int) -> None:
        """Leave because nobody waits for the app: the shell has the terminal again."""
        self._loop.remove_reader(gone)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        try:
            found = termios.tcgetattr(self.fileno)
        except termios.error:
            # Nobody waits because the terminal is gone.
            found = None
        if found != self._attributes:
            # Whatever the shell has made of it is right.
            self.attrs_before = None
        self._end(signal.SIGKILL)

    def _hung_up(self, gone: select.epoll) -> None:
        """Leave because the terminal is gone."""
        self._loop.remove_reader(gone)
        self.attrs_before = None
        self._end(signal.SIGHUP)

    def _refresh(self) -> None:
        # This comes from signal handlers: the loop, which may be asleep, has to be woken.
        self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _difference(self, data: str) -> str:
        columns, rows = self._app.size
        if data == _ALTERNATE_SCREEN:
            self._screen = ScreenBuffer(columns, rows)
            self._screen.clear()
            return data + _ERASE
        if _HARMLESS.fullmatch(data):
            return data
        if self._stale or (columns, rows) != (self._screen.columns, self._screen.rows):
            self._stale = False
            self._screen = ScreenBuffer(columns, rows)
        difference = self._screen.update(data, typing=isinstance(self._app.focused, Input))
        if difference is None:
            self._screen.forget()
            return data
        return difference


def _stop_process() -> None:
    """Stop this process until it is woken; that of the shell, which waits for it, stops then."""
    os.kill(os.getpid(), signal.SIGSTOP)
