"""Opening and reading again: what the files hold, as soon as that is known."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum, auto
from pathlib import Path
from typing import Final

from analysis.usage import UsageError
from parsers import Loaded
from parsers.file_looks import Looks, look_at
from parsers.guard import DEFECTS
from tui.app.background import begin, finished, in_background
from tui.app.first_table import Opened, Outcome, Refused, first_table
from tui.app.screens.place_screen import PlaceScreen
from tui.options.narrowing import Facet, Narrowing, narrowed
from tui.options.overruling import load_as_told, refuse_vain
from tui.options.settings import AppSettings

PATIENCE: Final = 0.5
"""Seconds that reading may take before the screen says that it goes on."""
GROUP: Final = "reading"
"""The worker that waits for what is read."""


class Stage(Enum):
    """How far the opening of the app has come."""

    READING = auto()
    """The files are being read, and nothing is drawn: it would soon be gone."""
    TELLING = auto()
    """They are still being read, and the screen says so."""
    OPEN = auto()
    """The table is there."""


class Opening:
    """Waits for what the app opens on, and reads the same files again."""

    def __init__(
        self, screen: PlaceScreen[None], opening: Future[Outcome], settings: AppSettings
    ) -> None:
        """Wait on behalf of ``screen`` for the ``opening``, which reads what ``settings`` name."""
        self.stage = Stage.READING
        self._screen = screen
        self._opening = opening
        self._settings = settings
        self._loaded: Loaded | None = None

    @property
    def title(self) -> str:
        """What is read, in a few words."""
        paths = self._settings.paths
        others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        return f"{paths[0]}{others}"

    def begin(self, show: Callable[[Opened], None], tell: Callable[[], None]) -> None:
        """Show what was read, at once if it is there; ``tell`` that it takes long where it does."""
        if self._opening.done():
            self._open(self._opening.result(), show)
            return

        async def wait() -> None:
            outcome = await finished(self._opening)
            self._telling("opening the table", lambda: self._open(outcome, show))

        def say() -> None:
            if self.stage is Stage.READING:
                self.stage = Stage.TELLING
                tell()

        self._screen.run_worker(wait(), group=GROUP)
        self._screen.set_timer(PATIENCE, say)

    def _open(self, outcome: Outcome, show: Callable[[Opened], None]) -> None:
        """Show the table, or leave where nothing could be read."""
        if isinstance(outcome, Refused):
            self._screen.app.exit(return_code=2)
        elif isinstance(outcome, Narrowing):
            self._ask(outcome, show)
        else:
            self.stage = Stage.OPEN
            self._loaded = outcome.loaded
            show(outcome)

    @property
    def is_reading(self) -> bool:
        """Whether files are being read."""
        workers = self._screen.workers
        return any(worker.group == GROUP and worker.is_running for worker in workers)

    def look(self) -> Looks:
        """Return what the files look like now."""
        config = self._settings.reading.config
        return look_at(self._settings.paths, None if config is None else Path(config).expanduser())

    def _ask(self, narrowing: Narrowing, show: Callable[[Opened], None]) -> None:
        """Ask what of a large archive to open; leave where nobody wants to say."""
        from tui.app.screens.facets_screen import FacetsScreen

        def chosen(facet: Facet | None) -> None:
            if facet is None:
                self._screen.app.exit(return_code=0)
                return
            self._settings = narrowed(self._settings, facet)
            settings = self._settings
            self._opening = begin(lambda: first_table(settings))
            self.begin(show, lambda: self._screen.say("reading ...   q quits"))

        self._screen.runcmp.draw()
        self._screen.app.push_screen(FacetsScreen(narrowing), chosen)

    def again(self, show: Callable[[Loaded], None], refuse: Callable[[str], None]) -> None:
        """Read what has changed, and show what is there now; ``refuse`` says why that cannot be."""

        async def read() -> None:
            doing = "reading the files again"
            try:
                loaded = await in_background(self._read)
            except UsageError as error:
                refuse(str(error))
            except DEFECTS as error:
                self._screen.runcmp.failed(error, doing)
            else:
                self._loaded = loaded
                self._telling(doing, lambda: show(loaded))

        self._screen.run_worker(read(), group=GROUP, exclusive=True)

    def _read(self) -> Loaded:
        asked = self._settings
        loaded = load_as_told(
            asked.paths, asked.reading, before=self._loaded, selection=asked.selection
        )
        refuse_vain([loaded])
        return loaded

    def _telling(self, doing: str, do: Callable[[], None]) -> None:
        """Do something in a worker, where Textual misses Polars' panics, and tell if it fails."""
        try:
            do()
        except DEFECTS as error:
            self._screen.runcmp.failed(error, doing)
