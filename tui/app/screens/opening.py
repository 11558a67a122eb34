"""Opening and reading again: what the files hold, as soon as that is known."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Final

from analysis.usage import UsageError
from parsers import Loaded
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.guard import DEFECTS
from parsers.inputs.file_looks import Looks, look_at
from tui.app.background import begin, finished
from tui.app.first_table import FirstTable, Opened, Outcome, Refused, begin_first_table
from tui.app.screens.place_screen import PlaceScreen
from tui.options.narrowing import Facet, Narrowing, narrowed
from tui.options.overruling import load_as_told, refuse_vain
from tui.options.settings import AppSettings
from tui.views.reading_line import OFTEN, PATIENCE, TO_STOP, reading_line

_GROUP: Final = "reading"
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

    def __init__(self, screen: PlaceScreen[None], first: FirstTable, settings: AppSettings) -> None:
        """Wait on behalf of ``screen`` for the ``first`` table of what ``settings`` name."""
        self.stage = Stage.READING
        self._screen = screen
        self._first = first
        self._progress = first.progress
        self._settings = settings
        self._loaded: Loaded | None = None
        self._is_telling = False
        self.share = ""
        """How many of the files are shown, where the reading was stopped before its end."""

    @property
    def title(self) -> str:
        """What is read, in a few words."""
        paths = self._settings.paths
        others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        return f"{paths[0]}{others}"

    def said(self, width: int) -> str:
        """Say in ``width`` cells how far the reading has come, and what can be done meanwhile."""
        doing = "reading" if self.stage is not Stage.OPEN else "reloading"
        leaving = "q quits" if self.stage is not Stage.OPEN else ""
        several = (self._progress.total or 0) > 1
        keys = "   ".join(filter(None, [TO_STOP if several else "", leaving]))
        return reading_line(
            self._progress, self._screen.runcmp.glyphs, width, doing=doing, keys=keys
        )

    def stop(self) -> bool:
        """Have no further file read, where the screen says that some are; tell whether it does."""
        if self._is_telling:
            self._progress.stop()
        return self._is_telling

    def begin(self, show: Callable[[Opened], None], tell: Callable[[], None]) -> None:
        """Show what was read, at once if it is there; ``tell`` that it takes long where it does."""
        opening = self._first.outcome
        if opening.done():
            self._open(opening.result(), show)
            return

        async def wait() -> None:
            outcome = await finished(opening)
            self._telling("opening the table", lambda: self._open(outcome, show))

        def say() -> None:
            if self.stage is Stage.READING:
                self.stage = Stage.TELLING
            tell()

        self._screen.run_worker(wait(), group=_GROUP)
        self._tell_while(lambda: not opening.done(), say)

    def _tell_while(self, reading: Callable[[], bool], tell: Callable[[], None]) -> None:
        """After a moment ``tell`` how far the reading has come, and again as it goes on."""
        self._is_telling = False

        def say() -> None:
            self._is_telling = reading()
            if self._is_telling:
                tell()
                self._screen.set_timer(OFTEN, say)

        self._screen.set_timer(PATIENCE, say)

    def _open(self, outcome: Outcome, show: Callable[[Opened], None]) -> None:
        """Show the table, or leave where nothing could be read."""
        if isinstance(outcome, Refused):
            self._screen.app.exit(return_code=2)
        elif isinstance(outcome, Narrowing):
            self._ask(outcome, show)
        else:
            self.stage = Stage.OPEN
            self._keep(outcome.loaded, self._progress)
            show(outcome)

    def _keep(self, loaded: Loaded, progress: ReadingProgress) -> None:
        self._loaded = loaded
        stopped = f"{progress.read:,} of {progress.total or 0:,} files"
        self.share = stopped if progress.is_partial else ""

    @property
    def is_reading(self) -> bool:
        """Whether files are being read."""
        workers = self._screen.workers
        return any(worker.group == _GROUP and worker.is_running for worker in workers)

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
            self._first = begin_first_table(settings)
            self._progress = self._first.progress
            self.begin(show, lambda: self._screen.say("reading ...   q quits"))

        self._screen.runcmp.draw()
        self._screen.app.push_screen(FacetsScreen(narrowing), chosen)

    def again(
        self,
        show: Callable[[Loaded], None],
        refuse: Callable[[str], None],
        tell: Callable[[], None] | None = None,
    ) -> None:
        """Read what has changed, and show what is there now; ``refuse`` says why that cannot be.

        Where it takes long, ``tell`` that, unless nobody asked for it.
        """
        progress = self._progress = ReadingProgress()
        reading = begin(lambda: self._read(progress))

        async def read() -> None:
            doing = "reading the files again"
            try:
                loaded = await finished(reading)
            except UsageError as error:
                refuse(str(error))
            except DEFECTS as error:
                self._screen.runcmp.failed(error, doing)
            else:
                self._keep(loaded, progress)
                self._telling(doing, lambda: show(loaded))

        self._screen.run_worker(read(), group=_GROUP, exclusive=True)
        if tell is not None:
            self._tell_while(lambda: progress is self._progress and not reading.done(), tell)

    def _read(self, progress: ReadingProgress) -> Loaded:
        asked = self._settings
        loaded = load_as_told(
            asked.paths,
            asked.reading,
            before=self._loaded,
            selection=asked.selection,
            progress=progress,
        )
        refuse_vain([loaded])
        return loaded

    def _telling(self, doing: str, do: Callable[[], None]) -> None:
        """Do something in a worker, where Textual misses Polars' panics, and tell if it fails."""
        try:
            do()
        except DEFECTS as error:
            self._screen.runcmp.failed(error, doing)
