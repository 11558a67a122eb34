"""``ingest``: files into an archive, which is asked without reading them again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from analysis.usage import UsageError
from parsers.archive.compaction import compact
from parsers.archive.file_chunks import Chunk
from parsers.archive.ingesting import ArchiveError, Plan, opened, plan
from parsers.archive.inputs_together import keep_together
from parsers.archive.manifest import is_archive_folder
from parsers.archive.reading_process import Limits, end_kept, read_guarded, read_side_by_side
from parsers.archive.written_parts import Outcome
from parsers.loaded import DATABASES
from parsers.memory import most_to_read
from parsers.notes import Note
from parsers.overruling.override import Layer, Override, OverruleError
from tui.commands.destination import write
from tui.formatting.numbers import pluralize
from tui.options.overruling import given_overrides
from tui.options.settings import IngestSettings
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.version import VERSION

_MOST_NAMED: Final = 10
"""Files that could not be read and are named each."""
_MET: Final = ("column", "unit", "direction", "names")
"""What a file is read by, and so meets or not."""
_MANY: Final = 16
"""Workers of a cluster, as far as is known before it is there."""
_SELDOM: Final = 60.0
"""Seconds between two lines of progress, at last."""


def ingest(settings: IngestSettings, terminal: Terminal) -> int:  # noqa: ARG001
    """Read what is new or changed into the archive, put its parts together, say what was done.

    Returns 2 where nothing could be read and the archive is empty.
    """
    options = settings.ingest
    paths = [path for path in settings.paths if path.rstrip("/") != (options.to or "").rstrip("/")]
    if options.to is None:
        if not options.compact or len(paths) > 1 or not is_archive_folder(Path(paths[0])):
            raise UsageError("name the archive with --to, as in --to lake/")
        options, paths = options._replace(to=paths[0]), []
    if options.to is not None and options.to.startswith(DATABASES):
        return _copy(settings.paths, options.to)
    archive = Path(options.to or "")
    try:
        if not paths and not options.compact and _is_or_will_be_archive(archive):
            raise UsageError(f"{options.to}: cannot be read into itself; name files or folders")
        with opened(archive):
            done = _read(archive, paths, settings) if paths else _Done()
            if options.compact:
                parts = compact(archive, VERSION)
                done.lines.append(f"{parts.before:,} parts became {parts.after:,}")
            keep_together(archive)
    except (ArchiveError, OverruleError) as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        raise UsageError(f"{options.to}: cannot be written: {error.strerror or error}") from None
    except pl.exceptions.PolarsError as error:
        why = str(error).partition("\n")[0]
        raise UsageError(f"{options.to}: a part is damaged ({why}); ingest again") from None
    lines = [f"{options.to}: {done.lines[0]}", *(f"  {line}" for line in done.lines[1:])]
    write(None, lambda out: out.writelines(f"{line}\n".encode() for line in lines))
    return 2 if paths and not done.has_results else 0


def _is_or_will_be_archive(archive: Path) -> bool:
    return is_archive_folder(archive) or not archive.exists()


def _copy(paths: Sequence[str], uri: str) -> int:
    """Copy an archive into a database, and say how much that was."""
    from parsers.archive.postgres import shown
    from parsers.archive.server_copy import copy_lake

    if len(paths) != 1 or not is_archive_folder(Path(paths[0])):
        raise UsageError(
            "name one archive to copy: runcmp ingest lake/ --to postgresql://HOST/NAME"
        )
    try:
        files, records = copy_lake(Path(paths[0]), uri)
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    counts = f"{pluralize(files, 'file')}, {pluralize(records, 'record')}"
    write(None, lambda out: out.writelines([f"{shown(uri)}: {counts} copied\n".encode()]))
    return 0


@dataclass
class _Done:
    """What an ingest did: counts, and what there is to say."""

    files: int = 0
    runs: int = 0
    records: int = 0
    others: int = 0
    errors: list[Note] = field(default_factory=list)
    met: set[Override] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    has_results: bool = False

    def add(self, outcome: Outcome) -> None:
        """Count what became of a chunk."""
        self.files += outcome.files
        self.runs += outcome.runs
        self.records += outcome.records
        self.others += outcome.others
        self.errors += outcome.errors
        self.met |= outcome.met


def _read(archive: Path, paths: list[str], settings: IngestSettings) -> _Done:
    """Read what is to be read into an archive that is open."""
    reading, who = settings.reading, settings.ingest.workers
    given = given_overrides(reading)
    todo = plan(
        archive,
        paths,
        given,
        beside=reading.config is None,
        workers=_count(who) or _MANY,
    )
    for note in todo.notes:
        if note.kind == "error":
            say(str(note))
    limits = Limits(settings.ingest.time_limit, settings.memory.max_memory or most_to_read(2))
    done, progress = _Done(), _Progress(sum(len(chunk.files) for chunk in todo.chunks))
    with _workers(archive, who, limits, progress) as read:
        for outcome in read(todo.chunks):
            done.add(outcome)
            progress.done(outcome)
    for note in done.errors[:_MOST_NAMED]:
        say(str(note))
    if len(done.errors) > _MOST_NAMED:
        say(f"{len(done.errors) - _MOST_NAMED:,} more files gave no run")
    for each in given if done.records else ():
        if each.said.layer is Layer.COMMAND and each not in done.met and each.what in _MET:
            say(f"--read: {each.what} {each.name} met nothing in the files that were read")
    done.lines = list(_told(done, todo))
    done.has_results = done.records > 0 or todo.unchanged > todo.failed
    return done


def _told(done: _Done, todo: Plan) -> Iterator[str]:
    """Yield what was done, the counts first."""
    yield (
        f"{pluralize(done.files, 'file')} read, {pluralize(done.runs, 'run')}, "
        f"{pluralize(done.records, 'record')}"
    )
    if todo.unchanged:
        yield f"{pluralize(todo.unchanged, 'file')} unchanged since the last time"
    if done.others:
        yield f"{pluralize(done.others, 'file')} without results"
    if done.errors:
        yield f"{pluralize(len(done.errors), 'file')} gave no run"
    if todo.failed:
        yield f"{pluralize(todo.failed, 'unchanged file')} gave nothing before, either"


Reading = Callable[[Sequence[Chunk]], Iterator[Outcome]]


def _count(who: str | None) -> int | None:
    """How many processes read here, null where a cluster does."""
    if who is None:
        return 1
    return int(who) if who.isdecimal() and int(who) > 0 else None


@contextmanager
def _workers(
    archive: Path, who: str | None, limits: Limits, progress: _Progress
) -> Iterator[Reading]:
    """Have what reads chunks: a process here, so many of them, or those of a cluster."""
    count = _count(who)
    if count is None:
        from parsers.archive.workers import dask_workers

        with dask_workers(who or "", archive, VERSION, limits) as read:
            yield read
        return

    def one_by_one(chunks: Sequence[Chunk]) -> Iterator[Outcome]:
        for chunk in chunks:
            yield read_guarded(archive, chunk, VERSION, limits, progress.begun)

    def side_by_side(chunks: Sequence[Chunk]) -> Iterator[Outcome]:
        return read_side_by_side(archive, chunks, VERSION, limits, count)

    try:
        yield side_by_side if count > 1 else one_by_one
    finally:
        end_kept()


class _Progress:
    """Says how far an ingest is: after a second, where somebody sits there, and ever more seldom.

    In the output of a job a line a minute does.
    """

    def __init__(self, files: int) -> None:
        self._files = files
        self._ended = self._records = 0
        self._start = time.monotonic()
        self._next = 1.0 if sys.stderr is not None and sys.stderr.isatty() else _SELDOM

    def begun(self, place: int) -> None:
        """Say how far it is, where that is due: the files of a chunk before ``place`` are read."""
        self._tell(self._ended + place)

    def done(self, outcome: Outcome) -> None:
        """Count a chunk that is in the archive."""
        self._ended += outcome.files
        self._records += outcome.records
        self._tell(self._ended)

    def _tell(self, read: int) -> None:
        taken = time.monotonic() - self._start
        if taken < self._next or not read or read >= self._files:
            return
        self._next = taken + min(taken, _SELDOM)
        rate = read / taken
        left = (self._files - read) / rate
        say(
            f"{read:,} of {self._files:,} files read, {self._records:,} records in the archive, "
            f"{rate:.3g} files/s, {_duration(left)} left"
        )


def _duration(seconds: float) -> str:
    """``40 s``, ``3 min``, ``2.5 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
