"""Files -> an archive: which of them are new or changed, and who may write to it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from parsers.archive.file_chunks import MOST_FILES, Chunk, Waiting, chunks
from parsers.archive.manifest import FOLDER, Manifest, read_manifest
from parsers.archive.one_query import collected
from parsers.archive.rights import shared_folder
from parsers.archive.written_parts import told_of
from parsers.clean import clean
from parsers.inputs.found_inputs import found_inputs
from parsers.inputs.inputs import Input
from parsers.inputs.seen import Seen, look
from parsers.notes import Note
from parsers.overruling.override import Override
from parsers.source import STDIN

GRACE: Final = 3600.0
"""Seconds for which what counts no more stays there: somebody may be reading it."""
_CHUNKS_EACH: Final = 4
"""Chunks for each worker at least, so that they end at about the same time."""
FEWEST_FILES: Final = 20
"""Files of a chunk all the same: starting the process that reads it takes as long as they do."""
_LOCK: Final = "lock"


class ArchiveError(Exception):
    """What cannot be done to an archive; the message says why, and what to do."""


class Plan(NamedTuple):
    """What an ingest has to do: the chunks to read; and remarks.

    ``files`` is how many were found, ``unchanged`` how many of these are in the archive as they
    are, ``failed`` how many of them could not be read.
    """

    chunks: tuple[Chunk, ...]
    files: int
    unchanged: int
    failed: int
    notes: tuple[Note, ...]


def plan(
    archive: Path,
    arguments: Sequence[str],
    given: Sequence[Override] = (),
    *,
    beside: bool = True,
    workers: int = 1,
) -> Plan:
    """Return what is to be read so that ``archive`` has all that ``arguments`` stand for.

    Paths become absolute: an archive is asked from anywhere. Chunks are small enough for so many
    ``workers`` to share. Raises ``ArchiveError`` for standard
    input and a pipe, which cannot be read again, and ``OverruleError``.
    """
    manifest = read_manifest(archive)
    found = found_inputs([_absolute(each) for each in arguments], None, given, beside=beside)
    inside = f"{archive.resolve()}{os.sep}"
    inputs = [item for item in found.inputs if not os.path.realpath(item.path).startswith(inside)]
    if any(item.content is not None for item in inputs):
        raise ArchiveError("a pipe cannot be read again: name files, folders or globs")
    inputs, unnamed = _named_in_unicode(inputs)
    known = _known(manifest, _damaged(manifest))
    waiting, unchanged, failed = [], 0, 0
    for item in inputs:
        seen = look(item.path)
        before = known.get(item.path)
        if seen is not None and before is not None and before.holds(item, seen):
            unchanged += 1
            failed += before.failed
        else:
            waiting.append(Waiting(item, seen or Seen(0, 0, time.time_ns())))
    share = len(waiting) // (_CHUNKS_EACH * workers) if workers > 1 else MOST_FILES
    files = min(max(share, FEWEST_FILES), MOST_FILES)
    todo = tuple(chunks(waiting, manifest.next_sequence, files))
    return Plan(todo, len(inputs), unchanged, failed, (*manifest.notes, *found.notes, *unnamed))


def _named_in_unicode(inputs: Sequence[Input]) -> tuple[list[Input], list[Note]]:
    """Return those whose names an archive can hold, and a note for each of the others."""
    kept, notes = [], []
    for item in inputs:
        try:
            f"{item.path}{item.label}".encode()
        except UnicodeEncodeError:
            text = "not read: an archive keeps names in UTF-8, which this is not; rename it"
            notes.append(Note("error", text, clean(item.path)))
        else:
            kept.append(item)
    return kept, notes


class _Known(NamedTuple):
    seen: Seen
    told: str | None
    failed: bool

    def holds(self, item: Input, now: Seen) -> bool:
        """Whether the file is as it was when it was read, and read as it was told."""
        return self.seen.is_still(now) and self.told == told_of(item)


def _known(manifest: Manifest, damaged: set[int]) -> dict[str, _Known]:
    """What the archive has, but for what is in commits of ``damaged`` numbers."""
    seen = ("file", "size", "changed", "at", "settled", "told")
    entries = manifest.entries("sequence", *seen, "error", "passed")
    whole = entries.filter(~pl.col("passed"), ~pl.col("sequence").is_in(list(damaged)))
    columns = collected(whole.select(*seen, pl.col("error").is_not_null()))
    return {
        file: _Known(Seen(size, changed, at, settled), told, failed)
        for file, size, changed, at, settled, told, failed in columns.iter_rows()
    }


def _damaged(manifest: Manifest) -> set[int]:
    """The numbers of commits of which a part is not there as it was written."""
    return {
        each.sequence
        for each in manifest.commits
        if any(_size(manifest.archive / part.path) != part.size for part in each.parts)
    }


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _absolute(argument: str) -> str:
    """An argument with its path from the root on; a label stays before it."""
    if argument == STDIN or argument.endswith(f"={STDIN}"):
        raise ArchiveError("standard input cannot be read again: name files, folders or globs")
    label, equals, path = argument.partition("=")
    if equals and label and path and not os.path.lexists(argument) and os.sep not in label:
        return f"{label}={os.path.abspath(path)}"  # noqa: PTH100
    return os.path.abspath(argument)  # noqa: PTH100


@contextlib.contextmanager
def opened(archive: Path) -> Iterator[None]:
    """Have the archive to write to, made where it is not there.

    What counts no more, and what nobody finished, is taken away first. Raises ``ArchiveError``
    where somebody else writes to it, or the folder holds something else.
    """
    is_other = archive.exists() and not (archive / FOLDER).is_dir()
    if is_other and (not archive.is_dir() or any(archive.iterdir())):
        raise ArchiveError(
            f"{archive}: is there and no archive; name a new or an empty folder with --to"
        )
    archive.mkdir(parents=True, exist_ok=True)
    shared_folder(archive / FOLDER, archive)
    descriptor = os.open(archive / FOLDER / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        with contextlib.suppress(PermissionError):
            os.fchmod(descriptor, archive.stat().st_mode & 0o666)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                raise ArchiveError(
                    f"{archive}: another ingest is writing to it; wait until that has ended"
                ) from None
            # No locks on this file system: two at once only do the work twice.
        remove_leftovers(archive)
        yield
    finally:
        os.close(descriptor)


def remove_leftovers(archive: Path, grace: float = GRACE) -> None:
    """Remove parts that no commit names, and commits that others replace, after a while."""
    manifest = read_manifest(archive)
    if manifest.notes:
        # What a damaged commit names looks like what nobody names.
        return
    before = time.time() - grace
    newest = {name: each for each in manifest.commits for name in each.replaces}
    kept = {part.path for each in manifest.commits for part in each.parts}
    for each in manifest.replaced:
        by = newest.get(each.name)
        if by is None or _changed(archive / FOLDER / by.name) < before:
            for part in each.parts:
                if part.path not in kept:
                    _remove(archive / part.path)
            _remove(archive / FOLDER / each.name)
        else:
            kept |= {part.path for part in each.parts}
    for path in archive.glob("system=*/year=*/*.parquet"):
        if str(path.relative_to(archive)) not in kept and _changed(path) < before:
            _remove(path)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
