"""Watching the files: looked at now and then, and read again where something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from textual.timer import Timer

from parsers import Loaded
from parsers.guard import DEFECTS
from parsers.inputs.file_looks import Looks, changes
from tui.app.background import in_background
from tui.app.screens.opening import Opening
from tui.app.screens.place_screen import PlaceScreen

SHORTEST: Final = 1.0
LONGEST: Final = 10.0
"""Seconds from one look to the next: twice as many each time that nothing has changed."""
_SHARE: Final = 10
"""So many times as long as a look took is the pause at least: file systems may be slow, or full."""
PATIENCE: Final = 5
"""Looks in a row at a file that ends within a line, before it is read nevertheless."""
_GROUP: Final = "watching"
"""The worker that looks."""

Show = Callable[[Loaded, str], None]
"""Shows what was read, after what has become of the files."""


class Watch:
    """Looks at the files of an ``Opening``, and has it read those again that have changed.

    A file that is being written, and ends within a line, is waited for: half a number is one, too.
    What was changed so lately that its time may not tell is looked into once more.
    """

    def __init__(
        self,
        screen: PlaceScreen[None],
        opening: Opening,
        show: Show,
        refuse: Callable[[str], None],
    ) -> None:
        """Look on behalf of ``screen``; ``refuse`` says why files that changed cannot be read."""
        self._screen = screen
        self._opening = opening
        self._show = show
        self._refuse = refuse
        self._looks: Looks | None = None
        self._unsure = False
        self._waited = 0
        self.pause = SHORTEST
        """Seconds to the next look."""
        self._timer: Timer | None = None
        self.is_on = False

    def begin(self) -> None:
        """Look at once, and from then on."""
        self.is_on, self._looks, self.pause = True, None, SHORTEST
        self.look()

    def end(self) -> None:
        """Look no more."""
        self.is_on = False
        if self._timer is not None:
            self._timer.stop()

    def look(self) -> None:
        """Look at the files, and again after a pause."""
        if self.is_on:
            self._screen.run_worker(self._look(), group=_GROUP, exclusive=True)

    async def _look(self) -> None:
        took = 0.0
        try:
            looks, took = await in_background(self._timed)
        except DEFECTS as error:
            self._screen.runcmp.failed(error, "looking at the files")
        else:
            self._compare(looks)
        if self.is_on:
            self._timer = self._screen.set_timer(max(self.pause, _SHARE * took), self.look)

    def _timed(self) -> tuple[Looks, float]:
        """What the files look like, and how many seconds it took to see."""
        began = time.monotonic()
        looks = self._opening.look()
        return looks, time.monotonic() - began

    def _compare(self, looks: Looks) -> None:
        before, told = self._looks, ""
        if before is not None and looks.files == before.files:
            if not (self._unsure and looks.settled):
                self.pause = SHORTEST if self._unsure else min(2 * self.pause, LONGEST)
                return
        elif before is not None:
            told = ", ".join(changes(before, looks))
        self.pause = SHORTEST
        if before is not None and not looks.whole and self._waited < PATIENCE:
            self._waited += 1
            return
        if self._opening.is_reading:
            # The user has them read: what has changed is found at the next look.
            return
        self._looks, self._unsure, self._waited = looks, not looks.settled, 0
        self._opening.again(lambda loaded: self._show(loaded, told), self._refuse)
